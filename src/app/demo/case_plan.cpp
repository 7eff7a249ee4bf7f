#include "app/demo/case_plan.h"

#include <algorithm>
#include <array>

#include "app/demo/case_dice.h"
#include "app/demo/case_pen.h"
#include "app/demo/case_reception.h"

namespace zw::app::demo {
namespace {

using namespace modules::casework;
using Until = CasePen::Until;

/// What becomes of a case by the article's day.
enum class Fate {
  ended,
  reopened_and_ended,
  struck_off,
  refused,
  withdrawn,
  merged,
  registered,
  accepted,
  dispatched,
  handling,
  paused,
  resolved
};

constexpr int kInHand = 380;
/// Among those in hand.
constexpr int kRed = 30, kYellow = 50, kReopened = 15;

struct Share {
  Fate fate;
  int count;
};
/// Of one block; those that others are merged into come first.
constexpr std::array<Share, 12> kShares = {{{Fate::ended, 7145},
                                            {Fate::reopened_and_ended, 135},
                                            {Fate::struck_off, 20},
                                            {Fate::refused, 120},
                                            {Fate::withdrawn, 90},
                                            {Fate::merged, 60},
                                            {Fate::registered, 40},
                                            {Fate::accepted, 30},
                                            {Fate::dispatched, 60},
                                            {Fate::handling, kInHand},
                                            {Fate::paused, 50},
                                            {Fate::resolved, 70}}};
static_assert([] {
  int sum = 0;
  for (const Share& share : kShares) sum += share.count;
  return sum;
}() == kCases);

class Planner {
 public:
  Planner(const DemoZone& zone, const OfficeTime& time)
      : zone_(zone),
        time_(time),
        rng_(rng_for(zone, Stream::cases)),
        reception_(zone, time, rng_),
        dice_(zone, time, rng_) {
    const auto& templates = zone.templates;
    for (const auto& step : zone.template_steps)
      ++steps_[static_cast<std::size_t>(
          templates[static_cast<std::size_t>(step.template_id.value) - 1].category)];
    plans_.reserve(static_cast<std::size_t>(kCases) * static_cast<std::size_t>(zone.options.scale));
  }

  std::vector<CasePlan> make() {
    for (int block = 0; block < zone_.options.scale; ++block) make_block(block);
    return in_order_of_receipt();
  }

 private:
  static constexpr std::size_t place_of(Id id) { return static_cast<std::size_t>(id.value) - 1; }
  int end() const { return time_.minutes(); }
  int between(int low, int high) { return dice_.between(low, high); }

  void make_block(int block) {
    first_ = plans_.size();
    reception_.open_block(block);
    for (const Share& share : kShares)
      for (int i = 0; i < share.count; ++i) plans_.push_back(make(share.fate, i));
  }

  CasePlan make(Fate fate, int i) {
    switch (fate) {
      case Fate::ended:
      case Fate::reopened_and_ended:
      case Fate::struck_off:
        return ended(fate);
      case Fate::refused:
      case Fate::withdrawn:
        return turned_away(fate);
      case Fate::merged:
        return merged();
      case Fate::registered:
        return registered(i);
      case Fate::accepted:
        return accepted();
      case Fate::dispatched:
        return dispatched(i);
      case Fate::handling:
        return handling(i);
      case Fate::paused:
        return paused(i);
      case Fate::resolved:
        return resolved();
    }
    return {};
  }

  int steps_of(const CasePlan& plan) const {
    return plan.grade == Grade::simple ? 0 : steps_[static_cast<std::size_t>(plan.category)];
  }

  /// Through somebody's hands to the point where only the end is missing.
  void work(CasePlan& plan, CasePen& pen, int until) {
    const int length = until - plan.received / 60;
    pen.open(length);
    if (length > 650 || rng_.chance(10)) pen.reply(length);
    if (rng_.chance(5)) {
      const int minutes = between(60, 1500);
      pen.pause(static_cast<PauseKind>(between(0, 3)), minutes);
      until += minutes;
    }
    pen.complete_steps(steps_of(plan), until);
    pen.resolve(until);
  }

  static bool is_low(std::uint8_t rating) {
    return rating != kNoRating && rating >= static_cast<std::uint8_t>(Rating::dissatisfied);
  }

  // The fates.

  /// Thrown again until the whole story lies behind the article's day.
  CasePlan ended(Fate fate) {
    for (;;) {
      CasePlan plan = reception_.request(dice_.minute(), {.project_percent = 4, .needs_firm = true});
      plan.grade = fate == Fate::ended ? dice_.grade() : Grade::simple;
      const Light light = dice_.light();
      CasePen pen(plan, rng_);
      work(plan, pen, pen.now() + dice_.length(plan.grade, light));
      finish(fate, light == Light::red, pen);
      if (pen.now() < end()) return plan;
      if (fate != Fate::struck_off) dice_.take_rating_back();
    }
  }

  void finish(Fate fate, bool was_red, CasePen& pen) {
    if (fate == Fate::struck_off) {
      pen.after(4300, 5200, Verb::strike_off);  // ten working days are 4,200 minutes
      return;
    }
    if (fate == Fate::reopened_and_ended) {
      if (rng_.chance(60)) pen.confirm(kNoRating);
      pen.after(30, 1200, Verb::reopen);
      pen.resolve(pen.now() + between(150, 1500));
    }
    const std::uint8_t rating = dice_.rating();
    pen.confirm(rating);
    const bool is_supervised = was_red || fate == Fate::reopened_and_ended;
    if (is_supervised && !is_low(rating)) pen.after(10, 200, Verb::end_supervision);
    pen.follow_up(is_low(rating));
  }

  CasePlan turned_away(Fate fate) {
    for (;;) {
      CasePlan plan = reception_.request(dice_.minute(), {.project_percent = 8});
      CasePen pen(plan, rng_);
      if (fate == Fate::refused) {
        pen.after(20, 320, Verb::refuse);
      } else {
        if (rng_.chance(50)) pen.open(1000);
        pen.after(10, 150, Verb::withdraw);
      }
      if (pen.now() < end()) return plan;
    }
  }

  /// The same request again, a little later, while the first is still open.
  CasePlan merged() {
    for (;;) {
      const std::size_t place = first_ + rng_.below(static_cast<std::uint64_t>(kShares.front().count));
      const CasePlan& first = plans_[place];
      const auto resolved = std::ranges::find(first.acts, Verb::request_closure, &Act::verb);
      const int from = first.received / 60 + 20, until = resolved->second / 60 - 300;
      if (from >= until) continue;
      CasePlan plan;
      plan.received = between(from, until) * 60;
      plan.enterprise = first.enterprise;
      plan.project = first.project;
      plan.category = first.category;
      plan.seed = first.seed;
      plan.into = place;
      reception_.receive(plan);
      plan.handler.reset();
      CasePen(plan, rng_).after(10, 280, Verb::merge);
      return plan;
    }
  }

  /// So long before the article's day that it is alive then.
  CasePlan alive(int age, Grade grade = Grade::simple, bool needs_firm = false) {
    CasePlan plan = reception_.request(end() - age,
                                       {.project_percent = 13, .needs_firm = needs_firm, .is_on_show = true});
    plan.grade = grade;
    return plan;
  }

  CasePlan registered(int i) {
    if (i == 0) return alive(between(425, 600));
    return alive(i < 4 ? between(340, 415) : between(4, 330));
  }

  CasePlan accepted() {
    const int age = between(60, 640);
    CasePlan plan = alive(age);
    CasePen(plan, rng_).open(age, Until::accepted);
    return plan;
  }

  CasePlan dispatched(int i) {
    const int waiting = i < 3 ? between(215, 400) : i < 10 ? between(172, 205) : between(5, 160);
    const int age = waiting + between(20, 240);
    CasePlan plan = alive(age);
    if (!plan.handler) reception_.set_department(plan);
    // Whoever holds it dispatched it at once, so that the wait is the handler's.
    plan.acts.push_back({(end() - waiting) * 60, Verb::dispatch, 0});
    return plan;
  }

  static Grade grade_in_hand(int i) {
    return i % 10 < 3 ? Grade::simple : i % 10 < 8 ? Grade::complex : Grade::stubborn;
  }

  CasePlan handling(int i) {
    const Light light = i < kRed ? Light::red : i < kRed + kYellow ? Light::yellow : Light::green;
    const Grade grade = grade_in_hand(i);
    const bool is_reopened = light == Light::green && i >= kInHand - kReopened;
    if (is_reopened) return reopened_in_hand();
    const int limit = dice_.promised(grade);
    const int age = light == Light::red      ? between(limit * 103 / 100, limit * 125 / 100)
                    : light == Light::yellow ? between(limit * 82 / 100, limit * 97 / 100)
                                             : between(60, limit * 76 / 100);
    CasePlan plan = alive(age, grade);
    CasePen pen(plan, rng_);
    pen.open(age);
    if (age > 650 || (age > 300 && rng_.chance(30))) pen.reply(age);
    const int steps = steps_of(plan);
    if (steps > 0) pen.complete_steps(between(0, steps - 1), end() - 20);
    press(i, light, plan, pen);
    return plan;
  }

  /// What people do about a case that takes long.
  void press(int i, Light light, CasePlan& plan, CasePen& pen) {
    const bool is_extended = light == Light::green && plan.grade == Grade::complex && i % 6 == 0;
    if (is_extended && pen.now() < end() - 400) {
      pen.before(end() - 200, Verb::extend, static_cast<std::uint8_t>(between(3, 5)));
    }
    if (light == Light::green || pen.now() > end() - 10) return;
    if (i % 2 == 0 && plan.enterprise) pen.before(end() - 5, Verb::urge);
    if (i % 8 == 0) pen.before(end() - 1, Verb::supervise);
  }

  CasePlan reopened_in_hand() {
    const int age = between(200, 1500), length = between(500, 1500);
    CasePlan plan = alive(age + length + 2000, Grade::simple, true);
    CasePen pen(plan, rng_);
    pen.open(length);
    pen.reply(length);
    pen.resolve(plan.received / 60 + length);
    pen.after(20, 900, Verb::confirm, kNoRating);
    pen.after(end() - age - pen.now(), end() - age - pen.now(), Verb::reopen);
    return plan;
  }

  CasePlan paused(int i) {
    const Grade grade = i % 3 == 0 ? Grade::simple : Grade::complex;
    const int worked = between(500, dice_.promised(grade) / 2), paused = between(20, 2000);
    CasePlan plan = alive(worked + paused, grade);
    CasePen pen(plan, rng_);
    pen.open(worked);
    pen.reply(worked);
    const int left = std::max(1, end() - paused - pen.now());
    pen.after(left, left, Verb::pause, static_cast<std::uint8_t>(i % 4));
    return plan;
  }

  CasePlan resolved() {
    const Grade grade = dice_.grade();
    const int length = dice_.length(grade, Light::green), silent = between(5, 3300);
    CasePlan plan = alive(length + silent, grade, true);
    CasePen pen(plan, rng_);
    pen.open(length);
    if (length > 650) pen.reply(length);
    pen.complete_steps(steps_of(plan), end() - silent);
    pen.resolve(end() - silent);
    return plan;
  }

  std::vector<CasePlan> in_order_of_receipt() {
    std::vector<std::size_t> order(plans_.size()), place(plans_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return plans_[i].received; });
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::vector<CasePlan> sorted;
    sorted.reserve(plans_.size());
    for (const std::size_t i : order) {
      if (plans_[i].into) plans_[i].into = place[*plans_[i].into] + 1;
      sorted.push_back(std::move(plans_[i]));
    }
    return sorted;
  }

  const DemoZone& zone_;
  const OfficeTime& time_;
  Rng rng_;
  CaseReception reception_;
  CaseDice dice_;
  std::array<int, 11> steps_{};  ///< of the checklist of a category
  std::vector<CasePlan> plans_;
  std::size_t first_ = 0;  ///< plan of the block
};

}  // namespace

std::vector<CasePlan> plan_cases(const DemoZone& zone, const OfficeTime& time) {
  return Planner(zone, time).make();
}

}  // namespace zw::app::demo
