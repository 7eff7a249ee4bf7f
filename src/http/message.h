// What a handler sees of HTTP: plain values, no network.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"

namespace zw::http {

class Messages;
class Subscription;

enum class Method { get, post, put, patch, del };
inline constexpr int kMethodCount = 5;
std::string_view to_string(Method method);

enum class Language { zh, en };
std::string_view to_string(Language language);

struct Request {
  Method method = Method::get;
  std::string path;                                          ///< decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  std::string remote;                                      ///< address of the peer, without port
  std::string id;                                          ///< request id, ours unless a sane one was sent
  std::map<std::string, std::string, std::less<>> params;  ///< {id} and the like, from the route
  bool secure = false;     ///< came over TLS, here or at the proxy in front of us
  bool forwarded = false;  ///< a proxy passed it on: the peer's address says nothing about the person's
  Language language = Language::zh;
  const Messages* messages = nullptr;  ///< sentences for people; the built-in ones when nothing is set

  std::string_view header(std::string_view lower_case_name) const;
  std::optional<std::string_view> parameter(std::string_view name) const;  ///< of the query
  std::optional<std::string_view> cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view lasting_body = {};       ///< instead of `body`: bytes that live as long as the program or
  std::shared_ptr<const void> keeper = {};  ///< as this
  std::shared_ptr<Subscription> stream = {};  ///< instead of a body: live updates until one side leaves

  static Response json(std::string body, int status = 200);
  static Response shared_json(std::shared_ptr<const std::string> body);
  static Response empty(int status = 204);

  std::string_view content() const { return lasting_body.empty() ? std::string_view(body) : lasting_body; }
  /// The header's value, or "" when it is not set.
  std::string_view header(std::string_view name) const;
  Response&& with(std::string name, std::string value) && {
    return headers.emplace_back(std::move(name), std::move(value)), std::move(*this);
  }
};

/// Thrown by nobody: handlers return problems, the dispatcher turns them into application/problem+json.
/// 404 for `not_found`, 403 `forbidden`, 409 `conflict`, 412 `stale`, 428 `version_required`, 422 otherwise.
Response problem_response(int status, std::string_view code, const Problems& problems,
                          const Request& request);

/// The status that belongs to a code, by its last word; see problem_response.
int status_of(std::string_view code);

/// One problem: status and code are its own. Several: the status of the first, code `input.invalid`.
Response problem_response(const Problems& problems, const Request& request);

/// The sentence that belongs to an HTTP status in the answer's first line.
std::string_view reason_of(int status);

}  // namespace zw::http
