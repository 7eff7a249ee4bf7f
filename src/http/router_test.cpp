#include "http/router.h"

#include <gtest/gtest.h>

#include "http/messages.h"
#include "http/target.h"

namespace zw::http {
namespace {

Route route(Method method, std::string path) {
  Route made;
  made.method = method;
  made.path = std::move(path);
  made.without_login = true;
  made.handler = [](const Context&) { return Response::empty(); };
  return made;
}

Match find(const Router& router, Method method, std::string_view path) {
  return router.find(method, parse_target(path)->segments);
}

TEST(Router, PrefersWordsAndTurnsBackWhenTheyLeadNowhere) {
  const Router router({route(Method::get, "/api/plans/{id}"), route(Method::get, "/api/plans/latest"),
                       route(Method::post, "/api/plans/{plan}/adopt"),
                       route(Method::get, "/api/plans/latest/rows")});
  EXPECT_EQ(find(router, Method::get, "/api/plans/latest").route->path, "/api/plans/latest");
  const Match by_id = find(router, Method::get, "/api/plans/7");
  ASSERT_EQ(by_id.params.size(), 1u);
  EXPECT_EQ(by_id.params[0], (std::pair<std::string_view, std::string>{"id", "7"}));
  const Match adopted = find(router, Method::post, "/api/plans/latest/adopt");
  EXPECT_EQ(adopted.params[0], (std::pair<std::string_view, std::string>{"plan", "latest"}));
}

TEST(Router, TellsUnknownPathsFromUnknownMethods) {
  const Router router({route(Method::get, "/api/plans/{id}"), route(Method::del, "/api/plans/{id}")});
  EXPECT_TRUE(find(router, Method::get, "/api/plans").allowed.empty());
  EXPECT_TRUE(find(router, Method::get, "/api/plans/").allowed.empty());
  EXPECT_TRUE(find(router, Method::get, "/api/plans/7/").allowed.empty());
  const Match wrong = find(router, Method::put, "/api/plans/7");
  EXPECT_FALSE(wrong.route);
  EXPECT_EQ(allow_header(wrong.allowed), "GET, HEAD, DELETE, OPTIONS");
}

TEST(RouterDeathTest, ADeclarationIsMadeOnce) {
  EXPECT_DEATH(Router({route(Method::get, "/a/{x}"), route(Method::get, "/a/{y}")}), "declared once");
  Route closed = route(Method::get, "/a");
  closed.without_login = false;
  EXPECT_DEATH(Router({closed}), "who may call it");
}

TEST(Messages, FillInWordsInTheReadersLanguage) {
  constexpr Message kFurther[] = {
      {"duty.overloaded", "{officer}已有{count}户。", "{officer} has {count} firms."}};
  const Messages messages(kFurther);
  const std::vector<std::pair<std::string, std::string>> params{{"officer", "李明"}, {"count", "40"}};
  EXPECT_EQ(messages.translate("duty.overloaded", params, Language::zh), "李明已有40户。");
  EXPECT_EQ(messages.translate("duty.overloaded", params, Language::en), "李明 has 40 firms.");
  EXPECT_EQ(messages.translate("never.heard_of", {}, Language::en), "never.heard_of");
}

TEST(Messages, TheCookieDecidesBeforeTheBrowser) {
  const auto language = [](std::vector<std::pair<std::string, std::string>> headers) {
    Request request;
    request.headers = std::move(headers);
    return language_of(request);
  };
  EXPECT_EQ(language({}), Language::zh);
  EXPECT_EQ(language({{"accept-language", "en-GB,en;q=0.9,zh;q=0.8"}}), Language::en);
  EXPECT_EQ(language({{"accept-language", "zh-CN,zh;q=0.9,en;q=0.8"}}), Language::zh);
  EXPECT_EQ(language({{"cookie", "a=b; zw_language=zh"}, {"accept-language", "en"}}), Language::zh);
}

TEST(Messages, EveryOwnCodeHasBothLanguages) {
  for (const Message& message : own_messages()) {
    EXPECT_FALSE(message.zh.empty()) << message.code;
    EXPECT_FALSE(message.en.empty()) << message.code;
  }
}

}  // namespace
}  // namespace zw::http
