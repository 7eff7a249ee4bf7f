#include "engines/schedule/prove/check.h"

#include <gtest/gtest.h>

#include "engines/schedule/prove/certificate_text.h"
#include "engines/schedule/prove/prove.h"
#include "engines/schedule/prove/test_support.h"

namespace zw::engines::schedule::prove {
namespace {

using namespace test_support;

/// Certificates that took some learning.
std::vector<std::pair<Instance, Certificate>> some_certificates() {
  std::vector<std::pair<Instance, Certificate>> found;
  Rng rng(1);
  while (found.size() < 20) {
    const bool has_modes = found.size() % 2 == 0;
    const Instance instance = random_instance(
        rng, {.activities = 9, .horizon = 26, .modes = has_modes ? 2 : 1, .budgets = has_modes ? 1 : 0});
    Prover prover(instance, {.is_logged = true});
    const Proof proof = prover.run(StopRule{});
    if (proof.verdict == Verdict::optimal && proof.conflicts > 5)
      found.emplace_back(instance, prover.certificate());
  }
  return found;
}

TEST(ScheduleCheck, AcceptsWhatTheProverSays) {
  for (const auto& [instance, certificate] : some_certificates())
    EXPECT_EQ(check(instance, certificate), std::nullopt);
}

TEST(ScheduleCheck, ACertificateSurvivesAsText) {
  Rng rng(3);
  for (const auto& [instance, certificate] : some_certificates()) {
    const std::string text = to_text(certificate);
    EXPECT_EQ(certificate_of(text), certificate);
    for (int round = 0; round < 100; ++round) {
      std::string torn = text.substr(0, rng.below(text.size()));
      if (!torn.empty()) torn[rng.below(torn.size())] = rng.pick(std::string("-x 9\n"));
      // Whatever it is, it is read without harm, and proves nothing that is not so.
      std::optional<Certificate> read = certificate_of(torn);
      if (!read) continue;
      read->makespan = certificate.makespan + 1;
      EXPECT_TRUE(check(instance, *read).has_value());
    }
  }
}

TEST(ScheduleCheck, RefusesMoreThanWasProven) {
  for (auto& [instance, certificate] : some_certificates()) {
    Certificate more = certificate;
    ++more.makespan;
    EXPECT_EQ(check(instance, more)->kind, Complaint::Kind::claim_not_reached);
    Certificate none = certificate;
    none.is_infeasible = true;
    EXPECT_EQ(check(instance, none)->kind, Complaint::Kind::claim_not_reached);
    Certificate shorter = certificate;
    shorter.lines.clear();
    EXPECT_TRUE(check(instance, shorter).has_value());
  }
}

/// No line says anything that is not so: whatever is changed, only what is true is ever accepted.
TEST(ScheduleCheck, NothingFalseCanBeProvenByTampering) {
  Rng rng(2);
  for (const auto& [instance, certificate] : some_certificates()) {
    for (int round = 0; round < 200; ++round) {
      Certificate changed = certificate;
      ++changed.makespan;
      for (int k = 0; k < 3; ++k) {
        Line& line = changed.lines[rng.below(changed.lines.size())];
        switch (rng.below(6)) {
          case 0:
            line.bound += rng.chance(50) ? 1 : -1;
            break;
          case 1:
            if (!line.clause.empty()) line.clause.erase(line.clause.begin());
            break;
          case 2:
            if (!line.steps.empty()) line.steps.pop_back();
            break;
          case 3:
            if (!line.steps.empty()) ++line.steps.back().conclusion.bound;
            break;
          case 4:
            line.kind = static_cast<Line::Kind>(rng.below(6));
            break;
          default:
            std::swap(line, changed.lines[rng.below(changed.lines.size())]);
        }
      }
      EXPECT_TRUE(check(instance, changed).has_value());
    }
  }
}

TEST(ScheduleCheck, RefusesStepsAndClausesThatDoNotFollow) {
  for (const auto& [instance, certificate] : some_certificates()) {
    Certificate changed = certificate;
    for (Line& line : changed.lines)
      if (line.kind == Line::Kind::fact && line.steps[0].conclusion != kNothing) {
        line.steps[0].conclusion.bound += 100;
        break;
      }
    EXPECT_EQ(check(instance, changed)->kind, Complaint::Kind::step_does_not_follow);
    changed = certificate;
    changed.lines.insert(changed.lines.begin(),
                         {Line::Kind::learn, 1'000'000, 0, {at_least(0, 1), at_least(1, 1)}, {}});
    EXPECT_EQ(check(instance, changed)->kind, Complaint::Kind::clause_does_not_follow);
    changed = certificate;
    changed.lines.insert(changed.lines.begin(), {Line::Kind::given, 0, 0, {}, {{}}});
    EXPECT_EQ(check(instance, changed)->kind, Complaint::Kind::nothing_assumed);
    changed = certificate;
    changed.variables.push_back({Meaning::Kind::mode, 0, 99});
    EXPECT_EQ(check(instance, changed)->kind, Complaint::Kind::unknown_variable);
    changed = certificate;
    changed.variables.push_back({Meaning::Kind::order, 0, 0});
    EXPECT_EQ(check(instance, changed)->kind, Complaint::Kind::unknown_variable);
  }
}

TEST(ScheduleCheck, RefusesAnOrderOfWhatCanGoOnSideBySide) {
  Draft draft;
  draft.horizon = 5;
  draft.resources = {{{1}, ResourceKind::renewable, 2}};
  for (int i = 1; i <= 2; ++i) {
    Draft::Activity activity;
    activity.id = {i};
    activity.modes = {{.work = 2, .needs = {{{1}, 1}}}};
    draft.activities.push_back(activity);
  }
  const Instance instance = read(draft).value();
  Prover prover(instance, {.is_logged = true});
  ASSERT_EQ(prover.run(StopRule{}).makespan, 2);
  Certificate certificate = prover.certificate();
  EXPECT_EQ(check(instance, certificate), std::nullopt);
  certificate.variables.push_back({Meaning::Kind::order, 0, 1});
  EXPECT_EQ(check(instance, certificate)->kind, Complaint::Kind::unfounded_order);
}

/// Every line of a proof that ends in its last refutation and is not idle is needed by some later one.
TEST(ScheduleCheck, ARefutationWithoutItsClausesIsRefused) {
  for (const auto& [instance, certificate] : some_certificates()) {
    Certificate changed = certificate;
    std::erase_if(changed.lines, [](const Line& line) { return line.kind == Line::Kind::learn; });
    EXPECT_TRUE(check(instance, changed).has_value());
  }
}

}  // namespace
}  // namespace zw::engines::schedule::prove
