#include "modules/projects/exchange/xer.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace zw::modules::projects::exchange {
namespace {

using engines::schedule::Draft;
using engines::schedule::LinkType;
using engines::schedule::Span;

const std::string kFile =
    "ERMHDR\t19.12\t2026-03-02\tProject\tadmin\n"
    "%T\tPROJECT\n%F\tproj_id\tplan_start_date\tlast_recalc_date\n%R\t1\t2026-03-02 00:00\t2026-03-03 00:00\n"
    "%T\tCALENDAR\n%F\tclndr_id\tclndr_name\tday_hr_cnt\tclndr_data\n"
    "%R\t5\tWeek\t8\t(0||CalendarData()(\x7f\x7f  (0||DaysOfWeek()((0||1()())"
    "(0||2()((0||0(s|08:00|f|12:00)())(0||1(f|17:00|s|13:00)())))(0||3()((0||0(s|08:00|f|16:00)())))))"
    "(0||Exceptions()((0||0(d|46091)())))))\n"
    "%T\tRSRC\n%F\trsrc_id\trsrc_name\trsrc_type\tclndr_id\n%R\t7\tCrew\tRT_Labor\t5\n%R\t8\tSand\tRT_Mat\t\n"
    "%T\tRSRCRATE\n%F\trsrc_id\tmax_qty_per_hr\n%R\t7\t2\n"
    "%T\tTASK\n%F\ttask_id\tclndr_id\ttask_type\ttask_name\ttarget_drtn_hr_cnt\tremain_drtn_hr_cnt\tact_"
    "start_date\t"
    "act_end_date\ttarget_start_date\tcstr_type\tcstr_date\n"
    "%R\t100\t5\tTT_Task\tDig\t16\t8\t2026-03-02 08:00\t\t2026-03-02 08:00\t\t\n"
    "%R\t101\t5\tTT_Task\tPour\t8\t8\t\t\t2026-03-09 08:00\tCS_MSOA\t2026-03-04 08:00\n"
    "%R\t102\t5\tTT_FinMile\tDone\t0\t0\t\t\t\tCS_MEOB\t2026-03-31 17:00\r\n"
    "%R\t103\t5\tTT_LOE\tManage\t80\t80\t\t\t\t\t\n"
    "%T\tTASKPRED\n%F\ttask_id\tpred_task_id\tpred_type\tlag_hr_cnt\n%R\t101\t100\tPR_FS\t16\n"
    "%R\t102\t101\tPR_FF\t0\n%R\t103\t100\tPR_SS\t0\n"
    "%T\tTASKRSRC\n%F\ttask_id\trsrc_id\ttarget_qty_per_hr\n%R\t100\t7\t1\n%R\t101\t7\t2\n%R\t101\t8\t5\n%"
    "E\n";

TEST(Xer, ReadsTasksLinksCalendarsAndResources) {
  const Imported imported = read_xer(kFile).value();
  const Draft& draft = imported.draft;
  ASSERT_EQ(draft.activities.size(), 3u);
  EXPECT_EQ(draft.data_date, 1);
  EXPECT_EQ(imported.activity_names.at({101}), "Pour");
  EXPECT_EQ(draft.activities[0].modes[0].work, 2) << "sixteen hours of eight-hour days";
  EXPECT_EQ(draft.activities[0].actual_start, 0);
  EXPECT_EQ(draft.activities[0].remaining, 1);
  EXPECT_EQ(draft.activities[1].release, 2);
  EXPECT_EQ(draft.activities[1].planned_start, 7);
  EXPECT_EQ(draft.activities[2].deadline, 30);
  EXPECT_EQ(draft.calendars[0].working[0], (Span{0, 2})) << "Monday and Tuesday";
  EXPECT_EQ(draft.calendars[0].working[1], (Span{7, 8})) << "Tuesday the 10th is free";
  EXPECT_EQ(draft.resources[0].capacity, 2);
  EXPECT_EQ(draft.activities[1].modes[0].needs[0].amount, 2);
  ASSERT_EQ(draft.links.size(), 2u);
  EXPECT_EQ(draft.links[0].lag, 2);
  EXPECT_EQ(draft.links[0].calendar, Id{5});
  EXPECT_EQ(draft.links[1].type, LinkType::finish_finish);
  EXPECT_EQ(imported.left_out.size(), 3u) << "sand, the level of effort and its link";
  EXPECT_TRUE(engines::schedule::read(draft));
}

TEST(Xer, CountsInHoursWhereAsked) {
  const Draft draft = read_xer(kFile, {.grain = 60}).value().draft;
  EXPECT_EQ(draft.calendars[0].working[1], (Span{13, 17}));
  EXPECT_EQ(draft.activities[0].modes[0].work, 16);
  EXPECT_EQ(draft.activities[1].release, 2 * 24 + 8);
}

TEST(Xer, LagsCountInTheCalendarOfTheOptions) {
  const std::string options = "%T\tSCHEDOPTIONS\n%F\tsched_calendar_on_relationship_lag\n%R\trcal_24Hours\n";
  const Draft draft = read_xer(kFile + options).value().draft;
  EXPECT_EQ(draft.links[0].calendar, Id{});
  EXPECT_EQ(draft.links[0].lag, 1);
}

TEST(Xer, NamesTheLineOfWhatItCannotRead) {
  EXPECT_EQ(read_xer("").problems()[0].code, "exchange.not_xer");
  std::string bytes = kFile;
  bytes.replace(bytes.find("PR_FS"), 5, "PR_XX");
  bytes.replace(bytes.find("(0||2()"), 7, "(0||9()");
  std::vector<std::pair<std::string, std::string>> found;
  const auto imported = read_xer(bytes);
  for (const auto& problem : imported.problems()) found.emplace_back(problem.field, problem.params[0].second);
  EXPECT_EQ(found, (std::vector<std::pair<std::string, std::string>>{{"line 7", "clndr_data"},
                                                                     {"line 23", "pred_type"}}));
}

TEST(Xer, ChangedBytesAreRefusedOrRead) {
  Rng rng(81);
  for (int round = 0; round < 3'000; ++round) {
    std::string changed = kFile;
    for (int k = 0; k < 3; ++k) changed[rng.below(changed.size())] = "0123456789-|()%\t\n:TR"[rng.below(20)];
    if (rng.chance(20)) changed.resize(rng.below(changed.size()));
    if (auto imported = read_xer(changed, {.grain = 1440, .horizon = 60}))
      static_cast<void>(engines::schedule::read(imported.value().draft).ok());
  }
}

}  // namespace
}  // namespace zw::modules::projects::exchange
