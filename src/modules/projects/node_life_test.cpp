// What may be done with a node: the table of states, another person's word, dates that move only with a
// reason.
#include <gtest/gtest.h>

#include <set>

#include "base/rng.h"
#include "modules/projects/node_life.h"

namespace zw::modules::projects {
namespace {

Date day(std::string_view text) { return *parse_date(text); }

const Id kOfficer{7}, kDesk{2};

Node node_in(NodeState state) {
  Node node;
  node.id = Id{3};
  node.project_id = Id{1};
  node.planned_on = day("2020-06-01");
  node.state = state;
  if (state == NodeState::awaiting_check || state == NodeState::done) node.actual_on = day("2020-06-01");
  return node;
}

VarianceReason reason_of(ReasonKind kind) {
  VarianceReason reason;
  reason.id = Id{kind == ReasonKind::cause ? 1 : 10};
  reason.kind = kind;
  return reason;
}

NodeAct act_of(NodeVerb verb, Id person = kOfficer) {
  NodeAct act;
  act.verb = verb;
  act.person = person;
  act.at = plus_seconds(china_midnight(day("2020-06-14")), 9 * 3600);
  act.words = "现场影像";
  if (verb == NodeVerb::report) act.day = day("2020-06-01");
  return act;
}

std::set<std::string> codes(const Outcome& outcome) {
  std::set<std::string> names;
  if (!outcome.ok())
    for (const Problem& problem : outcome.problems()) names.insert(problem.code);
  return names;
}

TEST(NodeLife, TheTableSaysWhichVerbsFitWhichState) {
  const auto allowed = [](NodeState state) {
    std::string names;
    for (int v = 0; v < kNodeVerbs; ++v)
      if (is_allowed(static_cast<NodeVerb>(v), state))
        names += std::string(names.empty() ? "" : " ") + std::string(name_of(static_cast<NodeVerb>(v)));
    return names;
  };
  EXPECT_EQ(allowed(NodeState::not_started), "start report replan block");
  EXPECT_EQ(allowed(NodeState::running), "report replan block");
  EXPECT_EQ(allowed(NodeState::awaiting_check), "confirm refuse");
  EXPECT_EQ(allowed(NodeState::blocked), "replan unblock");
  EXPECT_EQ(allowed(NodeState::done), "");
}

TEST(NodeLife, WhoeverReportedDoesNotConfirm) {
  const auto reported = perform(node_in(NodeState::running), act_of(NodeVerb::report));
  EXPECT_EQ(reported.node.state, NodeState::awaiting_check);
  EXPECT_EQ(reported.node.actual_on, day("2020-06-01"));
  EXPECT_EQ(reported.event.round, 1);
  NodeAct own = act_of(NodeVerb::confirm), desk = act_of(NodeVerb::confirm, kDesk);
  own.report = desk.report = reported.event;
  EXPECT_EQ(codes(check(reported.node, own)), (std::set<std::string>{"node.forbidden"}));
  ASSERT_TRUE(check(reported.node, desk).ok());
  const auto confirmed = perform(reported.node, desk);
  EXPECT_EQ(confirmed.node.state, NodeState::done);
  EXPECT_EQ(confirmed.event.round, 1);
  EXPECT_EQ(confirmed.event.after_on, day("2020-06-01"));
  EXPECT_EQ(expected_on(confirmed.node), day("2020-06-01"));
}

TEST(NodeLife, ARefusedNodeIsReportedAnew) {
  auto change = perform(node_in(NodeState::running), act_of(NodeVerb::report));
  NodeAct refuse = act_of(NodeVerb::refuse, kDesk);
  refuse.report = change.event;
  refuse.words.clear();
  EXPECT_EQ(codes(check(change.node, refuse)), (std::set<std::string>{"field.required"}));
  refuse.words = "缺监理签字";
  ASSERT_TRUE(check(change.node, refuse).ok());
  const auto refused = perform(change.node, refuse);
  EXPECT_EQ(refused.node.state, NodeState::running);
  EXPECT_FALSE(refused.node.actual_on);
  NodeAct again = act_of(NodeVerb::report);
  again.report = change.event;
  EXPECT_EQ(perform(refused.node, again).event.round, 2);
}

TEST(NodeLife, DatesMoveOnlyWithTheReasonThatFits) {
  const Node node = node_in(NodeState::running);
  NodeAct act = act_of(NodeVerb::replan);
  EXPECT_EQ(codes(check(node, act)), (std::set<std::string>{"field.required"}));
  act.day = day("2020-06-01");
  EXPECT_EQ(codes(check(node, act)), (std::set<std::string>{"node.same_day"}));
  act.day = day("2020-07-01");
  EXPECT_EQ(codes(check(node, act)), (std::set<std::string>{"node.cause_needed"}));
  act.reason = reason_of(ReasonKind::measure);
  EXPECT_EQ(codes(check(node, act)), (std::set<std::string>{"node.cause_needed"}));
  act.reason = reason_of(ReasonKind::cause);
  ASSERT_TRUE(check(node, act).ok());
  const auto later = perform(node, act);
  EXPECT_EQ(later.node.planned_on, day("2020-06-01")) << "the mandate stands";
  EXPECT_EQ(later.node.forecast_on, day("2020-07-01"));
  EXPECT_EQ(later.event.before_on, day("2020-06-01"));
  EXPECT_EQ(later.event.after_on, day("2020-07-01"));
  act.day = day("2020-06-20");
  EXPECT_EQ(codes(check(later.node, act)), (std::set<std::string>{"node.measure_needed"}));
  act.reason = reason_of(ReasonKind::measure);
  EXPECT_TRUE(check(later.node, act).ok());
}

TEST(NodeLife, ALateReportNamesItsCauseAndNothingIsDoneTomorrow) {
  const Node node = node_in(NodeState::running);
  NodeAct act = act_of(NodeVerb::report);
  act.day = day("2020-06-20");
  act.words.clear();
  EXPECT_EQ(codes(check(node, act)),
            (std::set<std::string>{"field.required", "node.done_in_the_future", "node.cause_needed"}));
  act.day = day("2020-06-10");
  act.words = "已完成";
  act.reason = reason_of(ReasonKind::cause);
  EXPECT_TRUE(check(node, act).ok());
  act.day = day("2020-05-20");
  act.reason.reset();
  EXPECT_TRUE(check(node, act).ok()) << "early without a measure is good news all the same";
}

TEST(NodeLife, TheMandateIsNotEdited) {
  Node before = node_in(NodeState::running), after = before;
  after.weight = 9;
  EXPECT_TRUE(check_edit(before, after).ok());
  after.planned_on = day("2020-06-02");
  EXPECT_EQ(codes(check_edit(before, after)), (std::set<std::string>{"node.replan_needed"}));
  before.planned_on.reset();
  EXPECT_TRUE(check_edit(before, after).ok()) << "a date that was missing may be added";
}

/// Whatever is done in whatever order: no node is done without another person, and no state is lost.
TEST(NodeLife, NoPathLeadsToDoneWithoutAnother) {
  Rng rng(3);
  for (int round = 0; round < 500; ++round) {
    Node node = node_in(NodeState::not_started);
    std::optional<NodeEvent> report;
    for (int step = 0; step < 30; ++step) {
      NodeAct act = act_of(static_cast<NodeVerb>(rng.below(kNodeVerbs)), rng.chance(50) ? kOfficer : kDesk);
      if (act.verb == NodeVerb::replan) act.day = day("2020-05-01") + static_cast<int>(rng.between(0, 60));
      if (rng.chance(50)) act.reason = reason_of(rng.chance(50) ? ReasonKind::cause : ReasonKind::measure);
      act.report = report;
      if (!check(node, act).ok()) continue;
      const auto change = perform(node, act);
      if (change.event.kind == NodeEventKind::reported) report = change.event;
      if (change.node.state == NodeState::done) {
        EXPECT_NE(change.event.person_id, report->person_id);
      }
      EXPECT_EQ(change.node.planned_on, node.planned_on);
      node = change.node;
    }
  }
}

}  // namespace
}  // namespace zw::modules::projects
