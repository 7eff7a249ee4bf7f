// Notices on their way out, on both databases: once for each channel, at the right time, whatever crashes.
#include "modules/notify/sending.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "modules/casework/testing.h"
#include "modules/notify/feed.h"
#include "modules/notify/gather.h"

namespace zw::modules::notify {
namespace {

using casework::Notice;
using casework::testing::at;
using casework::testing::china;
using casework::testing::Desk;
using casework::testing::Who;
using http::outgoing::Fate;
using storage::Backend;
using storage::Connection;
using storage::Database;
using storage::Records;
using storage::Scope;

class SendingTest : public storage::testing::OnBothDatabases {
 protected:
  SendingTest() : desk_(database()) {
    auto entities = casework::casework_module().entities;
    for (const auto* entity : notify_module().entities) entities.push_back(entity);
    entities.insert(entities.end(),
                    {&record::describe<registry::Enterprise>(), &record::describe<registry::Person>(),
                     &record::describe<registry::Organisation>(), &record::describe<registry::Officer>(),
                     &record::describe<registry::Duty>(), &record::describe<registry::CalendarDay>(),
                     &record::describe<registry::Team>(), &record::describe<registry::Post>(),
                     &record::describe<registry::Tenure>()});
    storage::Catalogue::set(entities);
  }

  Scope scope() { return desk_.scope(Who::program); }

  template <class Act>
  void within(Act act) {
    desk_.within(Who::program, act);
  }
  template <class T>
  std::vector<T> all() {
    std::vector<T> found;
    within([&](Records& records) { found = records.all<T>(); });
    return found;
  }
  template <class T>
  Id insert(const T& value) {
    Id id;
    within([&](Records& records) {
      const auto stored = records.insert(value);
      ASSERT_TRUE(stored.ok()) << stored.problems().front().code << stored.problems().front().field;
      id = *stored;
    });
    return id;
  }

  Id channel(std::string name, std::optional<Id> team = {}, std::string kinds = "", bool is_duty = false) {
    Channel channel;
    channel.name = std::move(name);
    channel.kind = ChannelKind::webhook;
    channel.team_id = team;
    channel.kinds = std::move(kinds);
    channel.per_minute = 600;
    channel.is_duty = is_duty;
    channel.is_on = true;
    channel.host = "example.com";
    channel.address = "https://example.com/x";
    channel.secret = "secret";
    return insert(channel);
  }

  /// A group the officer is in and the colleague is not.
  Id group(Id& post) {
    registry::Team team;
    team.name = "示例专班";
    team.starts_on = *parse_date("2020-02-10");
    const Id id = insert(team);
    registry::Post seat;
    seat.name = "组员";
    seat.team_id = id;
    post = insert(seat);
    registry::Tenure tenure;
    tenure.person_id = desk_.person(Who::officer);
    tenure.post_id = post;
    tenure.starts_on = *parse_date("2020-02-10");
    insert(tenure);
    return id;
  }

  Id watch(std::optional<Id> team, std::int64_t from, std::int64_t until, std::int64_t digest,
           std::optional<Id> duty_person = {}) {
    GroupWatch watch;
    watch.team_id = team;
    watch.quiet_from = from;
    watch.quiet_to = until;
    watch.digest_minutes = digest;
    watch.duty_person_id = duty_person;
    return insert(watch);
  }

  Id a_case() {
    const auto entered = desk_.enter(Who::secretary, desk_.simple_case());
    EXPECT_TRUE(entered.ok());
    return entered->id;
  }

  void notice(Id case_id, std::string kind, Who who = Who::officer) {
    within([&](Records& records) {
      Notice notice;
      notice.person_id = desk_.person(who);
      notice.case_id = case_id;
      notice.kind = std::move(kind);
      notice.text = "演示员甲 车间用电容量不足";
      notice.at = desk_.now;
      notice.leaves_at = plus_seconds(desk_.now, 10);
      records.append(record::describe<Notice>(), record::to_row(notice));
    });
  }

  void pass(std::int64_t seconds) { desk_.now = plus_seconds(desk_.now, seconds); }

  /// Gathers and sends all that is due now to a far side that answers so.
  std::vector<Letter> round(Fate fate = Fate::delivered, std::int64_t retry_after = 0) {
    std::vector<Letter> letters;
    gather_zone(database(), scope());
    const Post post = [&](const Letter& letter) {
      letters.push_back(letter);
      Told told{fate, "", {}, retry_after};
      if (fate != Fate::delivered) told.problems = {{"outgoing.put_off", "", {{"status", "503"}}}};
      return told;
    };
    int most = 20;
    send_zone(database(), scope(), post, rng_,
              {.now = [&] { return desk_.now; },
               .may_go_on =
                   [&] {
                     pass(1);
                     return --most > 0;
                   }});
    return letters;
  }

  Desk desk_;
  Rng rng_{42};
};
ZW_ON_BOTH_DATABASES(SendingTest);

TEST_P(SendingTest, ADigestTakesWhatComesWithinItsTimeAndNothingTwice) {
  channel("群");
  watch({}, 0, 0, 10);
  const Id one = a_case(), other = a_case();
  pass(60);
  round();
  pass(3600);
  round();
  notice(one, "dispatched");
  pass(60);
  EXPECT_TRUE(round().empty()) << "the digest still gathers";
  notice(other, "message");
  notice(other, "message", Who::colleague);
  pass(60);
  EXPECT_TRUE(round().empty());
  pass(600);
  const auto letters = round();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].title, "诉求提醒 2 条") << "the same words for two people are said once";
  pass(3600);
  EXPECT_TRUE(round().empty());
  for (const Notice& told : all<Notice>()) EXPECT_TRUE(told.sent_at.has_value()) << told.kind;
}

TEST_P(SendingTest, ALetterHoldsNoPersonAndNoWordOfTheCase) {
  channel("群");
  const Id id = a_case();
  notice(id, "turned_red");
  pass(3600);
  const auto letters = round();
  ASSERT_FALSE(letters.empty());
  std::string said;
  for (const Letter& letter : letters) said += letter.title + letter.text;
  EXPECT_NE(said.find(desk_.load(id).number), std::string::npos);
  for (const char* secret : {"演示", "联系人", "示例电子", "用电", "有限公司"})
    EXPECT_EQ(said.find(secret), std::string::npos) << secret << " in " << said;
}

TEST_P(SendingTest, AGroupsChannelTellsOfItsMembersOnly) {
  Id post;
  const Id team = group(post);
  channel("组群", team);
  const Id id = a_case();
  notice(id, "dispatched", Who::colleague);
  notice(id, "urged", Who::officer);
  pass(3600);
  round();
  pass(3600);
  const auto letters = round();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_NE(letters[0].text.find("催办"), std::string::npos);
  EXPECT_EQ(letters[0].text.find("交办"), std::string::npos);
}

TEST_P(SendingTest, WhatIsTakenBackInTimeNeverLeaves) {
  channel("群");
  watch({}, 0, 0, 0);
  const auto entered = desk_.enter(Who::secretary, desk_.simple_case());
  const std::string to_colleague = fmt::format(R"({{"person_id":{}}})", desk_.person(Who::colleague).value);
  ASSERT_TRUE(desk_.act(Who::secretary, entered->id, casework::Verb::dispatch, to_colleague).ok());
  pass(5);
  EXPECT_TRUE(round().empty());
  ASSERT_TRUE(desk_.take_back(Who::secretary, entered->id).ok());
  pass(3600);
  for (const Letter& letter : round()) EXPECT_EQ(letter.text.find("交办"), std::string::npos);
}

TEST_P(SendingTest, QuietHoursHoldAllButWhatIsUrgentWhichGoesToTheDutySeat) {
  Id post;
  const Id team = group(post);
  channel("组群", team);
  channel("值班", team, "", true);
  watch(team, 22 * 60, 7 * 60, 0, desk_.person(Who::expert));
  const Id id = a_case();
  pass(60);
  round();
  desk_.now = at("2020-06-15 23:00");
  notice(id, "dispatched");
  notice(id, "turned_red");
  pass(20);
  const auto letters = round();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].channel.name, "值班");
  EXPECT_EQ(letters[0].title, "紧急提醒 1 条");
  std::size_t told = 0;
  for (const Notice& one : all<Notice>())
    told += one.kind == "duty" && one.person_id == desk_.person(Who::expert) && one.case_id == id;
  EXPECT_EQ(told, 1u) << "the duty seat is told inside the product, once";
  EXPECT_TRUE(round().empty());
  desk_.now = at("2020-06-16 07:00");
  const auto morning = round();
  ASSERT_EQ(morning.size(), 1u);
  EXPECT_EQ(morning[0].channel.name, "组群");
  EXPECT_NE(morning[0].text.find("交办"), std::string::npos);
}

TEST_P(SendingTest, WithoutADutyChannelWhatIsUrgentWakesTheGroup) {
  channel("群");
  watch({}, 22 * 60, 7 * 60, 10);
  const Id id = a_case();
  pass(60);
  round();
  pass(3600);
  round();
  desk_.now = at("2020-06-15 23:00");
  notice(id, "turned_red");
  notice(id, "message");
  pass(20);
  const auto letters = round();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].text.find("留言"), std::string::npos);
}

TEST_P(SendingTest, TriesAgainWithTheSameLetterAndGivesUp) {
  const Id id = channel("群", {}, "urged");
  watch({}, 0, 0, 0);
  within([](Records& records) {
    records.connection().execute(
        "INSERT INTO account (zone_id, id, person_id, login, password_hash, password_changed_at, "
        "must_change_password, roles, enterprise_id, totp_confirmed, totp_last_step, is_disabled, "
        "created_at) "
        "VALUES (1, 2, 999, 'admin', '-', 0, 0, 'administrator', 0, 0, 0, 0, 0)");
    records.connection().execute(
        "UPDATE account SET person_id = (SELECT max(id) FROM person WHERE zone_id = "
        "1) WHERE zone_id = 1 AND id = 2");
  });
  const Id of_case = a_case();
  notice(of_case, "urged");
  pass(11);
  std::set<std::string> keys, texts;
  std::int64_t attempts = 0;
  for (int i = 0; i < 40; ++i, pass(6 * 3600))
    for (const Letter& letter : round(Fate::later)) {
      keys.insert(letter.key);
      texts.insert(letter.title + letter.text + std::to_string(letter.at.micros));
      ++attempts;
      // The case goes on meanwhile; what was begun stays as it is.
      within([&](Records& records) {
        records.connection().execute("UPDATE service_case SET light = 'red' WHERE zone_id = 1 AND id = $1",
                                     {of_case.value});
      });
    }
  EXPECT_EQ(attempts, Persistence{}.most_attempts);
  EXPECT_EQ(keys.size(), 1u);
  EXPECT_EQ(texts.size(), 1u);
  const auto deliveries = all<Delivery>();
  ASSERT_EQ(deliveries.size(), 1u);
  EXPECT_EQ(deliveries[0].state, DeliveryState::given_up);
  EXPECT_NE(deliveries[0].problems.find("outgoing.put_off"), std::string::npos);
  std::size_t told = 0;
  for (const Notice& one : all<Notice>()) told += one.kind == "delivery_given_up" && one.text == "群";
  EXPECT_EQ(told, 1u);
  notice(of_case, "urged");
  pass(20);
  round(Fate::never);
  told = 0;
  for (const Notice& one : all<Notice>()) told += one.kind == "delivery_given_up";
  EXPECT_EQ(told, 1u) << "one unread notice for a channel is enough";
  EXPECT_EQ(all<Delivery>().size(), 2u) << "a refusal is not repeated";
  EXPECT_EQ(all<Channel>()[0].id, id);
}

TEST_P(SendingTest, WaitsAsLongAsTheFarSideAsks) {
  channel("群");
  watch({}, 0, 0, 0);
  notice(a_case(), "urged");
  pass(11);
  ASSERT_FALSE(round(Fate::later, 3000).empty());
  pass(2900);
  EXPECT_TRUE(round().empty());
  pass(101);
  EXPECT_FALSE(round().empty());
}

TEST_P(SendingTest, FeedsHoldOwnOpenCasesAndEndWithTheirPerson) {
  ASSERT_TRUE(desk_.enter(Who::secretary, desk_.simple_case()).ok());
  Feed feed;
  feed.person_id = desk_.person(Who::secretary);
  feed.digest = "x";
  within([&](Records& records) {
    const auto entries = entries_of(records, feed);
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_TRUE(entries[0].at.has_value());
    EXPECT_EQ(calendar_text("x", entries, desk_.now).find("用电"), std::string::npos);
    EXPECT_TRUE(is_valid(records, feed));
    Feed strangers = feed;
    strangers.person_id = desk_.person(Who::officer);
    EXPECT_TRUE(entries_of(records, strangers).empty());
    records.connection().execute("UPDATE account SET is_disabled = 1 WHERE zone_id = 1 AND person_id = $1",
                                 {feed.person_id.value});
    EXPECT_FALSE(is_valid(records, feed));
  });
}

/// The program dying at any moment: what it had not committed is gone, what it had sent is sent.
struct Crash {};

class CrashRun {
 public:
  CrashRun(Database& database, Desk& desk, std::uint64_t seed)
      : database_(database), desk_(desk), rng_(seed) {}

  void live_through_a_round() {
    desk_.now = plus_seconds(desk_.now, rng_.between(1, 300));
    try {
      gather_all();
      while (send_one()) {
      }
    } catch (const Crash&) {
    }
  }
  void live_to_the_end() {
    dies_ = false;
    for (int i = 0; i < 200; ++i) {
      desk_.now = plus_seconds(desk_.now, 1800);
      gather_all();
      while (send_one()) {
      }
    }
  }

  std::map<std::string, std::set<std::string>> received;  ///< texts by key

 private:
  void may_crash() {
    if (dies_ && rng_.chance(15)) throw Crash{};
  }
  Scope scope() { return desk_.scope(Who::program); }

  void gather_all() {
    std::vector<Channel> channels;
    database_.write([&](Connection& connection) {
      const Scope acting = scope();
      channels = Records(connection, acting).all<Channel>();
    });
    for (const Channel& channel : channels)
      database_.write([&](Connection& connection) {
        const Scope acting = scope();
        Records records(connection, acting);
        gather(records, *records.find<Channel>(channel.id));
        may_crash();
      });
  }
  bool send_one() {
    std::optional<Id> due;
    std::optional<Letter> letter;
    const Scope acting = scope();
    database_.read([&](Connection& connection) { due = next_due(connection, acting); });
    if (!due) return false;
    database_.write([&](Connection& connection) {
      Records records(connection, acting);
      letter = begin_attempt(records, *due, rng_);
      may_crash();
    });
    if (!letter) return false;
    may_crash();
    const bool is_taken = !dies_ || rng_.chance(60);
    if (is_taken) received[letter->key].insert(letter->title + "\n" + letter->text);
    may_crash();
    const Told told = is_taken ? Told{Fate::delivered, "", {}, 0}
                               : Told{Fate::later, "", {{"outgoing.put_off", "", {}}}, 0};
    database_.write([&](Connection& connection) {
      Records records(connection, acting);
      end_attempt(records, *due, told, rng_);
      may_crash();
    });
    return true;
  }

  Database& database_;
  Desk& desk_;
  Rng rng_;
  bool dies_ = true;
};

TEST_P(SendingTest, NothingIsLostOrDoubledWhereverItCrashes) {
  channel("甲");
  channel("乙", {}, "urged,turned_red");
  within([](Records& records) {
    records.connection().execute(
        "INSERT INTO setting (zone_id, id, version, key, value, note) VALUES (1, 900, 1, "
        "'notify.most_attempts', '50', '')");
  });
  const Id id = a_case();
  const int runs = GetParam() == Backend::sqlite ? 8 : 2;
  Rng dice(5);
  for (int run = 0; run < runs; ++run) {
    CrashRun crashes(database(), desk_, static_cast<std::uint64_t>(run) + 1);
    constexpr std::array<const char*, 4> kKinds = {"urged", "message", "turned_red", "dispatched"};
    for (int i = 0; i < 12; ++i) {
      notice(id, dice.pick(kKinds), dice.chance(50) ? Who::officer : Who::colleague);
      crashes.live_through_a_round();
    }
    crashes.live_to_the_end();
    std::map<std::pair<std::int64_t, std::int64_t>, int> times;
    for (const DeliveryItem& item : all<DeliveryItem>())
      ++times[{item.channel_id.value, item.notice_id.value}];
    const auto channels = all<Channel>();
    for (const Notice& told : all<Notice>())
      for (const Channel& one : channels) {
        const bool is_wanted = one.kinds.empty() || one.kinds.find(told.kind) != std::string::npos;
        EXPECT_EQ((times[{one.id.value, told.id.value}]), is_wanted ? 1 : 0) << told.kind << one.name;
      }
    for (const Delivery& delivery : all<Delivery>()) {
      EXPECT_EQ(delivery.state, DeliveryState::sent);
      const auto texts = crashes.received.find(key_of({1}, delivery));
      if (delivery.opened_at < desk_.now && texts != crashes.received.end()) {
        EXPECT_EQ(texts->second.size(), 1u) << "every repetition says the same";
        EXPECT_EQ(*texts->second.begin(), delivery.title + "\n" + delivery.text);
        crashes.received.erase(texts);
      }
    }
    EXPECT_TRUE(crashes.received.empty()) << "nothing was sent that is not written down";
  }
}

}  // namespace
}  // namespace zw::modules::notify
