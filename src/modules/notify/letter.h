// What a message says: case number, light, due date and link, never a name or a telephone.
#pragma once

#include <string>
#include <vector>

#include "modules/casework/case.h"
#include "modules/notify/notify.h"

namespace zw::modules::notify {

/// One notice as it may leave the house. A person's name, a firm's name and the words of a case have no place
/// here to be put into.
struct Line {
  std::string kind;
  std::optional<Id> case_id;
  std::string number;
  casework::Light light = casework::Light::none;
  std::optional<Instant> due_at;

  friend bool operator==(const Line&, const Line&) = default;
};

struct Text {
  std::string title, body;
};

/// Equal lines are said once; beyond fifty they are counted. `base_url` is where the product is reached,
/// without a slash at its end; empty = no links.
Text compose(std::vector<Line> lines, Urgency urgency, ChannelLanguage language, const std::string& base_url);
/// What `try` sends.
Text trial(const std::string& channel, ChannelLanguage language);

}  // namespace zw::modules::notify
