#include "engines/schedule/formats/patterson.h"

#include <algorithm>

#include "engines/schedule/formats/scanner.h"

namespace zw::engines::schedule::formats {
namespace {

class PattersonReader {
 public:
  explicit PattersonReader(std::string_view bytes) : in_(bytes) {}

  Result<Draft> read_one() && {
    const std::int64_t jobs = in_.number(1, kMaxSlot, "number of activities");
    resources_ = in_.number(0, kMaxSlot, "number of resources");
    read_capacities();
    for (std::int64_t i = 1; i <= jobs && !in_.has_failed(); ++i) {
      const std::int64_t successors = read_activity(0, jobs);
      for (std::int64_t k = 0; k < successors && !in_.has_failed(); ++k)
        draft_.links.push_back({.from = {i}, .to = {in_.number(1, jobs, "number of a successor")}});
    }
    return finish();
  }

  Result<Draft> read_many() && {
    const std::int64_t projects = in_.number(1, kMaxSlot, "number of projects");
    resources_ = in_.number(0, kMaxSlot, "number of resources");
    read_capacities();
    for (std::int64_t p = 1; p <= projects && !in_.has_failed(); ++p) read_project(projects);
    if (in_.has_failed()) return in_.problem();
    for (Successor& successor : successors_) {
      const std::int64_t to = first_[static_cast<std::size_t>(successor.project) - 1] + successor.job;
      if (to > last_of(successor.project)) {
        successor.after.fail("number of a successor");
        return successor.after.problem();
      }
      draft_.links.push_back({.from = successor.from, .to = {to}});
    }
    return finish();
  }

 private:
  /// Projects further down are not yet counted when a successor in them is named.
  struct Successor {
    Id from;
    std::int64_t project = 0, job = 0;
    Scanner after;  ///< where it was read
  };

  void read_capacities() {
    for (std::int64_t r = 1; r <= resources_ && !in_.has_failed(); ++r)
      draft_.resources.push_back(
          {.id = {r}, .capacity = in_.number(0, kMaxAmount, "capacity of a resource")});
  }

  /// The number of its successors.
  std::int64_t read_activity(Slot release, std::int64_t most) {
    Draft::Activity activity{.id = {static_cast<std::int64_t>(draft_.activities.size()) + 1}};
    Draft::Mode mode;
    mode.work = static_cast<Slot>(in_.number(0, kMaxSlot, "duration"));
    for (std::int64_t r = 1; r <= resources_ && !in_.has_failed(); ++r)
      if (const std::int64_t amount = in_.number(0, kMaxAmount, "amount of a resource"); amount > 0)
        mode.needs.push_back({{r}, amount});
    work_ += mode.work;
    activity.modes.push_back(std::move(mode));
    if (release > 0) activity.release = release;
    draft_.activities.push_back(std::move(activity));
    return in_.number(0, most, "number of successors");
  }

  void read_project(std::int64_t projects) {
    const std::int64_t jobs = in_.number(1, kMaxSlot, "number of activities");
    const auto release = static_cast<Slot>(in_.number(0, kMaxSlot, "release of the project"));
    latest_release_ = std::max(latest_release_, release);
    for (std::int64_t r = 0; r < resources_ && !in_.has_failed(); ++r)
      in_.number(0, 1, "0 or 1 for a resource that the project uses");
    first_.push_back(static_cast<std::int64_t>(draft_.activities.size()));
    for (std::int64_t i = 0; i < jobs && !in_.has_failed(); ++i) {
      const std::int64_t successors = read_activity(release, kMaxSlot);
      for (std::int64_t k = 0; k < successors && !in_.has_failed(); ++k) {
        const std::int64_t project = in_.number(1, projects, "project of a successor");
        in_.sign(':', "project:activity");
        const std::int64_t job = in_.number(1, kMaxSlot, "number of a successor");
        successors_.push_back({draft_.activities.back().id, project, job, in_});
      }
    }
  }

  std::int64_t last_of(std::int64_t project) const {
    const auto next = static_cast<std::size_t>(project);
    return next < first_.size() ? first_[next] : static_cast<std::int64_t>(draft_.activities.size());
  }

  Result<Draft> finish() {
    in_.expect_end();
    if (in_.has_failed()) return in_.problem();
    draft_.horizon = static_cast<Slot>(std::clamp<std::int64_t>(latest_release_ + work_, 1, kMaxSlot));
    return std::move(draft_);
  }

  Scanner in_;
  Draft draft_;
  std::int64_t resources_ = 0, work_ = 0;
  Slot latest_release_ = 0;
  std::vector<std::int64_t> first_;  ///< activities before each project
  std::vector<Successor> successors_;
};

}  // namespace

Result<Draft> read_patterson(std::string_view bytes) { return PattersonReader(bytes).read_one(); }

Result<Draft> read_mplib(std::string_view bytes) { return PattersonReader(bytes).read_many(); }

}  // namespace zw::engines::schedule::formats
