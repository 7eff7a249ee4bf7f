// One line of JSON per request on standard error: what an operator needs, nothing about persons.
#pragma once

#include <chrono>
#include <string_view>

#include "http/message.h"

namespace zw::http {

class Log {
 public:
  enum class Requests { silent, written };
  explicit Log(Requests requests = Requests::silent) : requests_(requests) {}

  /// `pattern` is the declared address ("/api/registry/people/{id}"), never the one that was asked for.
  void request(std::string_view id, std::string_view method, std::string_view pattern, int status,
               std::chrono::microseconds took) const;
  /// Always written. `what` is a sentence of the program or of the database, without values.
  void failure(std::string_view id, std::string_view pattern, std::string_view what) const;

 private:
  Requests requests_;
};

}  // namespace zw::http
