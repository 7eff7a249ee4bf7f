#include "modules/notify/rules.h"

#include <gtest/gtest.h>

#include "modules/notify/ics.h"
#include "modules/notify/kinds.h"
#include "modules/notify/letter.h"
#include "modules/notify/post.h"

namespace zw::modules::notify {
namespace {

Instant at(std::string text) {
  text[10] = 'T';
  return *parse_instant(text + ":00+08:00");
}
std::string china(Instant instant) {
  std::string text = to_string(Instant{instant.micros + kChinaOffsetMicros}).substr(0, 16);
  text[10] = ' ';
  return text;
}

constexpr QuietHours kNight{22 * 60, 7 * 60 + 30};
constexpr QuietHours kNoon{12 * 60, 13 * 60};

TEST(QuietHoursTest, ReachAcrossMidnight) {
  EXPECT_FALSE(is_quiet(kNight, at("2020-06-15 21:59")));
  EXPECT_TRUE(is_quiet(kNight, at("2020-06-15 22:00")));
  EXPECT_TRUE(is_quiet(kNight, at("2020-06-16 00:00")));
  EXPECT_TRUE(is_quiet(kNight, at("2020-06-16 07:29")));
  EXPECT_FALSE(is_quiet(kNight, at("2020-06-16 07:30")));
  EXPECT_EQ(china(end_of_quiet(kNight, at("2020-06-15 23:00"))), "2020-06-16 07:30");
  EXPECT_EQ(china(end_of_quiet(kNight, at("2020-06-16 03:00"))), "2020-06-16 07:30");
  EXPECT_EQ(china(end_of_quiet(kNight, at("2020-06-16 12:00"))), "2020-06-16 12:00");
}

TEST(QuietHoursTest, OfOneDayAndOfNone) {
  EXPECT_EQ(china(end_of_quiet(kNoon, at("2020-06-15 12:59"))), "2020-06-15 13:00");
  EXPECT_FALSE(is_quiet(kNoon, at("2020-06-15 13:00")));
  for (int minute = 0; minute < 1440; ++minute)
    EXPECT_FALSE(is_quiet({540, 540}, plus_seconds(at("2020-06-15 00:00"), 60 * minute))) << minute;
}

TEST(QuietHoursTest, EndWhereNothingIsQuietAnyMoreAndNeverEarlier) {
  Rng rng(7);
  for (int i = 0; i < 5000; ++i) {
    const QuietHours hours{rng.between(0, 1439), rng.between(0, 1439)};
    const Instant now{at("2020-06-15 00:00").micros + rng.between(0, 3 * kMicrosPerDay)};
    const Instant end = end_of_quiet(hours, now);
    EXPECT_FALSE(is_quiet(hours, end));
    EXPECT_GE(end, now);
    EXPECT_LT(end.micros - now.micros, kMicrosPerDay);
    if (!is_quiet(hours, now)) {
      EXPECT_EQ(end, now);
    } else if (end.micros - now.micros > kMicrosPerSecond) {
      EXPECT_TRUE(is_quiet(hours, plus_seconds(end, -1)));
    }
  }
}

TEST(DigestTest, LeavesWhenItsTimeIsOverOrTheNightIs) {
  const Manner manner{kNight, 10};
  EXPECT_EQ(china(leaving_at(manner, at("2020-06-15 09:00"))), "2020-06-15 09:10");
  EXPECT_EQ(china(leaving_at(manner, at("2020-06-15 21:55"))), "2020-06-16 07:30");
  EXPECT_EQ(china(leaving_at(manner, at("2020-06-16 02:00"))), "2020-06-16 07:30");
}

TEST(BackoffTest, DoublesUpToSixHoursWithAHalfByChance) {
  Rng rng(1);
  const Instant now = at("2020-06-15 09:00");
  std::int64_t base = 60;
  for (std::int64_t attempts = 1; attempts <= 20; ++attempts, base = std::min(2 * base, kLongestPauseSeconds))
    for (int i = 0; i < 50; ++i) {
      const std::int64_t pause = next_attempt({60, 8}, attempts, now, 0, rng).micros / kMicrosPerSecond -
                                 now.micros / kMicrosPerSecond;
      EXPECT_GE(pause, base);
      EXPECT_LE(pause, base + base / 2);
    }
}

TEST(BackoffTest, WaitsAsLongAsTheFarSideAskedButNotForEver) {
  Rng rng(1);
  const Instant now = at("2020-06-15 09:00");
  EXPECT_EQ(next_attempt({1, 8}, 1, now, 600, rng), plus_seconds(now, 600));
  EXPECT_EQ(next_attempt({1, 8}, 1, now, 1'000'000'000, rng), plus_seconds(now, kLongestPauseSeconds));
}

TEST(BackoffTest, IsTheSameForTheSameSeed) {
  Rng one(3), other(3);
  for (int i = 1; i < 9; ++i)
    EXPECT_EQ(next_attempt({}, i, Instant{0}, 0, one), next_attempt({}, i, Instant{0}, 0, other));
}

TEST(PaceTest, NoMinuteHoldsMoreThanItMay) {
  for (const std::int64_t per_minute : {1, 7, 20, 59, 600}) {
    std::vector<Instant> sent;
    Instant now = at("2020-06-15 09:00");
    for (int i = 0; i < 2000; ++i, now = free_again(per_minute, now)) sent.push_back(now);
    for (std::size_t i = 0; i < sent.size(); ++i) {
      std::int64_t within = 0;
      for (std::size_t j = i; j < sent.size() && sent[j] < plus_seconds(sent[i], 60); ++j) ++within;
      ASSERT_LE(within, per_minute);
    }
  }
}

TEST(KindsTest, UrgentIsARedLightAndALeadersUrge) {
  EXPECT_TRUE(is_urgent("turned_red", SaidBy::anybody));
  EXPECT_TRUE(is_urgent("urged", SaidBy::leader));
  EXPECT_FALSE(is_urgent("urged", SaidBy::anybody));
  EXPECT_FALSE(is_urgent("turned_yellow", SaidBy::leader));
}

TEST(KindsTest, ListsAreOfKnownKindsAndEmptyMeansAll) {
  EXPECT_TRUE(are_notice_kinds(" urged, turned_red"));
  EXPECT_FALSE(are_notice_kinds("urged,nonsense"));
  EXPECT_FALSE(are_notice_kinds("duty")) << "what was made of other notices is told once";
  EXPECT_TRUE(takes("", "message"));
  EXPECT_TRUE(takes("urged, message", "message"));
  EXPECT_FALSE(takes("urged", "message"));
  EXPECT_FALSE(takes("", "delivery_given_up")) << "a channel that fails must not be told so through itself";
}

TEST(LetterTest, SaysNumberLightDueDateAndLink) {
  const Line line{"turned_red", Id{7}, "SQ-2020-000007", casework::Light::red, at("2020-06-15 17:30")};
  const Text text = compose({line, line}, Urgency::urgent, ChannelLanguage::zh, "https://zone.example");
  EXPECT_EQ(text.title, "紧急提醒 1 条");
  EXPECT_EQ(text.body, "SQ-2020-000007 · 亮红灯 · 红灯 · 期限 06-15 17:30 · https://zone.example/cases/7");
  EXPECT_EQ(compose({line}, Urgency::usual, ChannelLanguage::en, "").body,
            "SQ-2020-000007 - turned red - red - due 06-15 17:30");
}

TEST(LetterTest, ALongDigestCountsWhatItDoesNotName) {
  std::vector<Line> lines;
  for (int i = 0; i < 63; ++i) lines.push_back({"message", Id{i + 1}, std::to_string(i), {}, {}});
  const Text text = compose(lines, Urgency::usual, ChannelLanguage::zh, "");
  EXPECT_EQ(std::ranges::count(text.body, '\n'), 50);
  EXPECT_NE(text.body.find("另有 13 条"), std::string::npos);
}

TEST(CalendarTest, FoldsAtSeventyFiveOctetsAndEscapes) {
  const std::string text = calendar_text(
      "到期",
      {{.uid = "case-1@zone-1.zonewright",
        .sequence = 4,
        .summary = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十; a, b\\c\nd",
        .url = "https://zone.example/cases/1",
        .at = at("2020-06-15 17:30")},
       {.uid = "key-date-2@zone-1.zonewright", .summary = "x", .day = parse_date("2020-07-01")}},
      at("2020-06-15 09:00"));
  std::string unfolded;
  std::size_t begin = 0;
  for (std::size_t end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", begin)) {
    EXPECT_LE(end - begin, 75u);
    const std::string line = text.substr(begin, end - begin);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    unfolded += line.starts_with(' ') ? line.substr(1) : "\n" + line;
    begin = end + 2;
  }
  EXPECT_EQ(begin, text.size());
  for (const char* wanted : {"\nDTSTART:20200615T093000Z\n", "\nDTSTART;VALUE=DATE:20200701\n",
                             "\nSEQUENCE:4\n", "\nDTSTAMP:20200615T010000Z\n"})
    EXPECT_NE((unfolded + "\n").find(wanted), std::string::npos) << wanted;
  EXPECT_NE(unfolded.find("九十\\; a\\, b\\\\c\\nd"), std::string::npos);
}

Channel robot() {
  Channel channel;
  channel.kind = ChannelKind::dingtalk;
  channel.address = "https://oapi.example.com/robot/send?access_token=abcdef0123456789";
  channel.secret = "SECsecretsecret";
  return channel;
}

TEST(PostTest, WordsOfTheFarSideLoseWhatIsSecret) {
  const std::string words = without_secrets(
      "no token abcdef0123456789 at /robot/send?access_token=abcdef0123456789, SECsecretsecret", robot());
  EXPECT_EQ(words.find("abcdef"), std::string::npos) << words;
  EXPECT_EQ(words.find("SECsecret"), std::string::npos) << words;
  EXPECT_NE(words.find("no token"), std::string::npos) << words;
}

TEST(PostTest, OnlyTheHostOfADestinationIsShown) {
  EXPECT_EQ(*shown_host(robot()), "oapi.example.com");
  Channel mail;
  mail.kind = ChannelKind::mail;
  mail.address = "smtps://mail.example.com";
  EXPECT_EQ(shown_host(mail).problems().size(), 2u) << "sender and recipient are missing";
  mail.sender = "zone@example.com";
  mail.recipient = "desk@example.com";
  EXPECT_EQ(*shown_host(mail), "mail.example.com");
  for (const char* address :
       {"mail.example.com", "http://mail.example.com", "smtp://a@b", "smtp://h/path", "smtp://"}) {
    mail.address = address;
    EXPECT_FALSE(shown_host(mail)) << address;
  }
  Channel webhook;
  webhook.kind = ChannelKind::webhook;
  webhook.address = "https://example.com/hook";
  EXPECT_FALSE(shown_host(webhook)) << "without a secret nobody could check it";
}

TEST(PostTest, ThisMachineIsClosedUnlessItIsARelay) {
  const SystemClock clock;
  Channel webhook = robot();
  webhook.kind = ChannelKind::webhook;
  webhook.address = "http://127.0.0.1:9/x";
  const Told closed = make_post({}, clock)({webhook, "k", "t", "x", Instant{}});
  ASSERT_EQ(closed.problems.size(), 1u);
  EXPECT_EQ(closed.problems[0].code, "outgoing.forbidden_address");
  EXPECT_EQ(closed.fate, http::outgoing::Fate::never);
  const Told other_port = make_post({.relays = {"127.0.0.1:10"}}, clock)({webhook, "k", "t", "x", Instant{}});
  EXPECT_EQ(other_port.problems[0].code, "outgoing.forbidden_address");
  const Told open = make_post({.relays = {"127.0.0.1:9"}}, clock)({webhook, "k", "t", "x", Instant{}});
  EXPECT_EQ(open.problems[0].code, "outgoing.unreachable");
  EXPECT_EQ(open.fate, http::outgoing::Fate::later);
}

}  // namespace
}  // namespace zw::modules::notify
