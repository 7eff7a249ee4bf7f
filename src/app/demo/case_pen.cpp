#include "app/demo/case_pen.h"

#include <algorithm>

namespace zw::app::demo {

using casework::Verb;

void CasePen::write(int minute, std::optional<Verb> verb, std::uint8_t choice) {
  now_ = minute;
  plan_.acts.push_back({minute * 60 + static_cast<int>(rng_.below(60)), verb, choice});
}

void CasePen::after(int least, int most, std::optional<Verb> verb, std::uint8_t choice) {
  write(now_ + static_cast<int>(rng_.between(least, std::max(least, most))), verb, choice);
}

void CasePen::before(int limit, std::optional<Verb> verb, std::uint8_t choice) {
  after(1, limit - now_ - 1, verb, choice);
}

void CasePen::open(int room, Until until) {
  // A lamp turns yellow after 336 minutes without acceptance, 168 without signature, 672 without reply.
  const int most = std::clamp(room / 4, 4, 240);
  const bool is_accepted_first = until == Until::accepted || rng_.chance(8);
  if (is_accepted_first) after(3, most, Verb::accept);
  if (until == Until::accepted) return;
  after(3, is_accepted_first ? most / 2 : most, plan_.handler ? Verb::dispatch : Verb::take);
  if (plan_.handler && until == Until::handling) after(2, std::min(most, 150), Verb::sign_for);
}

void CasePen::reply(int room) { after(2, std::min(130, room / 5), std::nullopt); }

void CasePen::pause(casework::PauseKind kind, int minutes) {
  after(5, 100, Verb::pause, static_cast<std::uint8_t>(kind));
  after(minutes, minutes, Verb::resume);
}

void CasePen::complete_steps(int steps, int until) {
  for (int left = steps; left > 0; --left) {
    const int gap = std::max(2, (until - now_) / (left + 1));
    after(gap / 2, gap, Verb::complete_step);
  }
}

void CasePen::resolve(int at) { write(std::max(at, now_ + 1), Verb::request_closure, 0); }

void CasePen::confirm(std::uint8_t rating) { after(20, 900, Verb::confirm, rating); }

void CasePen::follow_up(bool was_low) {
  if (!was_low && !rng_.chance(22)) return;
  after(200, 2400, Verb::call_back, was_low);
  if (rng_.chance(50)) after(300, 3000, Verb::archive);
}

}  // namespace zw::app::demo
