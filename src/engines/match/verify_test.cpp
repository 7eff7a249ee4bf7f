#include "engines/match/verify.h"

#include <gtest/gtest.h>

#include <map>

#include "engines/match/test_support.h"

namespace zw::engines::match {
namespace {

using namespace test_support;

/// Makes a true claim false in one way; returns the code it must be refused with, or nothing if this plan
/// does not offer the occasion.
using Plant = std::optional<std::string> (*)(const Instance&, Claim&, Rng&);

int random_index(Rng& rng, int size) { return static_cast<int>(rng.below(static_cast<std::uint64_t>(size))); }

std::optional<std::string> wrong_total(const Instance&, Claim& claim, Rng& rng) {
  *claim.value += rng.chance(50) ? rng.between(1, 100) : -rng.between(1, 100);
  return "match.total_wrong";
}

std::optional<std::string> bound_too_low(const Instance&, Claim& claim, Rng& rng) {
  *claim.bound -= rng.between(1, 100);
  return "match.bound_wrong";
}

std::optional<std::string> price_changed(const Instance& instance, Claim& claim, Rng& rng) {
  const int officer = random_index(rng, instance.officers());
  if (instance.capacity(officer) == 0) return std::nullopt;
  // A place held by a pinned object has no market: any price of it proves as much.
  for (int j = 0; j < instance.objects(); ++j)
    if (instance.pinned(j) == officer) return std::nullopt;
  claim.prices.place[officer] += 1'000'000;
  return "match.bound_wrong";
}

std::optional<std::string> negative_price(const Instance& instance, Claim& claim, Rng& rng) {
  claim.prices.residency[random_index(rng, instance.officers())] = -1;
  return "match.price_negative";
}

std::optional<std::string> left_alone(const Instance& instance, Claim& claim, Rng& rng) {
  const int object = random_index(rng, instance.objects());
  if (claim.assignment[object] == kNobody) return std::nullopt;
  claim.assignment[object] = kNobody;
  return instance.pinned(object) == kNobody ? "match.unassigned" : "match.pin_broken";
}

std::optional<std::string> no_such_officer(const Instance& instance, Claim& claim, Rng& rng) {
  claim.assignment[random_index(rng, instance.objects())] = rng.chance(50) ? instance.officers() : -7;
  return "match.unknown_officer";
}

std::optional<std::string> wrong_length(const Instance&, Claim& claim, Rng&) {
  claim.assignment.pop_back();
  return "match.wrong_size";
}

std::optional<std::string> ineligible_pair(const Instance& instance, Claim& claim, Rng& rng) {
  const int object = random_index(rng, instance.objects()), officer = random_index(rng, instance.officers());
  const auto why = reasons(instance, object, officer);
  if (why.empty() || (why.size() == 1 && why[0].kind == ReasonKind::pinned_elsewhere)) return std::nullopt;
  claim.assignment[object] = officer;
  return "match.not_eligible";
}

std::optional<std::string> pin_moved(const Instance& instance, Claim& claim, Rng& rng) {
  const int object = random_index(rng, instance.objects()), officer = random_index(rng, instance.officers());
  if (instance.pinned(object) == kNobody || instance.pinned(object) == officer) return std::nullopt;
  claim.assignment[object] = officer;
  return "match.pin_broken";
}

std::optional<std::string> overloaded(const Instance& instance, Claim& claim, Rng& rng) {
  const int officer = random_index(rng, instance.officers());
  for (int j = 0; j <= instance.capacity(officer) && j < instance.objects(); ++j)
    claim.assignment[j] = officer;
  return instance.capacity(officer) < instance.objects() ? std::optional("match.capacity_exceeded")
                                                         : std::nullopt;
}

std::optional<std::string> two_residencies(const Instance& instance, Claim& claim, Rng& rng) {
  std::vector<int> residencies;
  for (int j = 0; j < instance.objects(); ++j)
    if (instance.is_residency(j)) residencies.push_back(j);
  if (residencies.size() < 2) return std::nullopt;
  rng.shuffle(residencies);
  claim.assignment[residencies[0]] = claim.assignment[residencies[1]] =
      random_index(rng, instance.officers());
  return "match.residency_twice";
}

TEST(MatchVerify, RefusesAThousandPlantedViolationsByTheRightName) {
  const Plant plants[] = {wrong_total, bound_too_low,   price_changed,  negative_price,
                          left_alone,  no_such_officer, wrong_length,   ineligible_pair,
                          pin_moved,   overloaded,      two_residencies};
  Rng rng(21);
  std::map<std::string, int> refused;
  for (int planted = 0; planted < 1'100;) {
    const Instance instance = random_instance(rng, {.officers = 6, .objects = 15, .capacity = 5});
    const Claim truth(solved(instance));
    ASSERT_EQ(verify(instance, truth), Problems{});
    for (const Plant plant : plants) {
      Claim claim = truth;
      const auto code = plant(instance, claim, rng);
      if (!code) continue;
      ASSERT_TRUE(has_code(verify(instance, claim), *code)) << *code << " after " << planted;
      ++refused[*code], ++planted;
    }
  }
  EXPECT_EQ(refused.size(), 10u) << "every code was planted";
}

TEST(MatchVerify, ALooserBoundWithItsOwnPricesHolds) {
  Rng rng(22);
  const Instance instance = random_instance(rng, {.officers = 6, .objects = 15, .capacity = 5});
  Claim claim(solved(instance));
  *claim.bound += 1'000;
  EXPECT_EQ(verify(instance, claim), Problems{});
}

TEST(MatchVerify, AnObjectWithoutAnOfficerPassesOnlyWithTheProofThatNoneIsFree) {
  Draft draft;
  draft.officers = {{.id = {1}, .capacity = 1}};
  draft.objects = {{.id = {1}}, {.id = {2}}};
  const Instance instance = read(draft).value();
  Claim claim(solved(instance));
  EXPECT_EQ(verify(instance, claim), Problems{});
  claim.bound.reset();
  EXPECT_TRUE(has_code(verify(instance, claim), "match.unassigned"));
}

}  // namespace
}  // namespace zw::engines::match
