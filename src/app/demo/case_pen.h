// Writes the acts of one case one after the other, each a little later than the one before.
#pragma once

#include "app/demo/case_plan.h"

namespace zw::app::demo {

/// All spans of time are minutes of office time.
class CasePen {
 public:
  CasePen(CasePlan& plan, Rng& rng) : plan_(plan), rng_(rng), now_(plan.received / 60) {}

  int now() const { return now_; }
  /// Something between `least` and `most` minutes after the last act; both at least 1.
  void after(int least, int most, std::optional<casework::Verb> verb, std::uint8_t choice = 0);
  /// Somewhere between the last act and `limit`.
  void before(int limit, std::optional<casework::Verb> verb, std::uint8_t choice = 0);

  /// From receipt into somebody's hands; takes two thirds of `room` at most, and never so long that a lamp
  /// changes. Answers false when the story stops at the dispatch.
  enum class Until { accepted, dispatched, handling };
  void open(int room, Until until = Until::handling);
  void reply(int room);
  void pause(casework::PauseKind kind, int minutes);
  /// So many steps of the checklist, spread over the time up to `until`.
  void complete_steps(int steps, int until);
  void resolve(int at);
  void confirm(std::uint8_t rating);
  /// 回访 and 归档, as often as the desk finds the time; always after a low rating.
  void follow_up(bool was_low);

 private:
  void write(int minute, std::optional<casework::Verb> verb, std::uint8_t choice);

  CasePlan& plan_;
  Rng& rng_;
  int now_;
};

}  // namespace zw::app::demo
