#include "base/time.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace zw {
namespace {

TEST(Date, EveryDaySurvivesTheRoundTrip) {
  const Date first = *make_date(1, 1, 1), last = *make_date(9999, 12, 31);
  EXPECT_EQ(last - first, 3'652'058);
  int weekday = iso_weekday(first);
  for (Date date = first; date <= last; date = date + 1) {
    const auto [y, m, d] = civil(date);
    ASSERT_EQ(make_date(y, m, d), date);
    ASSERT_EQ(iso_weekday(date), weekday);
    weekday = weekday % 7 + 1;
  }
}

TEST(Date, TextSurvivesTheRoundTrip) {
  for (Date date = *make_date(1, 1, 1); date <= *make_date(9999, 12, 1); date = date + 97)
    ASSERT_EQ(parse_date(to_string(date)), date);
  EXPECT_EQ(to_string(*make_date(7, 3, 4)), "0007-03-04");
}

TEST(Date, KnowsItsCalendar) {
  EXPECT_EQ(make_date(1970, 1, 1)->days, 0);
  EXPECT_EQ(iso_weekday(*make_date(2020, 6, 14)), 7);
  EXPECT_TRUE(make_date(2000, 2, 29));
  EXPECT_TRUE(make_date(2020, 2, 29));
  EXPECT_FALSE(make_date(1900, 2, 29));
  EXPECT_FALSE(make_date(2021, 2, 29));
  EXPECT_FALSE(make_date(2020, 4, 31));
  EXPECT_FALSE(make_date(2020, 13, 1));
  EXPECT_FALSE(make_date(2020, 1, 0));
  EXPECT_FALSE(make_date(0, 1, 1));
  EXPECT_FALSE(make_date(10'000, 1, 1));
}

TEST(Date, ParsesStrictly) {
  for (const char* text : {"", "2020-6-14", "2020/06/14", "20200614", "2020-06-14 ", " 2020-06-14",
                           "2020-06-31", "2020-0a-14", "+020-06-14", "2020-06-1４"})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Instant, TextSurvivesTheRoundTrip) {
  EXPECT_TRUE(rc::check("any moment between the years 1 and 9999", [] {
    const Instant at{*rc::gen::inRange<std::int64_t>(-62'135'596'800'000'000, 253'402'300'799'999'999)};
    RC_ASSERT(parse_instant(to_string(at)) == at);
  }));
}

TEST(Instant, ReadsOffsetsAndFractions) {
  const Instant noon = *parse_instant("2020-06-14T12:00:00Z");
  EXPECT_EQ(to_string(noon), "2020-06-14T12:00:00.000000Z");
  EXPECT_EQ(parse_instant("2020-06-14T20:00:00+08:00"), noon);
  EXPECT_EQ(parse_instant("2020-06-14T06:30:00-0530"), noon);
  EXPECT_EQ(parse_instant("2020-06-14t12:00:00z"), noon);
  EXPECT_EQ(parse_instant("2020-06-14T12:00:00.5Z")->micros, noon.micros + 500'000);
  EXPECT_EQ(parse_instant("2020-06-14T12:00:00.1234567Z")->micros, noon.micros + 123'456)
      << "below a microsecond is cut";
}

TEST(Instant, ParsesStrictly) {
  for (const char* text :
       {"", "2020-06-14", "2020-06-14T12:00:00", "2020-06-14T24:00:00Z", "2020-06-14T12:60:00Z",
        "2020-06-14T12:00:60Z", "2020-06-14 12:00:00Z", "2020-06-14T12:00:00.Z", "2020-06-14T12:00:00+8:00",
        "2020-06-14T12:00:00+24:00", "2020-02-30T12:00:00Z", "2020-06-14T12:00:00ZZ"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(Instant, KnowsTheDayInChina) {
  EXPECT_EQ(to_string(china_date(*parse_instant("2020-06-14T15:59:59.999999Z"))), "2020-06-14");
  EXPECT_EQ(to_string(china_date(*parse_instant("2020-06-14T16:00:00Z"))), "2020-06-15");
  EXPECT_EQ(to_string(china_date(*parse_instant("1969-12-31T15:59:59Z"))), "1969-12-31");
  EXPECT_EQ(to_string(china_midnight(*make_date(2020, 6, 14))), "2020-06-13T16:00:00.000000Z");
}

}  // namespace
}  // namespace zw
