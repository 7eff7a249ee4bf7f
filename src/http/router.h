// Finds the declared route for a method and a path, and says which methods a path would have allowed.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/route.h"

namespace zw::http {

struct Match {
  const Route* route = nullptr;  ///< nothing when the path or the method is unknown
  std::vector<std::pair<std::string_view, std::string>> params;
  std::vector<Method> allowed;  ///< of the path; empty when it is unknown
};

/// A tree of path segments. A fixed word wins over a parameter in the same place.
class Router {
 public:
  /// Two declarations for one method and address are a mistake in the program and end it.
  explicit Router(Routes routes);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  Match find(Method method, const std::vector<std::string>& segments) const;
  const Routes& routes() const { return routes_; }
  std::size_t index(const Route& route) const { return static_cast<std::size_t>(&route - routes_.data()); }

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> words;
    std::unique_ptr<Node> parameter;
    std::array<const Route*, kMethodCount> routes{};
  };

  void add(const Route& route);
  bool find(const Node& node, Method method, const std::vector<std::string>& segments, std::size_t depth,
            std::vector<std::size_t>& captured, Match& match) const;

  Routes routes_;
  Node root_;
};

/// "GET, HEAD, POST, OPTIONS"
std::string allow_header(const std::vector<Method>& methods);

}  // namespace zw::http
