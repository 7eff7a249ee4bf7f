#include "engines/schedule/formats/progen_max.h"

#include <algorithm>

#include "engines/schedule/formats/scanner.h"

namespace zw::engines::schedule::formats {
namespace {

class ProgenMaxReader {
 public:
  explicit ProgenMaxReader(std::string_view bytes) : in_(bytes) {}

  Result<Draft> read() && {
    jobs_ = in_.number(0, kMaxSlot, "number of activities") + 2;
    renewable_ = in_.number(0, kMaxSlot, "number of renewable resources");
    budgets_ = in_.number(0, kMaxSlot, "number of nonrenewable resources");
    in_.number(0, 0, "0 doubly constrained resources");
    for (std::int64_t i = 0; i < jobs_ && !in_.has_failed(); ++i) read_successors(i);
    for (std::int64_t i = 0; i < jobs_ && !in_.has_failed(); ++i) read_request(i);
    for (std::int64_t r = 1; r <= renewable_ + budgets_ && !in_.has_failed(); ++r)
      draft_.resources.push_back({.id = {r},
                                  .kind = r <= renewable_ ? ResourceKind::renewable : ResourceKind::budget,
                                  .capacity = in_.number(0, kMaxAmount, "capacity of a resource")});
    in_.expect_end();
    if (in_.has_failed()) return in_.problem();
    if (draft_.activities[0].modes[0].work == 0) draft_.activities[0].deadline = 0;
    set_horizon();
    return std::move(draft_);
  }

 private:
  void read_head(std::int64_t job) {
    in_.number(job, job, "activity " + std::to_string(job));
    in_.number(1, 1, "one mode");
  }

  /// Two runs of equal length: the successors, then the lags to them.
  void read_successors(std::int64_t job) {
    read_head(job);
    const std::int64_t successors = in_.number(0, jobs_, "number of successors");
    const std::size_t first = draft_.links.size();
    for (std::int64_t k = 0; k < successors && !in_.has_failed(); ++k)
      draft_.links.push_back({.from = {job + 1},
                              .to = {in_.number(0, jobs_ - 1, "number of a successor") + 1},
                              .type = LinkType::start_start});
    Slot greatest = 0;
    for (std::size_t k = first; k < draft_.links.size() && !in_.has_failed(); ++k) {
      in_.sign('[', "lag in brackets");
      Draft::Link& link = draft_.links[k];
      link.lag = static_cast<Slot>(in_.number(-kMaxSlot, kMaxSlot, "lag in brackets"));
      in_.sign(']', "lag in brackets");
      greatest = std::max(greatest, link.lag);
      if (link.lag >= 0) continue;
      std::swap(link.from, link.to);
      link.lag = -link.lag, link.is_maximum = true;
    }
    greatest_lag_.push_back(greatest);
  }

  void read_request(std::int64_t job) {
    read_head(job);
    Draft::Mode mode;
    mode.work = static_cast<Slot>(in_.number(0, kMaxSlot, "duration"));
    for (std::int64_t r = 1; r <= renewable_ + budgets_ && !in_.has_failed(); ++r)
      if (const std::int64_t amount = in_.number(0, kMaxAmount, "amount of a resource"); amount > 0)
        mode.needs.push_back({{r}, amount});
    draft_.activities.push_back({.id = {job + 1}, .modes = {std::move(mode)}});
  }

  void set_horizon() {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < draft_.activities.size(); ++i)
      sum += std::max(draft_.activities[i].modes[0].work, greatest_lag_[i]);
    draft_.horizon = static_cast<Slot>(std::clamp<std::int64_t>(sum, 1, kMaxSlot));
  }

  Scanner in_;
  Draft draft_;
  std::int64_t jobs_ = 0, renewable_ = 0, budgets_ = 0;
  std::vector<Slot> greatest_lag_;
};

}  // namespace

Result<Draft> read_progen_max(std::string_view bytes) { return ProgenMaxReader(bytes).read(); }

}  // namespace zw::engines::schedule::formats
