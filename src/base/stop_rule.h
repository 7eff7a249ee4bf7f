// When a search must end: a limit of iterations, a deadline kept by the caller, or a wish to cancel.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

namespace zw {

enum class StopReason { finished, iteration_limit, deadline, cancelled };

/// Engines poll this and never look at a clock themselves. `cancel` is safe from any thread.
class StopRule {
 public:
  static constexpr std::uint64_t kNoLimit = ~std::uint64_t{0};

  explicit StopRule(std::uint64_t iterations = kNoLimit, std::function<bool()> deadline_passed = {})
      : iterations_(iterations), deadline_passed_(std::move(deadline_passed)) {}

  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  bool is_cancelled() const { return cancelled_.load(std::memory_order_relaxed); }
  std::uint64_t iterations() const { return iterations_; }

  /// Why to stop after `iteration` rounds, or `finished` when there is no reason to stop yet.
  StopReason check(std::uint64_t iteration) const {
    if (is_cancelled()) return StopReason::cancelled;
    if (iteration >= iterations_) return StopReason::iteration_limit;
    if (deadline_passed_ && deadline_passed_()) return StopReason::deadline;
    return StopReason::finished;
  }

 private:
  std::atomic<bool> cancelled_{false};
  std::uint64_t iterations_;
  std::function<bool()> deadline_passed_;
};

}  // namespace zw
