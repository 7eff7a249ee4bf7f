#include "engines/schedule/formats/format.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace zw::engines::schedule::formats {
namespace {

constexpr std::string_view kOneMode = R"(file with basedata            : ours
projects                      :  1
jobs (incl. supersource/sink ):  4
horizon                       :  9
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
-------------------------
  1      1     0       0
  2      1     5       2
  3      1     4       1
  4      1     0       0
RESOURCEAVAILABILITIES:
  R 1
    2
)";

/// As MMLIB writes: no horizon, blanks in the last heading; mode 2 of job 2 and mode 1 of job 3 cannot be.
constexpr std::string_view kModes =
    "jobs  (incl. supersource/sink ):\t4\nRESOURCES\n- renewable                 : 1 R\n"
    "- nonrenewable              : 1 N\n- doubly constrained        : 0 D\nPRECEDENCE RELATIONS:\n"
    "jobnr.    #modes  #successors   successors\n1\t1\t2\t\t2 3 \n2\t2\t1\t\t4\n3\t3\t1\t\t4\n4\t1\t0\t\t\n"
    "REQUESTS/DURATIONS:\njobnr.\tmode\tdur\tR1\tN1\n---\n1\t1\t0\t0\t0\n2\t1\t3\t2\t0\n\t2\t1\t3\t0\n"
    "3\t1\t2\t0\t9\n\t2\t4\t1\t3\n\t3\t7\t0\t0\n4\t1\t0\t0\t0\n RESOURCE AVAILABILITIES \n\tR 1\tN "
    "1\n\t2\t8\n";

constexpr std::string_view kLags =
    "2\t1\t0\t0\r\n0\t1\t2\t1\t2\t[0]\t[4]\r\n1\t1\t2\t3\t2\t[3]\t[1]\r\n2\t1\t2\t3\t1\t[2]\t[-6]\r\n"
    "3\t1\t0\r\n0\t1\t0\t0\r\n1\t1\t3\t2\r\n2\t1\t2\t1\r\n3\t1\t0\t0\r\n2\r\n";

constexpr std::string_view kPatterson = "4 2\n3 5\n0 0 0 2 2 3\n4 3 1\n 1 4\n2 0 5 1 4\n0 0 0 0\n";

constexpr std::string_view kPortfolio =
    "2\n1\n3\n\n3 0\n1\n\n0 0 1 1:2\n5 2 1 1:3\n0 0 1 2:1\n\n2 7\n1\n\n4 1 1 2:2\n0 0 0\n";

constexpr std::pair<Format, std::string_view> kSamples[] = {{Format::psplib, kOneMode},
                                                            {Format::psplib, kModes},
                                                            {Format::progen_max, kLags},
                                                            {Format::patterson, kPatterson},
                                                            {Format::mplib, kPortfolio}};

TEST(ScheduleFormats, OneModeFilesOfPsplib) {
  const Draft draft = read_format(Format::psplib, kOneMode).value();
  EXPECT_EQ(draft.horizon, 9);
  ASSERT_EQ(draft.activities.size(), 4u);
  EXPECT_EQ(draft.activities[2].id, Id{3});
  EXPECT_EQ(draft.activities[2].modes[0].work, 4);
  EXPECT_EQ(draft.activities[1].modes[0].needs[0].resource, Id{1});
  EXPECT_EQ(draft.activities[1].modes[0].needs[0].amount, 2);
  ASSERT_EQ(draft.links.size(), 4u);
  EXPECT_EQ(draft.links[3].from, Id{3});
  EXPECT_EQ(draft.links[3].to, Id{4});
  EXPECT_TRUE(read(draft).value().is_plain());
}

TEST(ScheduleFormats, SeveralModesWithoutThoseThatNeedMoreThanThereIs) {
  const Draft draft = read_format(Format::psplib, kModes).value();
  EXPECT_EQ(draft.horizon, 3 + 7);
  EXPECT_EQ(draft.resources[1].kind, ResourceKind::budget);
  ASSERT_EQ(draft.activities[1].modes.size(), 1u);
  EXPECT_EQ(draft.activities[1].modes[0].work, 3);
  ASSERT_EQ(draft.activities[2].modes.size(), 2u);
  EXPECT_EQ(draft.activities[2].modes[0].needs[1].resource, Id{2});
  EXPECT_TRUE(read(draft));
}

TEST(ScheduleFormats, NegativeLagsAreGreatestLagsTheOtherWay) {
  const Draft draft = read_format(Format::progen_max, kLags).value();
  ASSERT_EQ(draft.links.size(), 6u);
  const Draft::Link& at_least = draft.links[1];
  EXPECT_EQ(at_least.from, Id{1});
  EXPECT_EQ(at_least.to, Id{3});
  EXPECT_EQ(at_least.lag, 4);
  EXPECT_FALSE(at_least.is_maximum);
  const Draft::Link& at_most = draft.links[5];
  EXPECT_EQ(at_most.from, Id{2});
  EXPECT_EQ(at_most.to, Id{3});
  EXPECT_EQ(at_most.lag, 6);
  EXPECT_TRUE(at_most.is_maximum);
  EXPECT_EQ(draft.activities[0].deadline, 0);
  EXPECT_EQ(draft.horizon, 4 + 3 + 2 + 0);
  const Instance instance = read(draft).value();
  const Arc expected{.from = 2, .to = 1, .lag = -6, .link = 5};
  EXPECT_EQ(instance.arcs()[5], expected) << "start(1) ≥ start(2) − 6, as the file has it";
}

TEST(ScheduleFormats, ContradictionsAmongGreatestLagsAreLeftToTheSolver) {
  std::string bytes(kLags);
  bytes.replace(bytes.find("[1]"), 3, "[7]");
  EXPECT_TRUE(read(read_format(Format::progen_max, bytes).value())) << "at least 7, at most 6";
}

TEST(ScheduleFormats, PattersonFilesMayBreakTheirLines) {
  const Draft draft = read_format(Format::patterson, kPatterson).value();
  EXPECT_EQ(draft.horizon, 6);
  EXPECT_EQ(draft.resources[1].capacity, 5);
  ASSERT_EQ(draft.links.size(), 4u);
  EXPECT_EQ(draft.links[2].from, Id{2});
  EXPECT_EQ(draft.links[2].to, Id{4});
  EXPECT_EQ(draft.activities[2].modes[0].needs[0].resource, Id{2});
}

TEST(ScheduleFormats, PortfoliosNumberTheirActivitiesThroughAllProjects) {
  const Draft draft = read_format(Format::mplib, kPortfolio).value();
  ASSERT_EQ(draft.activities.size(), 5u);
  EXPECT_EQ(draft.links[2].from, Id{3});
  EXPECT_EQ(draft.links[2].to, Id{4});
  EXPECT_FALSE(draft.activities[2].release);
  EXPECT_EQ(draft.activities[3].release, 7);
  EXPECT_EQ(draft.horizon, 7 + 9);
}

TEST(ScheduleFormats, AreKnownByNameOrByWhatTheyLookLike) {
  EXPECT_EQ(guess_format("J301_1.SM", ""), Format::psplib);
  EXPECT_EQ(guess_format("psp1.sch", ""), Format::progen_max);
  EXPECT_EQ(guess_format("a.rcp", ""), Format::patterson);
  for (const auto& [format, bytes] : kSamples) EXPECT_EQ(guess_format("file", bytes), format) << bytes;
  EXPECT_EQ(guess_format("plan.json", R"({"horizon": 3})"), Format::unknown);
  EXPECT_EQ(read_format(Format::unknown, "").problems()[0].code, "schedule.format_unknown");
}

struct Fault {
  Format format;
  std::string_view sample, was, becomes, field, expected;
};

TEST(ScheduleFormats, NameTheLineAndWhatWasExpected) {
  const Fault faults[] = {
      {Format::psplib, kOneMode, "projects                      :  1", "projects : 2", "line 3",
       "one project"},
      {Format::psplib, kOneMode, "jobs (incl", "works (incl", "line 10", "number of jobs"},
      {Format::psplib, kOneMode, "   2        1 ", "   7        1 ", "line 12", "job number 2"},
      {Format::psplib, kOneMode, "2   3", "2   5", "line 11", "job number of a successor"},
      {Format::psplib, kOneMode, "  5       2", "  x       2", "line 19", "duration"},
      {Format::psplib, kOneMode, "  R 1\n    2", "  R 1\n", "line 25", "capacity of a resource"},
      {Format::psplib, kModes, "\t3\t7", "\t4\t7", "line 20", "mode 3"},
      {Format::progen_max, kLags, "[4]", "4", "line 2", "lag in brackets"},
      {Format::progen_max, kLags, "2\t1\t2\t1", "2\t2\t2\t1", "line 8", "one mode"},
      {Format::progen_max, kLags, "2\t1\t0\t0", "2\t1\t0\t3", "line 1", "0 doubly constrained resources"},
      {Format::patterson, kPatterson, "0 0 0 0", "0 0 0 0 9", "line 7", "end of file"},
      {Format::mplib, kPortfolio, "2:1", "2.1", "line 10", "project of a successor"},
      {Format::mplib, kPortfolio, "1 1:3", "1 1:4", "line 9", "number of a successor"}};
  for (const Fault& fault : faults) {
    std::string bytes(fault.sample);
    const std::size_t at = bytes.find(fault.was);
    ASSERT_NE(at, bytes.npos) << fault.was;
    bytes.replace(at, fault.was.size(), fault.becomes);
    const auto draft = read_format(fault.format, bytes);
    ASSERT_FALSE(draft) << fault.was;
    const Problem expected{
        "schedule.format", std::string(fault.field), {{"expected", std::string(fault.expected)}}};
    EXPECT_EQ(draft.problems()[0], expected)
        << draft.problems()[0].field << " " << draft.problems()[0].params[0].second;
  }
}

TEST(ScheduleFormats, RefuseDoublyConstrainedResourcesByName) {
  std::string bytes(kOneMode);
  bytes.replace(bytes.find("0   D"), 5, "1   D");
  EXPECT_EQ(read_format(Format::psplib, bytes).problems()[0].code, "schedule.doubly_constrained");
}

/// Whatever was read may be judged; whatever was not has its reason.
void expect_an_answer(Format format, std::string_view bytes) {
  if (auto draft = read_format(format, bytes))
    static_cast<void>(read(*std::move(draft)).ok());
  else
    EXPECT_FALSE(draft.problems()[0].code.empty());
}

TEST(ScheduleFormats, TruncatedFilesAreRefusedOrRead) {
  for (const auto& [format, bytes] : kSamples)
    for (std::size_t size = 0; size < bytes.size(); ++size) expect_an_answer(format, bytes.substr(0, size));
}

TEST(ScheduleFormats, ChangedBytesAreRefusedOrRead) {
  Rng rng(5);
  for (const auto& [format, bytes] : kSamples) {
    for (int round = 0; round < 3'000; ++round) {
      std::string changed(bytes);
      for (int k = static_cast<int>(rng.between(1, 4)); k > 0; --k) {
        char& byte = changed[rng.below(changed.size())];
        byte = rng.chance(50) ? static_cast<char>(rng.below(256)) : "0123456789-[]: \n"[rng.below(16)];
      }
      expect_an_answer(format, changed);
      expect_an_answer(guess_format("", changed), changed);
    }
  }
}

}  // namespace
}  // namespace zw::engines::schedule::formats
