#include "engines/schedule/formats/psplib.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "engines/schedule/formats/scanner.h"

namespace zw::engines::schedule::formats {
namespace {

class PsplibReader {
 public:
  explicit PsplibReader(std::string_view bytes) : in_(bytes) {}

  Result<Draft> read() && {
    read_heading();
    if (doubly_constrained_ > 0)
      return Problem{"schedule.doubly_constrained", "", {{"count", std::to_string(doubly_constrained_)}}};
    read_precedence();
    read_requests();
    read_availabilities();
    if (in_.has_failed()) return in_.problem();
    leave_out_impossible_modes();
    if (draft_.horizon == 0) draft_.horizon = sum_of_longest();
    return std::move(draft_);
  }

 private:
  /// Lines such as "horizon   :  158" up to the table of successors.
  void read_heading() {
    while (const auto line = in_.line()) {
      if (line->find("PRECEDENCE RELATIONS") != line->npos) {
        if (jobs_ < 1) in_.fail("number of jobs");
        return;
      }
      const std::size_t colon = line->find(':');
      if (colon == line->npos) continue;
      std::string_view key = trim(line->substr(0, colon));
      while (key.starts_with('-') || key.starts_with(' ')) key.remove_prefix(1);
      const std::string_view text = trim(line->substr(colon + 1));
      if (key.starts_with("jobs")) jobs_ = count(text, 1);
      if (key == "projects" && count(text, 1) != 1) in_.fail("one project");
      if (key == "horizon") draft_.horizon = static_cast<Slot>(count(text, 1));
      if (key == "renewable") renewable_ = count(text, 0);
      if (key == "nonrenewable") budgets_ = count(text, 0);
      if (key == "doubly constrained") doubly_constrained_ = count(text, 0);
    }
    in_.fail("PRECEDENCE RELATIONS");
  }

  /// The number that a text such as "4   R" begins with.
  std::int64_t count(std::string_view text, std::int64_t low) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < low || value > kMaxSlot) in_.fail("number");
    return in_.has_failed() ? low : value;
  }

  void expect_job(std::int64_t job) { in_.number(job, job, "job number " + std::to_string(job)); }

  void read_precedence() {
    in_.line();
    for (std::int64_t job = 1; job <= jobs_ && !in_.has_failed(); ++job) {
      expect_job(job);
      const std::int64_t modes = in_.number(1, kMaxSlot, "number of modes");
      const std::int64_t successors = in_.number(0, jobs_, "number of successors");
      for (std::int64_t k = 0; k < successors && !in_.has_failed(); ++k)
        draft_.links.push_back({.from = {job}, .to = {in_.number(1, jobs_, "job number of a successor")}});
      modes_.push_back(modes);
      draft_.activities.push_back({.id = {job}});
    }
  }

  void read_requests() {
    in_.skip_line_with("REQUESTS/DURATIONS");
    in_.line();
    in_.line();
    for (std::size_t i = 0; i < draft_.activities.size() && !in_.has_failed(); ++i) {
      expect_job(draft_.activities[i].id.value);
      for (std::int64_t m = 1; m <= modes_[i] && !in_.has_failed(); ++m) {
        in_.number(m, m, "mode " + std::to_string(m));
        draft_.activities[i].modes.push_back(read_mode());
      }
    }
  }

  Draft::Mode read_mode() {
    Draft::Mode mode;
    mode.work = static_cast<Slot>(in_.number(0, kMaxSlot, "duration"));
    for (std::int64_t r = 1; r <= renewable_ + budgets_ && !in_.has_failed(); ++r)
      if (const std::int64_t amount = in_.number(0, kMaxAmount, "amount of a resource"); amount > 0)
        mode.needs.push_back({{r}, amount});
    return mode;
  }

  void read_availabilities() {
    in_.skip_line_with("AVAILABILITIES");
    in_.line();
    for (std::int64_t r = 1; r <= renewable_ + budgets_ && !in_.has_failed(); ++r)
      draft_.resources.push_back({.id = {r},
                                  .kind = r <= renewable_ ? ResourceKind::renewable : ResourceKind::budget,
                                  .capacity = in_.number(0, kMaxAmount, "capacity of a resource")});
  }

  void leave_out_impossible_modes() {
    const auto is_impossible = [&](const Draft::Mode& mode) {
      return std::any_of(mode.needs.begin(), mode.needs.end(), [&](const Draft::Need& need) {
        return need.amount > draft_.resources[static_cast<std::size_t>(need.resource.value) - 1].capacity;
      });
    };
    for (auto& activity : draft_.activities)
      if (!std::all_of(activity.modes.begin(), activity.modes.end(), is_impossible))
        std::erase_if(activity.modes, is_impossible);
  }

  Slot sum_of_longest() const {
    std::int64_t sum = 0;
    for (const auto& activity : draft_.activities) {
      Slot longest = 0;
      for (const auto& mode : activity.modes) longest = std::max(longest, mode.work);
      sum += longest;
    }
    return static_cast<Slot>(std::clamp<std::int64_t>(sum, 1, kMaxSlot));
  }

  Scanner in_;
  Draft draft_;
  std::int64_t jobs_ = 0, renewable_ = 0, budgets_ = 0, doubly_constrained_ = 0;
  std::vector<std::int64_t> modes_;
};

}  // namespace

Result<Draft> read_psplib(std::string_view bytes) { return PsplibReader(bytes).read(); }

}  // namespace zw::engines::schedule::formats
