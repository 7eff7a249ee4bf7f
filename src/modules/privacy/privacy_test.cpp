// Values revealed for a reason, terms that run out, persons taken out of the data.
#include <gtest/gtest.h>

#include <set>

#include "modules/casework/testing.h"
#include "modules/privacy/about.h"
#include "modules/privacy/erasure.h"
#include "modules/privacy/module.h"
#include "modules/privacy/retention.h"
#include "modules/privacy/reveal.h"
#include "storage/outbox.h"

namespace zw::modules::privacy {
namespace {

using casework::testing::codes;
using record::describe;
using registry::Person;
using storage::Connection;
using storage::Records;

const FileHolders& files() {
  static const FileHolders holders = {{.entity = &describe<casework::File>()}};
  return holders;
}

class PrivacyTest : public storage::testing::OnBothDatabases {
 protected:
  template <class Act>
  auto within(Act&& act) {
    using Answer = decltype(act(std::declval<Records&>()));
    std::optional<std::conditional_t<std::is_void_v<Answer>, int, Answer>> answer;
    database().write([&](Connection& connection) {
      Records records(connection, scope_);
      if constexpr (std::is_void_v<Answer>)
        act(records), answer = 0;
      else
        answer.emplace(act(records));
    });
    return *std::move(answer);
  }
  void SetUp() override {
    storage::Catalogue::set({&describe<registry::Enterprise>(), &describe<Person>(),
                             &describe<registry::Officer>(), &describe<registry::Duty>(),
                             &describe<registry::Tenure>(), &describe<casework::Case>(),
                             &describe<casework::File>(), &describe<casework::Feedback>(),
                             &describe<Reveal>(), &describe<RetentionRule>(), &describe<LegalHold>()});
    within([&](Records& records) {
      Person made;
      made.name = "金丝雀";
      made.mobile = "10000009911";
      person_ = records.insert(made).value();
      registry::Enterprise firm;
      firm.name = "示例工厂";
      firm.contact_name = "金丝雀";
      firm.contact_phone = "10000009911";
      firm_ = records.insert(firm).value();
    });
  }
  Id say(std::string body, std::int64_t at) {
    return within([&](Records& records) {
      casework::Feedback said;
      said.body = std::move(body);
      said.at = Instant{at};
      return records.append(describe<casework::Feedback>(), record::to_row(said));
    });
  }
  static RetentionRule rule() {
    RetentionRule rule;
    rule.code = rule.name = rule.citation = "示例";
    rule.entity = "feedback";
    rule.after_field = "at";
    rule.term_days = 30;
    rule.effective_from = *parse_date("2020-01-01");
    return rule;
  }
  Result<ErasureReport> erase() {
    return within([&](Records& records) {
      const auto subject = subject_by_person(records, person_);
      return erase_subject(records, GetParam(), *subject, files(),
                           storage::Blobs(test_.folder().file("blobs")));
    });
  }

  storage::Scope scope_ = storage::testing::test_scope();
  Id person_, firm_;
};
ZW_ON_BOTH_DATABASES(PrivacyTest);

TEST_P(PrivacyTest, AValueIsShownForAReasonAndThatIsKept) {
  scope_.actor.person = person_;
  const http::Resource people{&describe<Person>(), {}};
  const auto ask = [&](Question question) {
    return within([&](Records& records) {
      return reveal(people, records, *records.find(describe<Person>(), person_), question);
    });
  };
  EXPECT_EQ(codes(ask({"mobile", "contact_now", " "})), "field.required");
  EXPECT_EQ(codes(ask({"name", "why", ""})), "privacy.not_masked, field.choice, field.required");
  const auto shown = ask({"mobile", "contact_now", "回电"});
  ASSERT_TRUE(shown.ok());
  EXPECT_NE(shown->find(R"("value":"10000009911")"), std::string::npos);
  const auto kept = within([](Records& records) { return records.all<Reveal>(); });
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].subject_id, person_);
  EXPECT_EQ(kept[0].note, "回电");
  const std::string about = within([](Records& records) { return about_actor(records); });
  EXPECT_NE(about.find("回电"), std::string::npos);
  EXPECT_NE(about.find("10000009911"), std::string::npos);
}

TEST_P(PrivacyTest, NobodyRevealsWithoutEnd) {
  scope_.actor.person = person_;
  const http::Resource people{&describe<Person>(), {}};
  const auto ask = [&] {
    return within([&](Records& records) {
      return reveal(people, records, *records.find(describe<Person>(), person_), {"mobile", "other", "x"});
    });
  };
  for (std::int64_t i = 0; i < kRevealsPerHour; ++i) EXPECT_TRUE(ask().ok());
  EXPECT_EQ(codes(ask()), "privacy.too_many_attempts");
  scope_.now = plus_seconds(scope_.now, 3601);
  EXPECT_TRUE(ask().ok());
}

TEST_P(PrivacyTest, AnErasedPersonIsInNoRowAndTheTrailHolds) {
  say("金丝雀 10000009911 说", scope_.now.micros);
  const auto report = erase();
  ASSERT_TRUE(report.ok());
  EXPECT_GT(report->audit_rows, 0);
  database().read([&](Connection& connection) {
    for (const auto& table : storage::text_columns(connection, GetParam()))
      for (const std::string& column : table.columns) {
        const auto row = connection.query(
            fmt::format(
                "SELECT count(*) FROM {0} WHERE zone_id = $1 AND (replace({1}, '金丝雀', '') <> {1} OR "
                "replace({1}, '10000009911', '') <> {1} OR replace({1}, 'jinsique', '') <> {1} OR "
                "replace({1}, '100****9911', '') <> {1})",
                table.table, column),
            {std::int64_t{1}});
        row->step();
        EXPECT_EQ(row->integer(0), 0) << table.table << "." << column;
      }
    EXPECT_FALSE(storage::verify_audit(connection, {1}).fault);
  });
}

TEST_P(PrivacyTest, ListsInMemoryAreToldOfWhatWasErased) {
  ASSERT_TRUE(erase().ok());
  database().read([&](Connection& connection) {
    std::set<std::pair<std::string, std::int64_t>> told;
    for (const auto& event : storage::events_after(connection, {1}, 0, 100))
      if (event.topic.ends_with(".erased")) told.emplace(event.entity, event.id.value);
    EXPECT_TRUE(told.contains({"enterprise", firm_.value}));
    EXPECT_TRUE(told.contains({"person", person_.value}));
  });
}

TEST_P(PrivacyTest, ASharedNameIsTakenOutOnlyWhereItIsSure) {
  Id other = within([](Records& records) {
    Person same;
    same.name = "金丝雀";
    return records.insert(same).value();
  });
  say("金丝雀来过", scope_.now.micros);
  ASSERT_TRUE(erase().ok());
  within([&](Records& records) {
    EXPECT_EQ(records.find<Person>(other)->name, "金丝雀");
    EXPECT_EQ(records.find<Person>(person_)->name, kErased);
    EXPECT_EQ(records.find<registry::Enterprise>(firm_)->contact_name, kErased)
        << "the telephone says who it is";
    EXPECT_EQ(records.all<casework::Feedback>()[0].body, "金丝雀来过");
  });
}

TEST_P(PrivacyTest, WhoStillHoldsAPostIsNotErased) {
  within([&](Records& records) {
    records.connection().execute(
        "INSERT INTO post (zone_id, id, version, name, is_lead, search_key) VALUES (1, 1, 1, 'x', 0, 'x')");
    registry::Tenure tenure;
    tenure.person_id = person_;
    tenure.post_id = Id{1};
    tenure.starts_on = *parse_date("2020-01-01");
    records.append(describe<registry::Tenure>(), record::to_row(tenure));
  });
  EXPECT_EQ(codes(erase()), "privacy.open_duties");
}

TEST_P(PrivacyTest, TermsRunOutAndHoldsSpare) {
  const Id old = say("旧话", 0), held = say("留言", 0), fresh = say("新话", scope_.now.micros);
  within([&](Records& records) {
    LegalHold hold;
    hold.entity = "feedback";
    hold.record_id = held.value;
    hold.reason = "复议";
    EXPECT_TRUE(records.insert(hold).ok());
    const Due due = due_of(records, rule(), 10);
    EXPECT_EQ(due.ids, std::vector<Id>{old});
    EXPECT_EQ(due.spared, 1);
    EXPECT_TRUE(records.insert(rule()).ok());
  });
  EXPECT_EQ(apply_retention(database(), scope_, files(), test_.folder().file("data")).total(), 1);
  EXPECT_EQ(apply_retention(database(), scope_, files(), test_.folder().file("data")).total(), 0);
  within([&](Records& records) {
    EXPECT_EQ(records.find<casework::Feedback>(old)->body, kErased);
    EXPECT_EQ(records.find<casework::Feedback>(held)->body, "留言");
    EXPECT_EQ(records.find<casework::Feedback>(fresh)->body, "新话");
    EXPECT_FALSE(storage::verify_audit(records.connection(), {1}).fault);
  });
}

TEST_P(PrivacyTest, BytesStayAsLongAsAnotherRecordKeepsThem) {
  const auto attach = [&](Instant at) {
    return within([&](Records& records) {
      casework::Case closed;
      closed.title = "示例";
      closed.number = to_string(at);
      closed.owner_id = person_;
      closed.closed_at = Instant{0};
      casework::File file;
      file.case_id = records.append(describe<casework::Case>(), record::to_row(closed));
      file.name = "x.pdf";
      file.digest = "d1";
      file.at = at;
      return records.append(describe<casework::File>(), record::to_row(file));
    });
  };
  const Id old = attach(Instant{0}), fresh = attach(scope_.now);
  RetentionRule wanted = rule();
  wanted.entity = "case_file";
  wanted.act = RetentionAct::delete_files;
  const auto apply = [&] {
    std::vector<std::string> removed;
    within([&](Records& records) { apply_rule(records, wanted, files(), 10, removed); });
    return removed;
  };
  EXPECT_TRUE(apply().empty());
  within([&](Records& records) {
    EXPECT_EQ(records.find<casework::File>(old)->digest, kErasedDigest);
    EXPECT_EQ(records.find<casework::File>(fresh)->digest, "d1");
  });
  scope_.now = plus_seconds(scope_.now, 40 * 24 * 3600);
  EXPECT_EQ(apply(), std::vector<std::string>{"d1"});
}

TEST_P(PrivacyTest, RulesNameWhatThereIs) {
  RetentionRule wrong = rule();
  EXPECT_EQ(codes(check_rule(wrong, files())), "ok");
  wrong.entity = "nothing";
  EXPECT_EQ(codes(check_rule(wrong, files())), "retention.unknown_entity");
  wrong.entity = "officer";
  wrong.act = RetentionAct::delete_files;
  EXPECT_EQ(codes(check_rule(wrong, files())), "retention.unknown_field, retention.no_files");
  wrong.entity = "case_file";
  wrong.after_field = "case_id.closed_at";
  EXPECT_EQ(codes(check_rule(wrong, files())), "ok");
}

}  // namespace
}  // namespace zw::modules::privacy
