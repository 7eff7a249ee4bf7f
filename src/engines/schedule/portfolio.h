// Both searches of one question: plans from above, bounds from below, each telling the other what it found.
#pragma once

#include <functional>
#include <memory>

#include "engines/schedule/exchange.h"
#include "engines/schedule/prove/certificate.h"
#include "engines/schedule/solve.h"

namespace zw::engines::schedule {

struct PortfolioOptions {
  std::uint64_t seed = 1;
  /// How many plans `seek` will probably generate; populations grow with it.
  std::uint64_t expected_schedules = 500'000;
  bool wants_certificate = false;  ///< of the bound; costs memory, changes no answer
};

/// Starts no thread: whoever has two calls `seek` in one and `prove` in the other, whoever has one calls
/// `take_turns`.
class Portfolio {
 public:
  explicit Portfolio(const Instance& instance, const PortfolioOptions& options = {});
  ~Portfolio();

  /// Told of each better plan, one at a time, in whichever thread found it.
  void on_better(std::function<void(const Solution&)> hear) { hear_ = std::move(hear); }
  /// A plan that keeps every rule; the answer is never worse.
  void offer(const Plan& plan);

  /// Until the rule, asked with the number of plans generated, says so, or nothing is left to find.
  void seek(const StopRule& stop);
  /// Until the rule, asked with the number of conflicts, says so, or all is proven.
  void prove(const StopRule& stop);
  /// Both, in turns that get longer. The rule is asked with the number of plans generated; with a limit of
  /// these the answer is the same each time.
  void take_turns(const StopRule& stop);

  /// The best so far. `stopped` is why the last search ended, `finished` when nothing is left to find.
  Solution solution() const;
  /// Of the bound; after the searches have ended.
  const prove::Certificate& certificate() const;

 private:
  bool is_done() const;
  StopReason seek_until(const StopRule& stop, std::uint64_t schedules, std::uint64_t seed);
  StopReason prove_until(const StopRule& stop, std::uint64_t conflicts);
  void hear(const Plan& plan, const Value& value);

  const Instance& instance_;
  PortfolioOptions options_;
  bool is_makespan_all_;  ///< nothing else can differ between plans
  Exchange exchange_;
  std::function<void(const Solution&)> hear_;
  std::mutex hearing_;
  std::uint64_t schedules_ = 0, conflicts_ = 0;
  std::atomic<bool> is_exhausted_{false};  ///< the prover has nothing left to prove
  StopReason stopped_ = StopReason::finished;
  class Proof;
  std::unique_ptr<Proof> proof_;
};

}  // namespace zw::engines::schedule
