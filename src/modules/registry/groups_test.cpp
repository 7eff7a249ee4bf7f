// Groups end and posts change hands with nothing and nobody forgotten, and never before they began.
#include <gtest/gtest.h>

#include "modules/registry/groups.h"
#include "storage/testing.h"

namespace zw::modules::registry {
namespace {

using storage::Connection;
using storage::Records;

class GroupsTest : public storage::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    storage::Catalogue::set({&record::describe<Person>(), &record::describe<Organisation>(),
                             &record::describe<Team>(), &record::describe<Post>(),
                             &record::describe<Tenure>()});
  }
  template <class Act>
  void within(Act act) {
    database().write([&](Connection& connection) {
      Records records(connection, scope_);
      act(records);
    });
  }
  static Id add_person(Records& records, const char* name) {
    Person person;
    person.name = name;
    return *records.insert(person);
  }
  static Team add_team(Records& records, const char* name, std::optional<Id> parent) {
    Team team;
    team.name = name;
    team.parent_id = parent;
    return *records.find<Team>(*records.insert(team));
  }
  static Tenure add_tenure(Records& records, Id team, Id person) {
    Post post;
    post.name = "组长";
    post.team_id = team;
    Tenure tenure;
    tenure.post_id = *records.insert(post);
    tenure.person_id = person;
    tenure.starts_on = *parse_date("2020-03-01");
    return *records.find<Tenure>(*records.insert(tenure));
  }

  storage::Scope scope_ = storage::testing::test_scope();
};

TEST_P(GroupsTest, APostChangesHandsOnADay) {
  within([&](Records& records) {
    const Id first = add_person(records, "示例乙"), second = add_person(records, "示例丙");
    const Tenure tenure = add_tenure(records, add_team(records, "专班", {}).id, first);
    EXPECT_EQ(hand_over_post(records, tenure, first, *parse_date("2020-06-14"), "").problems().front().code,
              "tenure.same_person");
    const auto early = hand_over_post(records, tenure, second, *parse_date("2020-02-29"), "");
    ASSERT_FALSE(early.ok()) << "nobody leaves a post before taking it";
    EXPECT_EQ(early.problems().front().code, "tenure.too_early");
    const auto next = hand_over_post(records, tenure, second, *parse_date("2020-06-14"), "调离");
    ASSERT_TRUE(next.ok());
    EXPECT_EQ(records.find<Tenure>(*next)->starts_on, *records.find<Tenure>(tenure.id)->ends_on);
    const Tenure ended = *records.find<Tenure>(tenure.id);
    EXPECT_EQ(hand_over_post(records, ended, second, *parse_date("2020-06-15"), "").problems().front().code,
              "tenure.state");
  });
}

TEST_P(GroupsTest, DissolvingLeavesNobodyBehind) {
  within([&](Records& records) {
    const Team team = add_team(records, "前线指挥部", {}), part = add_team(records, "攻坚组", team.id),
               heir = add_team(records, "新指挥部", {});
    const Tenure tenure = add_tenure(records, team.id, add_person(records, "示例乙"));
    EXPECT_EQ(dissolve(records, team, {}).problems().front().code, "team.has_parts");
    EXPECT_EQ(dissolve(records, team, team.id).problems().front().code, "team.successor");
    const auto done = dissolve(records, team, heir.id);
    ASSERT_TRUE(done.ok());
    EXPECT_EQ(done->moved_posts, 1);
    EXPECT_EQ(done->moved_teams, 1);
    EXPECT_EQ(records.find<Team>(part.id)->parent_id, heir.id);
    EXPECT_EQ(records.find<Post>(tenure.post_id)->team_id, heir.id);
    EXPECT_FALSE(records.find<Tenure>(tenure.id)->ends_on) << "the holder keeps the post";
    EXPECT_EQ(dissolve(records, *records.find<Team>(team.id), {}).problems().front().code, "team.state");
    const auto last = dissolve(records, *records.find<Team>(heir.id), part.id);
    ASSERT_TRUE(last.ok());
    EXPECT_FALSE(records.find<Team>(part.id)->parent_id) << "a part that takes over is no part of itself";
  });
}

ZW_ON_BOTH_DATABASES(GroupsTest);

}  // namespace
}  // namespace zw::modules::registry
