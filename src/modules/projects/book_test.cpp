// The registry is told of each firm's projects: how many, the phase in hand and the next node.
#include <gtest/gtest.h>

#include "modules/projects/module.h"
#include "modules/projects/projects.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/people.h"
#include "storage/testing.h"

namespace zw::modules::projects {
namespace {

using record::Json;
using registry::Enterprise;
using storage::Connection;
using storage::Records;

class BookTest : public storage::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    storage::Catalogue::set({&record::describe<Enterprise>(), &record::describe<registry::Organisation>(),
                             &record::describe<Programme>(), &record::describe<Project>(),
                             &record::describe<Phase>(), &record::describe<Node>()});
  }
  static Id add_firm(Records& records, const std::string& name) {
    Enterprise firm;
    firm.name = name;
    return *records.insert(firm);
  }
  static Id add_project(Records& records, const std::string& name, Id firm) {
    Project project;
    project.name = name;
    project.enterprise_id = firm;
    project.state = ProjectState::building;
    return *records.insert(project);
  }

  storage::Scope scope_ = storage::testing::test_scope();
};

TEST_P(BookTest, TellsTheStepInHandOfEachProject) {
  database().write([&](Connection& connection) {
    Records records(connection, scope_);
    const Id firm = add_firm(records, "示例光伏有限公司"), other = add_firm(records, "示例五金有限公司");
    const Id busy = add_project(records, "示例切片项目", firm);
    add_project(records, "示例仓库项目", firm);
    add_project(records, "示例五金项目", other);
    const auto add = [&](auto part, const char* name, int sequence, auto state) {
      part.project_id = busy;
      part.name = name;
      part.sequence = sequence;
      part.state = state;
      part.planned_on = parse_date("2020-07-01");
      ASSERT_TRUE(records.insert(part).ok());
    };
    add(Phase{}, "二期", 2, PhaseState::building);
    add(Phase{}, "一期", 1, PhaseState::producing);
    add(Node{}, "封顶", 2, NodeState::running);
    add(Node{}, "开工", 1, NodeState::done);

    const auto book = project_book();
    EXPECT_EQ(book.numbers(records), (std::map<Id, std::int64_t>{{firm, 2}, {other, 1}}));
    std::string text;
    record::JsonWriter json(text);
    book.append(json, records, firm);
    const auto parsed = record::parse_json(text);
    ASSERT_TRUE(parsed.ok()) << text;
    const auto& projects = *parsed->array();
    ASSERT_EQ(projects.size(), 2u);
    const Json& told = projects[0].text_of("name") == "示例切片项目" ? projects[0] : projects[1];
    const Json& bare = &told == &projects[0] ? projects[1] : projects[0];
    EXPECT_EQ(told.find("state")->find("label")->text_of("en"), "Building") << text;
    EXPECT_EQ(told.find("phase")->text_of("name"), "二期");
    EXPECT_EQ(told.find("next_node")->text_of("name"), "封顶");
    EXPECT_EQ(told.find("next_node")->text_of("planned_on"), "2020-07-01");
    EXPECT_TRUE(bare.find("phase")->is_null());
    EXPECT_TRUE(bare.find("next_node")->is_null());
  });
}

ZW_ON_BOTH_DATABASES(BookTest);

}  // namespace
}  // namespace zw::modules::projects
