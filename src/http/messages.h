// The sentences people read for every problem code, in Chinese and English.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "http/message.h"

namespace zw::http {

/// `{name}` in a sentence is replaced by the parameter of that name.
struct Message {
  std::string_view code, zh, en;
};

/// The codes of this floor and of those below it.
std::span<const Message> own_messages();

class Messages {
 public:
  /// A later row for the same code replaces an earlier one, so modules may say something better.
  explicit Messages(std::span<const Message> further = {});

  bool knows(std::string_view code) const { return by_code_.contains(code); }
  /// An unknown code is its own sentence: visible, searchable, never empty.
  std::string translate(std::string_view code, const std::vector<std::pair<std::string, std::string>>& params,
                        Language language) const;
  void add(std::span<const Message> messages);

 private:
  std::map<std::string_view, Message, std::less<>> by_code_;
};

/// The cookie `zw_language` decides, then Accept-Language, then Chinese.
Language language_of(const Request& request);

}  // namespace zw::http
