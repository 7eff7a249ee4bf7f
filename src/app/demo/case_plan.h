// What will happen to each case, planned along office time: who asks for what, and who does which verb when.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/demo/office_time.h"
#include "app/demo/parts.h"
#include "modules/casework/moves.h"

namespace zw::app::demo {

/// For `Act::choice` of a firm that confirms and says no more.
inline constexpr std::uint8_t kNoRating = 255;

struct Act {
  std::int32_t second = 0;             ///< of office time
  std::optional<casework::Verb> verb;  ///< nothing: the first word to the firm
  std::uint8_t choice = 0;             ///< a rating, a kind of pause, days
};

struct CasePlan {
  std::int32_t received = 0;  ///< second of office time
  std::optional<Id> enterprise, project;
  casework::Category category = casework::Category::other;
  casework::Grade grade = casework::Grade::simple;
  casework::Channel channel = casework::Channel::officer;
  Id owner;                         ///< who holds it first
  std::optional<Id> handler;        ///< to whom it is dispatched
  std::optional<Id> organisation;   ///< for which the handler works
  std::optional<std::size_t> into;  ///< before sorting the place, then the id of the case it is merged into
  std::uint64_t seed = 0;           ///< of its words
  std::vector<Act> acts;
};

/// The cases of the whole campaign in the order of their receipt, whatever the stage.
std::vector<CasePlan> plan_cases(const DemoZone& zone, const OfficeTime& time);

}  // namespace zw::app::demo
