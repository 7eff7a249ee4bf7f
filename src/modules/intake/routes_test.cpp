#include "modules/intake/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/clock.h"
#include "modules/intake/batch.h"
#include "modules/intake/testing.h"
#include "record/json.h"
#include "storage/testing.h"

namespace zw::modules::intake {
namespace {

using http::Method;
using http::Response;
using storage::Role;

class RoutesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    storage::Catalogue::set({&testing::enterprise(), &record::describe<Batch>(), &record::describe<Defect>(),
                             &record::describe<BatchChange>()});
    scope_.actor.roles = {Role::secretary};
  }
  void TearDown() override { storage::Catalogue::set({}); }

  /// Calls the declared handler as the router would, after its role check.
  Response call(Method method, std::string_view pattern,
                std::vector<std::pair<std::string, std::string>> query, std::string body) {
    http::Request request;
    request.method = method;
    request.query = std::move(query);
    request.body = std::move(body);
    request.params["id"] = "1";
    for (const http::Route& route : routes_) {
      if (route.method != method || route.path != pattern) continue;
      if (!scope_.actor.roles.meets(route.roles))
        return http::problem_response(403, "role.forbidden", {}, request);
      return route.handler({services_, request, scope_});
    }
    ADD_FAILURE() << pattern << " is not declared";
    return {};
  }
  record::Json json(const Response& response, int status) {
    EXPECT_EQ(response.status, status) << response.body;
    auto parsed = record::parse_json(response.body);
    EXPECT_TRUE(parsed.ok()) << response.body;
    return parsed.ok() ? parsed.value() : record::Json{};
  }
  Response upload() {
    const std::string csv = fmt::format(
        "企业名称,统一社会信用代码,联系电话,职工人数\n示例一公司,{},10000000001,12\n示例二公司,{},"
        "10000000002,约200人\n",
        testing::code(1), testing::code(2));
    return call(Method::post, "/api/intake/batches", {{"name", "台账.csv"}, {"target", "enterprise"}}, csv);
  }

  storage::testing::TestDatabase database_{storage::Backend::sqlite};
  FixedClock clock_{{1'592'092'800'000'000}};
  http::Services services_{
      .database = *database_, .clock = clock_, .data_dir = database_.folder().file("data")};
  storage::Scope scope_ = storage::testing::test_scope();
  http::Routes routes_ = intake_routes({testing::enterprise_target()});
};

TEST_F(RoutesTest, AnUploadIsPreviewedFixedImportedAndUndone) {
  const Response created = upload();
  EXPECT_EQ(created.header("Location"), "/api/intake/batches/1");
  EXPECT_EQ(json(created, 201).text_of("file_name"), "台账.csv");

  const auto preview = json(call(Method::get, "/api/intake/batches/{id}/preview", {}, ""), 200);
  EXPECT_EQ(preview.find("summary")->integer_of("ready"), 1);
  EXPECT_EQ(preview.find("summary")->integer_of("blocked"), 1);
  EXPECT_EQ(preview.find("sheets")->array()->front().find("columns")->array()->at(1).text_of("field"),
            "uscc");
  EXPECT_EQ(preview.find("rows")->array()->at(1).text_of("action"), "blocked");

  const auto defects =
      json(call(Method::get, "/api/intake/defects", {{"batch_id", "1"}, {"state", "open"}}, ""), 200);
  const record::Json& defect = defects.find("items")->array()->front();
  EXPECT_EQ(defect.text_of("cell"), "D3");
  EXPECT_EQ(defect.text_of("proposal"), "200");
  EXPECT_THAT(std::string(defect.text_of("message")), ::testing::HasSubstr("约200人"));

  EXPECT_EQ(json(call(Method::post, "/api/intake/batches/{id}/fixes", {}, R"({"accept":"all"})"), 200)
                .integer_of("ready"),
            2);
  EXPECT_EQ(json(call(Method::post, "/api/intake/batches/{id}/import", {}, ""), 200).integer_of("created"),
            2);
  EXPECT_EQ(json(call(Method::post, "/api/intake/batches/{id}/undo", {}, ""), 200).integer_of("removed"), 2);
}

TEST_F(RoutesTest, WorkbooksComeAsFiles) {
  upload();
  for (const Response& response :
       {call(Method::get, "/api/intake/batches/{id}/error_workbook", {}, ""),
        call(Method::get, "/api/intake/template", {{"target", "enterprise"}}, "")}) {
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.body.starts_with("PK"));
    EXPECT_THAT(std::string(response.header("Content-Disposition")),
                ::testing::StartsWith("attachment; filename*=UTF-8''"));
  }
}

TEST_F(RoutesTest, NonsenseIsRefusedWithEveryProblem) {
  EXPECT_EQ(call(Method::post, "/api/intake/batches", {{"target", "spaceship"}}, "a,b\n").status, 422);
  EXPECT_EQ(call(Method::get, "/api/intake/batches/{id}/preview", {}, "").status, 404);
  upload();
  const Response refused =
      call(Method::post, "/api/intake/batches/{id}/fixes", {}, R"({"accept":["x"],"edit":[{}],"jump":1})");
  EXPECT_EQ(json(refused, 422).find("problems")->array()->size(), 3u);
  EXPECT_EQ(call(Method::post, "/api/intake/batches/{id}/undo", {}, "").status, 409);
}

TEST_F(RoutesTest, ReadersSeeMaskedCellsAndChangeNothing) {
  upload();
  scope_.actor.roles = {Role::leader};
  EXPECT_EQ(call(Method::post, "/api/intake/batches/{id}/import", {}, "").status, 403);
  EXPECT_EQ(call(Method::get, "/api/intake/batches/{id}/error_workbook", {}, "").status, 403);
  const Response preview = call(Method::get, "/api/intake/batches/{id}/preview", {}, "");
  EXPECT_EQ(preview.status, 200);
  EXPECT_EQ(preview.body.find("10000000001"), std::string::npos);
}

}  // namespace
}  // namespace zw::modules::intake
