// The ledger adds up: by hand, and for many random histories of nodes that come, go and move.
#include <gtest/gtest.h>

#include <numeric>

#include "base/rng.h"
#include "modules/projects/variance.h"

namespace zw::modules::projects {
namespace {

Date day(std::string_view text) { return *parse_date(text); }

int sum(const std::vector<ReasonDays>& lines) {
  return std::accumulate(lines.begin(), lines.end(), 0,
                         [](int days, const ReasonDays& line) { return days + line.days; });
}

void expect_it_adds_up(const VarianceLedger& ledger) {
  EXPECT_EQ(sum(ledger.lost) - sum(ledger.recovered), ledger.variance());
  int booked = ledger.unexplained;
  for (const LedgerEntry& entry : ledger.entries) booked += entry.days;
  EXPECT_EQ(booked, ledger.variance());
  for (const auto* lines : {&ledger.lost, &ledger.recovered})
    for (const ReasonDays& line : *lines) EXPECT_GT(line.days, 0);
}

TEST(Variance, LostByTheStopAndWonBackByACrew) {
  const Id shell{1}, last{2}, stop{10}, crew{11};
  const auto ledger = reckon_variance(
      {{shell, day("2020-05-01"), day("2020-05-20")}, {last, day("2020-09-01"), day("2020-08-28")}},
      {{Id{1}, shell, day("2020-05-28"), stop},
       {Id{2}, last, day("2020-09-28"), stop},
       {Id{3}, shell, day("2020-05-20"), crew},
       {Id{4}, last, day("2020-08-28"), crew}});
  ASSERT_TRUE(ledger);
  EXPECT_EQ(ledger->variance(), -4);
  ASSERT_EQ(ledger->entries.size(), 2u) << "the shell does not move the finish";
  EXPECT_EQ(ledger->entries[0].days, 27);
  EXPECT_EQ(ledger->entries[1].days, -31);
  EXPECT_EQ(ledger->lost.size(), 1u);
  EXPECT_EQ(ledger->lost[0].reason, stop);
  EXPECT_EQ(ledger->recovered[0].reason, crew);
  EXPECT_EQ(ledger->unexplained, 0);
  expect_it_adds_up(*ledger);
}

TEST(Variance, WhatNobodyExplainedIsALineOfItsOwn) {
  const auto ledger = reckon_variance({{Id{1}, day("2020-05-01"), day("2020-05-08")}}, {});
  ASSERT_TRUE(ledger);
  EXPECT_EQ(ledger->unexplained, 7);
  ASSERT_EQ(ledger->lost.size(), 1u);
  EXPECT_FALSE(ledger->lost[0].reason);
  expect_it_adds_up(*ledger);
}

TEST(Variance, WithoutDatesThereIsNoLedger) { EXPECT_FALSE(reckon_variance({}, {})); }

TEST(Variance, AddsUpForEveryHistory) {
  Rng rng(5);
  const Date begin = day("2020-01-01");
  const auto any_day = [&] { return begin + static_cast<int>(rng.between(0, 400)); };
  for (int round = 0; round < 3000; ++round) {
    std::vector<DatedNode> nodes;
    const auto size = rng.between(1, 8);
    for (std::int64_t i = 1; i <= size; ++i) nodes.push_back({Id{i}, any_day(), any_day()});
    std::vector<DateMove> moves;
    for (auto i = rng.between(0, 20); i > 0; --i) {
      DateMove move{Id{i}, Id{rng.between(1, size + 2)}, any_day(), {}};  // some of nodes that are gone
      if (rng.chance(80)) move.reason = Id{rng.between(1, 5)};
      moves.push_back(move);
    }
    const auto ledger = reckon_variance(nodes, moves);
    ASSERT_TRUE(ledger);
    expect_it_adds_up(*ledger);
  }
}

/// Where every move is told, nothing is left to explain.
TEST(Variance, ToldHistoriesLeaveNothingUnexplained) {
  Rng rng(6);
  const Date begin = day("2020-01-01");
  for (int round = 0; round < 1000; ++round) {
    std::vector<DatedNode> nodes;
    for (std::int64_t i = 1; i <= 6; ++i) {
      const Date planned = begin + static_cast<int>(rng.between(0, 300));
      nodes.push_back({Id{i}, planned, planned});
    }
    std::vector<DateMove> moves;
    for (std::int64_t event = 1; event <= 15; ++event) {
      DatedNode& node = nodes[rng.below(nodes.size())];
      node.expected = node.expected + static_cast<int>(rng.between(-30, 30));
      moves.push_back({Id{event}, node.node, node.expected, Id{rng.between(1, 4)}});
    }
    const auto ledger = reckon_variance(nodes, moves);
    ASSERT_TRUE(ledger);
    EXPECT_EQ(ledger->unexplained, 0);
    expect_it_adds_up(*ledger);
  }
}

}  // namespace
}  // namespace zw::modules::projects
