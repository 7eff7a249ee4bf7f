// The shipped terms name what there is, and say on what they are founded.
#include "app/retention.h"

#include <gtest/gtest.h>

#include <set>

#include "app/app.h"
#include "modules/privacy/retention.h"

namespace zw::app {
namespace {

TEST(RetentionTest, ShippedRulesFitTheDescriptions) {
  describe_world(all_modules());
  std::set<std::string> codes;
  for (const auto& rule : shipped_retention(*parse_date("2020-02-01"))) {
    EXPECT_TRUE(modules::privacy::check_rule(rule, file_holders()).ok()) << rule.code;
    EXPECT_FALSE(rule.citation.empty() || rule.name.empty() || rule.name_en.empty()) << rule.code;
    EXPECT_TRUE(codes.insert(rule.code).second) << rule.code;
  }
  EXPECT_GE(codes.size(), 7u);
}

}  // namespace
}  // namespace zw::app
