// Counters, audit chain, outbox and idempotency: what every change writes beside itself.
#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "storage/audit.h"
#include "storage/check.h"
#include "storage/counter.h"
#include "storage/idempotency.h"
#include "storage/outbox.h"
#include "storage/testing.h"

namespace zw::storage {
namespace {

using testing::test_scope;

class LedgerTest : public testing::OnBothDatabases {
 protected:
  void change(std::int64_t zone = 1, std::string_view action = "updated") {
    database().write([&](Connection& c) {
      append_audit(c, test_scope(zone), {action, "enterprise", {5}, 2, R"({"name":["旧","新"]})"});
      publish(c, test_scope(zone), "enterprise.updated", "enterprise", {5});
    });
  }
  void tamper(const std::string& sql) {
    database().write([&](Connection& c) { EXPECT_GE(c.execute(sql), 1); });
  }
  AuditVerdict verdict(std::int64_t zone = 1) {
    AuditVerdict answer;
    database().read([&](Connection& c) { answer = verify_audit(c, {zone}); });
    return answer;
  }
  void expect_fault(AuditFault fault, std::int64_t seq) {
    const AuditVerdict answer = verdict();
    EXPECT_EQ(answer.fault, fault);
    EXPECT_EQ(answer.broken_seq, seq);
    EXPECT_EQ(answer.rows, seq - 1);
  }
};
ZW_ON_BOTH_DATABASES(LedgerTest);

TEST_P(LedgerTest, NumbersCountUpForEachKindAndZone) {
  database().write([](Connection& c) {
    EXPECT_EQ(next_id(c, {1}, "a").value, 1);
    EXPECT_EQ(next_id(c, {1}, "a").value, 2);
    EXPECT_EQ(next_id(c, {1}, "b").value, 1);
    EXPECT_EQ(next_id(c, {2}, "a").value, 1);
  });
  EXPECT_THROW(database().write([](Connection& c) {
    next_id(c, {1}, "a");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  database().write(
      [](Connection& c) { EXPECT_EQ(next_id(c, {1}, "a").value, 3) << "what was undone leaves no gap"; });
}

TEST_P(LedgerTest, NoNumberIsGivenTwiceAndNoneIsLeftOut) {
  constexpr int kThreads = 6, kEach = 20;
  std::mutex mutex;
  std::set<std::int64_t> seen;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        std::int64_t id = 0;
        database().write([&](Connection& c) { id = next_id(c, {1}, "thing").value; });
        std::lock_guard lock(mutex);
        EXPECT_TRUE(seen.insert(id).second) << id;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(*seen.begin(), 1);
  EXPECT_EQ(*seen.rbegin(), kThreads * kEach);
}

// Two kinds taken in opposite orders would wait for each other in a circle if the zone were not held.
TEST_P(LedgerTest, WritersOfSeveralKindsDoNotWaitInACircle) {
  std::atomic<int> runs{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 15; ++i)
        database().write([&](Connection& c) {
          ++runs;
          next_id(c, {1}, t % 2 ? "a" : "b");
          append_audit(c, test_scope(), {"created", "a", {1}, 1, "{}"});
          next_id(c, {1}, t % 2 ? "b" : "a");
        });
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(runs, 60) << "none had to be run again";
}

TEST_P(LedgerTest, AnUntouchedChainIsSound) {
  EXPECT_FALSE(verdict().fault) << "an empty chain";
  for (int i = 0; i < 5; ++i) change();
  change(2);
  EXPECT_EQ(verdict().rows, 5);
  EXPECT_FALSE(verdict().fault);
  EXPECT_EQ(verdict(2).rows, 1);
}

TEST_P(LedgerTest, AThousandChangesInOneTransactionMakeOneChain) {
  const auto change_often = [](Connection& c) {
    for (int i = 0; i < 1'000; ++i) {
      append_audit(c, test_scope(), {"updated", "enterprise", {5}, 2, "[]"});
      publish(c, test_scope(), "enterprise.updated", "enterprise", {5});
    }
  };
  database().write(change_often);
  EXPECT_THROW(database().write([&](Connection& c) {
    change_often(c);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  change();
  const AuditVerdict answer = verdict();
  EXPECT_FALSE(answer.fault);
  EXPECT_EQ(answer.rows, 1'001);
  database().read([](Connection& c) { EXPECT_EQ(last_event(c, {1}), 1'001); });
}

TEST_P(LedgerTest, RefusedWorksAmongOthersLeaveNoGapAnywhere) {
  struct Refused {};
  constexpr int kThreads = 8, kEach = 30;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) try {
          database().write([&](Connection& c) {
            // Some works are so large that part of their rows is written at once.
            for (int row = 0; row < (i % 10 == 0 ? 70 : 1); ++row) {
              const Id id = next_id(c, {1}, "thing");
              append_audit(c, test_scope(), {"created", "thing", id, 1, "[]"});
              publish(c, test_scope(), "thing.created", "thing", id);
            }
            if ((i + t) % 3 == 0) throw Refused{};
          });
        } catch (const Refused&) {
        }
    });
  for (auto& thread : threads) thread.join();
  const AuditVerdict answer = verdict();
  EXPECT_FALSE(answer.fault);
  EXPECT_GT(answer.rows, kThreads * kEach / 3);
  database().read([&](Connection& c) {
    const auto events = events_after(c, {1}, 0, 100'000);
    ASSERT_EQ(static_cast<std::int64_t>(events.size()), answer.rows);
    EXPECT_EQ(last_event(c, {1}), answer.rows);
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(events[i].seq, static_cast<std::int64_t>(i) + 1);
      EXPECT_EQ(events[i].id.value, events[i].seq) << "numbers, chain and outbox grow in one order";
    }
  });
  database().write([&](Connection& c) { EXPECT_EQ(next_id(c, {1}, "thing").value, answer.rows + 1); });
}

TEST_P(LedgerTest, EveryKindOfTamperingIsFoundAtItsRow) {
  for (int i = 0; i < 5; ++i) change();
  const std::string columns[] = {"at = at + 1",    "actor_id = 8",       "actor_name = '李强'",
                                 "request = 'r2'", "action = 'deleted'", "entity = 'other'",
                                 "entity_id = 6",  "version = 3",        "difference = '{}'"};
  for (const std::string& column : columns) {
    const std::string name = column.substr(0, column.find(' '));
    tamper("CREATE TABLE kept AS SELECT * FROM audit WHERE zone_id = 1 AND seq = 3");
    tamper("UPDATE audit SET " + column + " WHERE zone_id = 1 AND seq = 3");
    expect_fault(AuditFault::altered, 3);
    tamper("UPDATE audit SET " + name + " = (SELECT " + name + " FROM kept) WHERE zone_id = 1 AND seq = 3");
    EXPECT_FALSE(verdict().fault) << name;
    database().write([](Connection& c) { c.run_script("DROP TABLE kept"); });
  }
}

TEST_P(LedgerTest, MissingRowsAreFound) {
  for (int i = 0; i < 5; ++i) change();
  tamper("DELETE FROM audit WHERE zone_id = 1 AND seq = 2");
  expect_fault(AuditFault::gap, 2);
}

TEST_P(LedgerTest, ACutOffEndIsFound) {
  for (int i = 0; i < 5; ++i) change();
  tamper("DELETE FROM audit WHERE zone_id = 1 AND seq >= 4");
  expect_fault(AuditFault::cut_off, 4);
}

TEST_P(LedgerTest, ARowWithARecomputedHashBreaksTheNextOne) {
  for (int i = 0; i < 3; ++i) change();
  tamper(
      "UPDATE audit SET hash = (SELECT hash FROM audit WHERE zone_id = 1 AND seq = 1) WHERE zone_id = 1 AND "
      "seq = 2");
  expect_fault(AuditFault::altered, 2);
  tamper("UPDATE audit SET previous_hash = '' WHERE zone_id = 1 AND seq = 2");
  expect_fault(AuditFault::unlinked, 2);
}

TEST_P(LedgerTest, ChangesAtOnceStillMakeOneChainAndOneOrderOfEvents) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) change();
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(verdict().rows, 40);
  EXPECT_FALSE(verdict().fault);
  database().read([](Connection& c) {
    EXPECT_EQ(last_event(c, {1}), 40);
    EXPECT_EQ(events_after(c, {1}, 0, 100).size(), 40u);
  });
}

TEST_P(LedgerTest, EventsAreReadAfterASeqAndForgottenBeforeAMoment) {
  for (int i = 0; i < 3; ++i) change();
  database().read([](Connection& c) {
    EXPECT_EQ(last_event(c, {9}), 0);
    const auto events = events_after(c, {1}, 1, 10);
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].seq, 2);
    EXPECT_EQ(events[0].topic, "enterprise.updated");
    EXPECT_EQ(events[0].id.value, 5);
    EXPECT_EQ(events[0].at, test_scope().now);
    EXPECT_EQ(events_after(c, {1}, 0, 1).size(), 1u);
  });
  database().write([](Connection& c) {
    EXPECT_EQ(forget_events(c, {1}, test_scope().now), 0);
    EXPECT_EQ(forget_events(c, {1}, plus_seconds(test_scope().now, 1)), 3);
  });
  change();
  database().read([](Connection& c) {
    EXPECT_EQ(events_after(c, {1}, 3, 10).at(0).seq, 4) << "numbers are never used again";
  });
}

TEST_P(LedgerTest, ARepeatedRequestIsAnsweredAgain) {
  database().write([](Connection& c) {
    auto first = recall(c, test_scope(), "key", "body");
    ASSERT_TRUE(first.ok());
    EXPECT_FALSE(first->has_value());
    remember(c, test_scope(), "key", "body", {201, R"({"id":1})"});
  });
  database().write([](Connection& c) {
    auto again = recall(c, test_scope(), "key", "body");
    ASSERT_TRUE(again.ok() && again->has_value());
    EXPECT_EQ((*again)->status, 201);
    EXPECT_EQ((*again)->body, R"({"id":1})");
    EXPECT_EQ(recall(c, test_scope(), "key", "another body").problems().at(0).code, "idempotency.reused");
    EXPECT_FALSE(recall(c, test_scope(), "other key", "body")->has_value());
    EXPECT_FALSE(recall(c, test_scope(2), "key", "body")->has_value()) << "another zone";
    Scope stranger = test_scope();
    stranger.actor.person = {8};
    EXPECT_FALSE(recall(c, stranger, "key", "body")->has_value()) << "another person";
    Scope tomorrow = test_scope();
    tomorrow.now = plus_seconds(tomorrow.now, kIdempotencySeconds + 1);
    EXPECT_FALSE(recall(c, tomorrow, "key", "body")->has_value()) << "a day later";
    remember(c, tomorrow, "key", "body", {200, ""});
  });
}

TEST_P(LedgerTest, EqualRequestsAtTheSameMomentAreDoneOnce) {
  std::atomic<int> done{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      database().write([&](Connection& c) {
        if (recall(c, test_scope(), "key", "body")->has_value()) return;
        ++done;
        remember(c, test_scope(), "key", "body", {201, ""});
      });
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, 1);
}

TEST_P(LedgerTest, CheckNamesBrokenChainsAndInvariants) {
  for (int i = 0; i < 3; ++i) change();
  change(2);
  const Invariant invariants[] = {
      {"test.no_fives", "SELECT zone_id, seq FROM audit WHERE entity_id = 5 AND zone_id = 2"},
      {"test.no_sixes", "SELECT zone_id, seq FROM audit WHERE entity_id = 6"}};
  EXPECT_TRUE(check_database(database()).problems.empty());
  EXPECT_EQ(check_database(database()).audit_rows, 4);
  tamper("UPDATE audit SET version = 9 WHERE zone_id = 1 AND seq = 2");
  const Problems problems = check_database(database(), invariants).problems;
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0],
            (Problem{"check.audit", "", {{"zone", "1"}, {"seq", "2"}, {"reason", "a row was changed"}}}));
  EXPECT_EQ(problems[1], (Problem{"check.invariant", "test.no_fives", {{"zone", "2"}, {"row", "1"}}}));
}

}  // namespace
}  // namespace zw::storage
