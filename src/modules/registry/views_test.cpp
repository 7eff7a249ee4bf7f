// What people are shown is theirs to see and adds up: groups, a contact's day, saved views, lists named by
// their address.
#include <gtest/gtest.h>

#include "modules/registry/board.h"
#include "modules/registry/dossier.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/group_tree.h"
#include "modules/registry/law.h"
#include "modules/registry/listed.h"
#include "modules/registry/people.h"
#include "modules/registry/registry.h"
#include "modules/registry/today.h"
#include "storage/testing.h"

namespace zw::modules::registry {
namespace {

using record::Json;
using storage::Connection;
using storage::Records;
using storage::Role;

class ViewsTest : public storage::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    storage::Catalogue::set({&record::describe<Enterprise>(), &record::describe<Fact>(),
                             &record::describe<Person>(), &record::describe<Organisation>(),
                             &record::describe<Officer>(), &record::describe<DutyPlan>(),
                             &record::describe<Duty>(), &record::describe<SavedView>()});
    scope_.actor.roles = {Role::secretary};
    within([&](Records& records) {
      head_ = add_firm(records, "示例集团有限公司", {}, 100);
      daughter_ = add_firm(records, "示例光伏有限公司", head_, 20);
      other_ = add_firm(records, "示例五金有限公司", {}, 3);
    });
  }

  template <class Act>
  void within(Act act) {
    database().write([&](Connection& connection) {
      Records records(connection, scope_);
      act(records);
    });
  }
  Json json(const std::function<std::string(Records&)>& make) {
    std::string text;
    database().read([&](Connection& connection) {
      Records records(connection, scope_);
      text = make(records);
    });
    auto parsed = record::parse_json(text);
    EXPECT_TRUE(parsed.ok()) << text;
    return *parsed;
  }
  static Id add_firm(Records& records, const std::string& name, std::optional<Id> parent,
                     std::int64_t employees) {
    Enterprise firm;
    firm.name = name;
    firm.parent_id = parent;
    firm.employees = employees;
    firm.needs_residency = true;
    return *records.insert(firm);
  }
  Id add_officer(Records& records, const std::string& name) {
    Person person;
    person.name = name;
    Officer officer;
    officer.person_id = *records.insert(person);
    officer.station = "一号驻点";
    scope_.actor.person = officer.person_id;
    return *records.insert(officer);
  }
  ProjectBook book() const {
    return {.numbers =
                [this](Records&) {
                  return std::map<Id, std::int64_t>{{daughter_, 2}, {head_, 1}, {other_, 4}};
                },
            .append = [](record::JsonWriter& json, Records&,
                         Id) { json.begin_array().string("厂房").end_array(); }};
  }

  storage::Scope scope_ = storage::testing::test_scope();
  Id head_, daughter_, other_;
};

TEST_P(ViewsTest, GroupsAddUpWithTheirProjects) {
  const Json groups = json([&](Records& records) { return groups_json(records, book()); });
  const auto& roots = *groups.find("items")->array();
  ASSERT_EQ(roots.size(), 1u) << "a firm without kin is no group";
  EXPECT_EQ(roots[0].integer_of("entities"), 2);
  EXPECT_EQ(roots[0].integer_of("employees"), 120);
  EXPECT_EQ(roots[0].integer_of("projects"), 3);
  EXPECT_EQ((*roots[0].find("children")->array())[0].integer_of("projects"), 2);
}

TEST_P(ViewsTest, ADossierCountsTheProjectsOfItsBranch) {
  const auto projects_of = [&](Id firm) {
    const Json dossier = json([&](Records& records) {
      return dossier_json(enterprise_resource(), records, book(),
                          *records.find(record::describe<Enterprise>(), firm));
    });
    return dossier.find("group")->integer_of("projects");
  };
  EXPECT_EQ(projects_of(head_), 3);
  EXPECT_EQ(projects_of(daughter_), 2);
  EXPECT_EQ(projects_of(other_), 4) << "also a firm on its own has projects";
}

TEST_P(ViewsTest, AContactsDayIsTheirOwnFirm) {
  within([&](Records& records) {
    const Id officer = add_officer(records, "示例乙");
    ASSERT_TRUE(assign(records, {{ObjectKind::enterprise, daughter_}}, officer, "驻厂").ok());
  });
  scope_.actor.roles = {Role::contact};
  scope_.actor.enterprise = daughter_;
  const auto day = [&] {
    return json([&](Records& records) { return today_json(records, {enterprise_source()}, book(), {}); });
  };
  const Json today = day();
  EXPECT_EQ(today.text_of("persona"), "contact");
  for (const char* foreign : {"unassigned", "imported", "changed", "plans", "mine"})
    EXPECT_FALSE(today.find(foreign)) << foreign;
  const Json& firm = *today.find("firm");
  EXPECT_EQ(firm.integer_of("id"), daughter_.value);
  EXPECT_EQ(firm.text_of("name"), "示例光伏有限公司");
  EXPECT_EQ(firm.find("accountable")->text_of("name"), "示例乙");
  EXPECT_EQ(firm.find("accountable")->text_of("station"), "一号驻点");
  EXPECT_EQ(firm.find("accountable")->text_of("since"), "2020-06-14");
  EXPECT_EQ(firm.find("projects")->array()->size(), 1u);
  EXPECT_FALSE(firm.find("changed")->array()->empty());

  scope_.actor.enterprise = {};
  EXPECT_TRUE(day().find("firm")->is_null()) << "a contact of no firm sees none";
}

TEST_P(ViewsTest, AnOfficersDayNamesWhereTheyLiveIn) {
  const auto residency = [&] {
    const Json today =
        json([&](Records& records) { return today_json(records, {enterprise_source()}, book(), {}); });
    return *today.find("mine")->find("residency");
  };
  EXPECT_TRUE(residency().is_null());
  within([&](Records& records) {
    const Id officer = add_officer(records, "示例乙");
    ASSERT_TRUE(assign(records, {{ObjectKind::enterprise, other_}}, officer, "驻厂").ok());
  });
  EXPECT_EQ(residency().text_of("name"), "示例五金有限公司");
  EXPECT_EQ(residency().text_of("kind"), "enterprise");
  EXPECT_EQ(residency().integer_of("id"), other_.value);
}

TEST_P(ViewsTest, AListIsNamedByItsAddress) {
  within([&](Records& records) {
    const auto by_pinyin = listed_firms(records, "q=sljt&limit=1");
    ASSERT_TRUE(by_pinyin.ok());
    ASSERT_EQ(by_pinyin->size(), 1u);
    EXPECT_EQ(by_pinyin->front().id, head_);
    EXPECT_EQ(listed_firms(records, "sort=-name&limit=1")->size(), 3u)
        << "all that match, not a page of them";
    EXPECT_EQ(listed_firms(records, "nosuch=1").problems().front().code, "list.unknown_parameter");
    EXPECT_FALSE(listed_firms(records, "q=%zz").ok());
  });
  scope_.actor.roles = {Role::contact};
  scope_.actor.enterprise = other_;
  within([&](Records& records) {
    EXPECT_EQ(listed_firms(records, "")->size(), 1u) << "nobody names what they cannot see";
  });
}

TEST_P(ViewsTest, SavedViewsKnowTheirTotals) {
  std::vector<Id> views;
  within([&](Records& records) {
    Person colleague;
    colleague.name = "示例丙";
    add_officer(records, "示例乙");
    const Id somebody = *records.insert(colleague);
    const auto add = [&](const char* query, const char* entity, Id person, bool is_shared) {
      SavedView view;
      view.name = "视图";
      view.entity = entity;
      view.query = query;
      view.person_id = person;
      view.is_shared = is_shared;
      views.push_back(*records.insert(view));
    };
    add("q=%E5%85%89%E4%BC%8F", "enterprise", scope_.actor.person, false);
    add("", "enterprise", somebody, true);
    add("gone_field=1", "enterprise", scope_.actor.person, false);
    add("sort=gone_field", "enterprise", scope_.actor.person, false);
    add("", "gone_entity", scope_.actor.person, false);
    add("", "enterprise", somebody, false);
  });
  const Json counts = json([](Records& records) { return view_counts_json(resources(), records); });
  const auto& items = *counts.find("items")->array();
  ASSERT_EQ(items.size(), 5u) << "another person's own view is not mine to count";
  std::map<std::int64_t, const Json*> totals;
  for (const Json& item : items) totals[item.integer_of("id")] = item.find("total");
  EXPECT_EQ(*totals[views[0].value]->integer(), 1);
  EXPECT_EQ(*totals[views[1].value]->integer(), 3);
  for (int broken : {2, 3, 4}) EXPECT_TRUE(totals[views[static_cast<std::size_t>(broken)].value]->is_null());
}

ZW_ON_BOTH_DATABASES(ViewsTest);

}  // namespace
}  // namespace zw::modules::registry
