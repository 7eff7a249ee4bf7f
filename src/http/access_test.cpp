#include "http/access.h"

#include <gtest/gtest.h>

#include "http/secrets.h"
#include "http/testing.h"
#include "http/totp.h"

namespace zw::http {
namespace {

using namespace testing;
using storage::Role;
using storage::Roles;

constexpr const char* kPassword = "unusual horse battery";
constexpr std::int64_t kHour = 3600;

Request with_cookie(const std::string& session) {
  Request request;
  request.headers = {{"cookie", "theme=dark; zw_session=" + session}};
  return request;
}
Request with_bearer(const std::string& token) {
  Request request;
  request.headers = {{"authorization", "Bearer " + token}};
  return request;
}

class AccessTest : public ::testing::TestWithParam<storage::Backend> {
 protected:
  AccessTest() {
    house.add_zone();
    house.add_account("Li.Ming", kPassword, {Role::officer, Role::leader});
    house.add_account("wang", kPassword, {Role::secretary});
  }
  SignInResult try_in(const std::string& login, const std::string& password,
                      const std::string& address = "192.0.2.1", const std::string& device = "",
                      const std::string& code = "") {
    return access.sign_in({login, password, code, device, address, "Firefox"});
  }
  SignedIn in(const std::string& login = "li.ming", const std::string& code = "") {
    return std::get<SignedIn>(try_in(login, kPassword, "192.0.2.1", "", code));
  }
  std::string code_of(const SignInResult& result) {
    const auto* no = std::get_if<Refused>(&result);
    return no ? no->problem.code : "";
  }
  void pass(std::int64_t seconds) { house.clock.set(plus_seconds(house.clock.now(), seconds)); }
  std::string totp_now(const std::string& secret) {
    return totp_code(*from_base32(secret), totp_step(house.clock.now()));
  }

  House house{kModern, GetParam()};
  Access& access = *house.access;
};
ZW_ON_BOTH_DATABASES(AccessTest);

/// A house in which nobody lives yet.
class EmptyHouseTest : public ::testing::TestWithParam<storage::Backend> {};
ZW_ON_BOTH_DATABASES(EmptyHouseTest);

TEST_P(AccessTest, ASessionSpeaksForItsPerson) {
  const auto who = access.identify(with_cookie(in().session));
  ASSERT_TRUE(who);
  EXPECT_EQ(who->actor.name, "Li.Ming");
  EXPECT_TRUE(who->actor.roles.has(Role::leader));
  EXPECT_FALSE(who->actor.roles.has(Role::administrator));
  EXPECT_TRUE(who->by_cookie);
  EXPECT_FALSE(access.identify(with_cookie("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")));
  EXPECT_FALSE(access.identify(with_bearer(in().session))) << "a session is no token";
}

TEST_P(AccessTest, SessionsEndIdleAndAbsolutely) {
  const std::string session = in().session;
  for (int i = 0; i < 7 * 24 - 1; ++i) {
    pass(kHour);
    const auto who = access.identify(with_cookie(session));
    ASSERT_TRUE(who) << i;
    access.touch(*who);
  }
  pass(kHour);
  EXPECT_FALSE(access.identify(with_cookie(session))) << "seven days, however busy";
  const std::string quiet = in().session;
  pass(8 * kHour - 1);
  EXPECT_TRUE(access.identify(with_cookie(quiet)));
  pass(1);
  EXPECT_FALSE(access.identify(with_cookie(quiet)));
}

TEST_P(AccessTest, RevokedSessionsAreGoneAtOnce) {
  const SignedIn here = in(), there = in();
  const Identity who = *access.identify(with_cookie(here.session));
  EXPECT_TRUE(access.identify(with_cookie(there.session)));
  const auto devices = access.devices(who);
  ASSERT_EQ(devices.size(), 2u);
  EXPECT_NE(devices[0].is_current, devices[1].is_current);
  const Identity other = *access.identify(with_cookie(in("wang").session));
  const std::string id = devices[0].is_current ? devices[1].id : devices[0].id;
  EXPECT_FALSE(access.revoke(other, id)) << "another person's session";
  EXPECT_TRUE(access.revoke(who, id));
  EXPECT_FALSE(access.identify(with_cookie(there.session)));
  EXPECT_TRUE(access.identify(with_cookie(here.session)));
  access.sign_out(who);
  EXPECT_FALSE(access.identify(with_cookie(here.session)));
}

TEST_P(AccessTest, UnknownLoginsAnswerLikeKnownOnes) {
  for (int i = 0; i < 8; ++i) {
    const auto known = try_in("li.ming", "wrong"), unknown = try_in("nobody", "wrong", "192.0.2.2");
    const auto &a = std::get<Refused>(known), &b = std::get<Refused>(unknown);
    EXPECT_EQ(a.status, b.status);
    EXPECT_EQ(a.problem, b.problem);
    EXPECT_EQ(a.wait_seconds, b.wait_seconds);
  }
}

TEST_P(AccessTest, GuessingIsSlowedDownForTheGuesserOnly) {
  const SignedIn before = in();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(code_of(try_in(i % 2 ? "LI.MING" : "li.ming", "guess")), "session.wrong_credentials");
  EXPECT_EQ(code_of(try_in("li.ming", kPassword)), "session.too_many_attempts");
  EXPECT_EQ(code_of(try_in("wang", kPassword)), "") << "another account from the same address";
  EXPECT_EQ(code_of(try_in("li.ming", kPassword, "198.51.100.9")), "") << "the owner elsewhere";
  EXPECT_EQ(code_of(try_in("li.ming", kPassword, "192.0.2.1", before.device)), "")
      << "the owner's own browser";
  pass(2);
  EXPECT_EQ(code_of(try_in("li.ming", "guess")), "session.wrong_credentials");
  pass(2);
  EXPECT_EQ(code_of(try_in("li.ming", kPassword)), "session.too_many_attempts") << "the wait doubles";
  pass(2);
  EXPECT_EQ(code_of(try_in("li.ming", kPassword)), "");
  EXPECT_EQ(code_of(try_in("li.ming", "guess")), "session.wrong_credentials") << "a success starts afresh";
}

TEST_P(AccessTest, AnAddressHasABudgetOverAllAccounts) {
  int tried = 0;
  while (tried < 200 && code_of(try_in("user" + std::to_string(tried), "guess", "2001:db8::1")) ==
                            "session.wrong_credentials")
    ++tried;
  EXPECT_EQ(tried, 100);
  EXPECT_EQ(code_of(try_in("wang", kPassword, "2001:db8::2")), "session.too_many_attempts")
      << "the same household";
  EXPECT_EQ(code_of(try_in("wang", kPassword, "2001:db8:1::2")), "");
}

TEST_P(AccessTest, ANewPasswordEndsOldSessions) {
  const SignedIn here = in(), there = in();
  const Identity who = *access.identify(with_cookie(here.session));
  EXPECT_EQ(code_of(access.change_password(who, "wrong", "another strange thing", {})), "password.wrong");
  EXPECT_EQ(code_of(access.change_password(who, kPassword, "short", {})), "password.too_short");
  const auto changed = access.change_password(who, kPassword, "another strange thing", {});
  EXPECT_FALSE(access.identify(with_cookie(here.session)));
  EXPECT_FALSE(access.identify(with_cookie(there.session)));
  EXPECT_TRUE(access.identify(with_cookie(std::get<SignedIn>(changed).session)));
  EXPECT_EQ(code_of(try_in("li.ming", kPassword)), "session.wrong_credentials");
}

TEST_P(AccessTest, ABadNewPasswordIsToldAllItsProblems) {
  const Identity who = *access.identify(with_cookie(in().session));
  const auto result = access.change_password(who, kPassword, "li.ming", {});
  const auto& no = std::get<Refused>(result);
  std::string codes = no.problem.code;
  for (const Problem& problem : no.further) codes += " " + problem.code;
  EXPECT_EQ(codes, "password.too_short password.contains_login");
}

TEST_P(AccessTest, TellsWhenSessionsMayHaveEndedAndWhichAreStillOpen) {
  int told = 0;
  access.when_forgetting([&] { ++told; });
  const SignedIn here = in(), there = in();
  const Identity who = *access.identify(with_cookie(here.session)),
                 other = *access.identify(with_cookie(there.session));
  const Identity program = *access.identify(
      with_bearer(create_token(*house.database, house.clock, ZoneId{1}, Id{2}, {Role::auditor}, 30)));
  EXPECT_TRUE(access.is_open(who) && access.is_open(other) && access.is_open(program));
  EXPECT_EQ(told, 0);
  access.revoke_others(who);
  EXPECT_EQ(told, 1);
  EXPECT_FALSE(access.is_open(other));
  EXPECT_TRUE(access.is_open(who) && access.is_open(program));
  pass(8 * kHour);
  EXPECT_FALSE(access.is_open(who)) << "idle";
  EXPECT_TRUE(access.is_open(program));
}

TEST_P(AccessTest, AuthenticatorCodesAreNeededOnceEnrolledAndWorkOnce) {
  const Identity who = *access.identify(with_cookie(in().session));
  EXPECT_FALSE(access.start_totp(who, "wrong").ok());
  const auto enrolment = access.start_totp(who, kPassword);
  ASSERT_TRUE(enrolment.ok());
  EXPECT_TRUE(enrolment->uri.starts_with("otpauth://totp/Zonewright:li.ming?secret=" + enrolment->secret));
  EXPECT_EQ(code_of(try_in("li.ming", kPassword)), "") << "not yet confirmed";
  EXPECT_FALSE(access.confirm_totp(who, "000000").ok());
  const auto recovery = access.confirm_totp(who, totp_now(enrolment->secret));
  ASSERT_TRUE(recovery.ok());
  EXPECT_EQ(code_of(try_in("li.ming", kPassword)), "session.totp_required");
  EXPECT_EQ(code_of(try_in("li.ming", kPassword, "192.0.2.1", "", totp_now(enrolment->secret))),
            "session.totp_wrong")
      << "the code that confirmed is used up";
  pass(30);
  const std::string code = totp_now(enrolment->secret);
  EXPECT_EQ(code_of(try_in("li.ming", kPassword, "192.0.2.1", "", code)), "");
  EXPECT_EQ(code_of(try_in("li.ming", kPassword, "192.0.2.1", "", code)), "session.totp_wrong");
  EXPECT_EQ(code_of(try_in("li.ming", kPassword, "192.0.2.1", "", recovery->front())), "");
  EXPECT_EQ(code_of(try_in("li.ming", kPassword, "192.0.2.1", "", recovery->front())), "session.totp_wrong");
  EXPECT_TRUE(access.end_totp(who, kPassword).ok());
  EXPECT_EQ(code_of(try_in("li.ming", kPassword)), "");
}

TEST_P(AccessTest, CodesCannotBeGuessedBetweenHalfSignIns) {
  const Identity who = *access.identify(with_cookie(in().session));
  const auto enrolment = access.start_totp(who, kPassword);
  ASSERT_TRUE(access.confirm_totp(who, totp_now(enrolment->secret)).ok());
  int guesses = 0;
  while (guesses < 50) {
    if (code_of(try_in("li.ming", kPassword)) != "session.totp_required") break;
    if (code_of(try_in("li.ming", kPassword, "192.0.2.1", "", "123456")) != "session.totp_wrong") break;
    ++guesses;
  }
  EXPECT_LE(guesses, 5);
}

TEST_P(AccessTest, TokensSpeakForProgramsUntilTheyExpire) {
  const std::string token = create_token(*house.database, house.clock, ZoneId{1}, Id{2}, {Role::auditor}, 30);
  const auto who = access.identify(with_bearer(token));
  ASSERT_TRUE(who);
  EXPECT_EQ(who->actor.name, "wang");
  EXPECT_TRUE(who->actor.roles.has(Role::auditor));
  EXPECT_FALSE(who->by_cookie);
  EXPECT_FALSE(access.identify(with_cookie(token))) << "a token is no session";
  EXPECT_FALSE(access.identify(with_bearer("2" + token.substr(1)))) << "another zone";
  pass(30 * 24 * kHour);
  EXPECT_FALSE(access.identify(with_bearer(token)));
}

TEST_P(AccessTest, ThePersonaIsWhoHasThatRoleAlone) {
  const auto leader = access.sign_in_as(ZoneId{1}, Role::leader, "");
  ASSERT_TRUE(leader);
  EXPECT_EQ(access.identify(with_cookie(leader->session))->actor.name, "Li.Ming");
  EXPECT_FALSE(access.sign_in_as(ZoneId{1}, Role::administrator, ""));
}

TEST_P(EmptyHouseTest, TheFirstAdministratorComesByAOneTimeLink) {
  House house(kModern, GetParam());
  EXPECT_TRUE(house.access->needs_setup());
  SetupForm form{create_setup_link(*house.database, house.clock), "东区", "陈主任", "chen", kPassword};
  const auto incomplete = house.access->set_up({form.token, "", "", "a", "short"}, "r", "");
  ASSERT_FALSE(incomplete.ok());
  EXPECT_EQ(incomplete.problems().size(), 4u) << "all problems at once";
  const auto done = house.access->set_up(form, "r", "");
  ASSERT_TRUE(done.ok());
  const auto who = house.access->identify(with_cookie(done->session));
  EXPECT_EQ(who->actor.name, "陈主任");
  EXPECT_TRUE(who->actor.roles.has(Role::administrator));
  EXPECT_EQ(house.access->zone_name(who->zone), "东区");
  EXPECT_FALSE(house.access->needs_setup());
  form.login = "chen2";
  EXPECT_EQ(house.access->set_up(form, "r", "").problems()[0].code, "setup.link_invalid") << "used";
  form.token = create_setup_link(*house.database, house.clock);
  house.clock.set(plus_seconds(house.clock.now(), 24 * kHour));
  EXPECT_EQ(house.access->set_up(form, "r", "").problems()[0].code, "setup.link_invalid") << "too old";
}

TEST_P(EmptyHouseTest, Mlps3PasswordsGrowOldAndAreNotUsedAgain) {
  House house(kMlps3, GetParam());
  house.add_zone();
  house.add_account("zhao", "Spring-2020", {Role::officer});
  const auto sign_in = [&](const std::string& password) {
    return std::get<SignedIn>(house.access->sign_in({"zhao", password, "", "", "192.0.2.1", ""}));
  };
  EXPECT_FALSE(house.access->identify(with_cookie(sign_in("Spring-2020").session))->must_change_password);
  house.clock.set(plus_seconds(house.clock.now(), 90 * 24 * kHour + 1));
  Identity who = *house.access->identify(with_cookie(sign_in("Spring-2020").session));
  EXPECT_TRUE(who.must_change_password);
  const auto change = [&](const std::string& from, const std::string& to) {
    house.clock.set(plus_seconds(house.clock.now(), 60));
    const auto result = house.access->change_password(who, from, to, {});
    const auto* no = std::get_if<Refused>(&result);
    if (no) return no->problem.code;
    who = *house.access->identify(with_cookie(std::get<SignedIn>(result).session));
    return std::string();
  };
  EXPECT_EQ(change("Spring-2020", "Spring-2020"), "password.used_before");
  EXPECT_EQ(change("Spring-2020", "alllowercase"), "password.too_few_classes");
  std::string current = "Spring-2020";
  for (const std::string next : {"Summer-2020", "Autumn-2020", "Winter-2020", "Spring-2021"}) {
    EXPECT_EQ(change(current, next), "");
    EXPECT_FALSE(who.must_change_password);
    current = next;
  }
  EXPECT_EQ(change(current, "Spring-2020"), "password.used_before");
  EXPECT_EQ(change(current, "Summer-2021"), "");
  EXPECT_EQ(change("Summer-2021", "Spring-2020"), "") << "five later";
}

TEST(Passwords, AreLongAndUncommon) {
  const auto codes = [](const AccessProfile& profile, std::string_view password) {
    std::string list;
    for (const Problem& problem : check_password(profile, password, "li.ming", "password"))
      list += problem.code + " ";
    return list;
  };
  EXPECT_EQ(codes(kModern, "unusual horse battery"), "");
  EXPECT_EQ(codes(kModern, "一只奇怪的绿色长颈鹿在跑步"), "");
  EXPECT_EQ(codes(kModern, "Tr0ub4dor&3"), "password.too_short ");
  EXPECT_EQ(codes(kModern, "WoAiNi1314520"), "password.too_common ");
  EXPECT_EQ(codes(kModern, "aaaaaaaaaaaaaa"), "password.too_common ");
  EXPECT_EQ(codes(kModern, "abcdefghijklmn"), "password.too_common ");
  EXPECT_EQ(codes(kModern, "my li.ming password"), "password.contains_login ");
  EXPECT_EQ(codes(kMlps3, "Ab1-cd2e"), "");
  EXPECT_EQ(codes(kMlps3, "abcdzfgh1"), "password.too_few_classes ");
}

/// RFC 6238, appendix B, the SHA-1 rows.
TEST(Totp, MatchesTheTestVectors) {
  const std::string secret = "12345678901234567890";
  const auto code = [&](std::int64_t seconds) {
    return totp_code(secret, totp_step(plus_seconds({}, seconds)), 8);
  };
  EXPECT_EQ(code(59), "94287082");
  EXPECT_EQ(code(1111111109), "07081804");
  EXPECT_EQ(code(1111111111), "14050471");
  EXPECT_EQ(code(1234567890), "89005924");
  EXPECT_EQ(code(2000000000), "69279037");
  EXPECT_EQ(code(20000000000), "65353130");
}

TEST(Totp, AcceptsNeighboursButNothingTwice) {
  const std::string secret = "12345678901234567890";
  const Instant now = plus_seconds({}, 3000);
  const std::int64_t step = totp_step(now);
  for (const std::int64_t near : {-1, 0, 1})
    EXPECT_EQ(match_totp(secret, totp_code(secret, step + near), now, 0), step + near);
  for (const std::int64_t far : {-2, 2})
    EXPECT_FALSE(match_totp(secret, totp_code(secret, step + far), now, 0));
  EXPECT_FALSE(match_totp(secret, totp_code(secret, step), now, step));
  EXPECT_FALSE(match_totp(secret, "", now, 0));
}

TEST(Secrets, Base32GoesBothWays) {
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(*from_base32("mzxw 6ytboi"), "foobar");
  EXPECT_FALSE(from_base32("1"));
  EXPECT_EQ(zone_of_token(make_token(ZoneId{7}))->value, 7);
  EXPECT_FALSE(zone_of_token("7.short"));
}

}  // namespace
}  // namespace zw::http
