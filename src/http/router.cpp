#include "http/router.h"

#include <algorithm>

namespace zw::http {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  ZW_ASSERT(path.starts_with('/'), "a route begins with a slash");
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    parts.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return parts;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

}  // namespace

Router::Router(Routes routes) : routes_(std::move(routes)) {
  for (const Route& route : routes_) add(route);
}

void Router::add(const Route& route) {
  ZW_ASSERT(route.handler, "a route has a handler");
  ZW_ASSERT(route.without_login || !route.roles.empty(), "a route says who may call it");
  Node* node = &root_;
  for (const std::string_view segment : split(route.path)) {
    auto& next = is_parameter(segment) ? node->parameter : node->words[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& slot = node->routes[static_cast<std::size_t>(route.method)];
  ZW_ASSERT(!slot, "a method and an address are declared once");
  slot = &route;
}

bool Router::find(const Node& node, Method method, const std::vector<std::string>& segments,
                  std::size_t depth, std::vector<std::size_t>& captured, Match& match) const {
  if (depth == segments.size()) {
    for (int i = 0; i < kMethodCount; ++i)
      if (node.routes[static_cast<std::size_t>(i)] &&
          std::find(match.allowed.begin(), match.allowed.end(), static_cast<Method>(i)) ==
              match.allowed.end())
        match.allowed.push_back(static_cast<Method>(i));
    match.route = node.routes[static_cast<std::size_t>(method)];
    return match.route != nullptr;
  }
  if (const auto word = node.words.find(segments[depth]); word != node.words.end())
    if (find(*word->second, method, segments, depth + 1, captured, match)) return true;
  if (!node.parameter || segments[depth].empty()) return false;
  captured.push_back(depth);
  if (find(*node.parameter, method, segments, depth + 1, captured, match)) return true;
  captured.pop_back();
  return false;
}

Match Router::find(Method method, const std::vector<std::string>& segments) const {
  Match match;
  std::vector<std::size_t> captured;
  if (!find(root_, method, segments, 0, captured, match)) return match;
  const auto names = split(match.route->path);
  for (const std::size_t at : captured)
    match.params.emplace_back(names[at].substr(1, names[at].size() - 2), segments[at]);
  return match;
}

std::string allow_header(const std::vector<Method>& methods) {
  std::string list;
  for (const Method method : methods) {
    list += std::string(to_string(method)) + ", ";
    if (method == Method::get) list += "HEAD, ";
  }
  return list + "OPTIONS";
}

}  // namespace zw::http
