// Accounts: passwords, authenticators, devices, and how the first of them comes to be.
#include <fmt/format.h>

#include <algorithm>

#include "http/access.h"
#include "http/roles.h"
#include "http/secrets.h"
#include "http/totp.h"
#include "storage/audit.h"
#include "storage/counter.h"
#include "storage/digest.h"

namespace zw::http {
namespace {

using storage::Connection;

constexpr std::string_view kAccountColumns =
    "SELECT zone_id, id, person_id, login, password_hash, password_changed_at, must_change_password, "
    "is_disabled, "
    "roles, enterprise_id, totp_secret, totp_confirmed, totp_last_step FROM account ";
constexpr int kRecoveryCodes = 10;
constexpr std::int64_t kSetupSeconds = 24 * 3600;

Account account_from(storage::Cursor& row) {
  Account account;
  account.id = {row.integer(1)};
  account.person = {row.integer(2)};
  account.login = row.text(3);
  account.password_hash = row.text(4);
  account.password_changed_at = {row.integer(5)};
  account.must_change_password = row.integer(6) != 0;
  account.is_disabled = row.integer(7) != 0;
  account.roles = split_roles(row.text(8));
  account.enterprise = {row.integer(9)};
  if (!row.is_null(10)) account.totp_secret = from_base32(row.text(10)).value_or("");
  account.totp_confirmed = row.integer(11) != 0;
  account.totp_last_step = row.integer(12);
  return account;
}

bool is_good_login(std::string_view login) {
  const auto characters = std::count_if(
      login.begin(), login.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  const bool is_clean = std::all_of(login.begin(), login.end(),
                                    [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
  return characters >= 3 && characters <= 64 && is_clean && is_utf8(login);
}

bool is_taken(Connection& connection, const std::string& login) {
  return connection.query("SELECT 1 FROM login WHERE login = $1", {login})->step();
}

std::string current_digest(const Identity& identity) {
  return identity.session.substr(identity.session.find(' ') + 1);
}

/// Sixteen of a digest's digits name a session well enough among a person's own.
std::string device_id(std::string_view digest) { return std::string(digest.substr(0, 16)); }

std::string plain_code(std::string_view code) {
  std::string out = plain_login(code);
  std::erase_if(out, [](char c) { return c == ' ' || c == '-'; });
  return out;
}

/// Ten letters of an alphabet without look-alikes: 50 bits.
std::string make_recovery_code() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string code;
  for (int i = 0; i < 10; ++i) {
    if (i == 5) code.push_back('-');
    code.push_back(kLetters[random_below(static_cast<unsigned>(kLetters.size()))]);
  }
  return code;
}

}  // namespace

std::string plain_login(std::string_view login) {
  std::string out(login);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

bool Access::is_outdated(const Account& account, Instant now) const {
  if (account.must_change_password) return true;
  const std::int64_t days = settings_.profile.days_valid;
  return days > 0 && now.micros - account.password_changed_at.micros > days * kMicrosPerDay;
}

std::optional<Account> Access::find_account(Connection& connection, ZoneId zone, Id person) {
  auto row = connection.query(std::string(kAccountColumns) + "WHERE zone_id = $1 AND person_id = $2",
                              {zone.value, person.value});
  if (!row->step()) return std::nullopt;
  return account_from(*row);
}

std::optional<Account> Access::find_account(Connection& connection, const std::string& login, ZoneId& zone) {
  auto place =
      connection.query("SELECT zone_id, account_id FROM login WHERE login = $1", {plain_login(login)});
  if (!place->step()) return std::nullopt;
  zone = {place->integer(0)};
  auto row = connection.query(std::string(kAccountColumns) + "WHERE zone_id = $1 AND id = $2",
                              {zone.value, place->integer(1)});
  if (!row->step()) return std::nullopt;
  return account_from(*row);
}

Account Access::account_of(const Identity& identity) {
  std::optional<Account> account;
  database_.read([&](Connection& connection) {
    account = find_account(connection, identity.zone, identity.actor.person);
  });
  // Tokens may speak for persons without an account; an account without id has no password that fits.
  return account.value_or(Account{});
}

std::optional<Refused> Access::check_second_factor(ZoneId zone, const Account& account,
                                                   const std::string& code) {
  if (code.empty()) return Refused{401, {"session.totp_required", "totp", {}}};
  const auto step = match_totp(account.totp_secret, plain_code(code), clock_.now(), account.totp_last_step);
  bool is_right = false;
  if (step) {
    // Two requests with the same code at the same time: one of them wins.
    database_.write([&](Connection& connection) {
      is_right =
          connection.execute(
              "UPDATE account SET totp_last_step = $1 WHERE zone_id = $2 AND id = $3 AND totp_last_step < $4",
              {*step, zone.value, account.id.value, *step}) == 1;
    });
  } else {
    is_right = use_recovery_code(zone, account, code);
  }
  if (is_right) return std::nullopt;
  return Refused{401, {"session.totp_wrong", "totp", {}}};
}

bool Access::use_recovery_code(ZoneId zone, const Account& account, const std::string& code) {
  bool is_right = false;
  database_.write([&](Connection& connection) {
    is_right =
        connection.execute("DELETE FROM recovery_code WHERE zone_id = $1 AND account_id = $2 AND digest = $3",
                           {zone.value, account.id.value, storage::digest(plain_code(code))}) == 1;
  });
  return is_right;
}

Result<Nothing> Access::check_password_of(const Account& account, const std::string& password) {
  const auto is_right = hasher_.verify(password, account.password_hash);
  if (!is_right) return Problem{"session.busy", "", {}};
  if (!*is_right) return Problem{"password.wrong", "current", {}};
  return Nothing{};
}

Problems Access::check_new_password(ZoneId zone, const Account& account, const std::string& next) {
  Problems problems = check_password(settings_.profile, next, account.login, "password");
  std::vector<std::string> earlier{account.password_hash};
  database_.read([&](Connection& connection) {
    earlier.resize(1);
    auto row = connection.query(
        "SELECT password_hash FROM password_history WHERE zone_id = $1 AND account_id = $2 ORDER BY "
        "changed_at DESC",
        {zone.value, account.id.value});
    while (static_cast<int>(earlier.size()) < settings_.profile.remembered && row->step())
      earlier.emplace_back(row->text(0));
  });
  if (settings_.profile.remembered == 0 || !problems.empty()) return problems;
  const bool is_old = std::any_of(earlier.begin(), earlier.end(), [&](const std::string& hash) {
    return hasher_.verify(next, hash).value_or(false);
  });
  if (is_old)
    problems.push_back(
        {"password.used_before", "password", {{"count", fmt::format("{}", settings_.profile.remembered)}}});
  return problems;
}

SignInResult Access::change_password(const Identity& identity, const std::string& current,
                                     const std::string& next, const SignIn& browser) {
  const Account account = account_of(identity);
  const Attempt attempt{account.login, browser.address, known_device(identity.zone, account, browser.device)};
  if (const std::int64_t wait = attempts_.begin(attempt, clock_.now()); wait > 0)
    return Refused{429, {"session.too_many_attempts", "", {{"seconds", fmt::format("{}", wait)}}}, wait};
  if (const auto right = check_password_of(account, current); !right)
    return Refused{right.problems()[0].code == "session.busy" ? 503 : 422, right.problems()[0]};
  attempts_.succeeded(attempt);
  if (const Problems problems = check_new_password(identity.zone, account, next); !problems.empty())
    return Refused{422, problems[0], 0, {problems.begin() + 1, problems.end()}};
  const auto hash = hasher_.hash(next);
  if (!hash) return Refused{503, {"session.busy", "", {}}};
  SignedIn in;
  database_.write([&](Connection& connection) {
    const std::int64_t zone = identity.zone.value, id = account.id.value, now = clock_.now().micros;
    connection.execute(
        "INSERT INTO password_history (zone_id, account_id, changed_at, password_hash) VALUES ($1, $2, $3, "
        "$4)",
        {zone, id, now, account.password_hash});
    connection.execute(
        "UPDATE account SET password_hash = $1, password_changed_at = $2, must_change_password = 0 "
        "WHERE zone_id = $3 AND id = $4",
        {*hash, now, zone, id});
    connection.execute("DELETE FROM session WHERE zone_id = $1 AND account_id = $2", {zone, id});
    connection.execute("DELETE FROM known_device WHERE zone_id = $1 AND account_id = $2", {zone, id});
    in = open_session(connection, identity.zone, account, browser.agent, "");
    storage::append_audit(connection, {identity.zone, identity.actor, clock_.now(), ""},
                          {"password_changed", "account", account.id, 0, "{}"});
  });
  forget();
  return in;
}

bool Access::has_totp(const Identity& identity) { return account_of(identity).totp_confirmed; }

Result<Enrolment> Access::start_totp(const Identity& identity, const std::string& password) {
  const Account account = account_of(identity);
  if (account.totp_confirmed) return Problem{"totp.already_enrolled", "", {}};
  if (const auto right = check_password_of(account, password); !right) return right.problems();
  const std::string secret = base32(random_bytes(20));
  database_.write([&](Connection& connection) {
    connection.execute(
        "UPDATE account SET totp_secret = $1, totp_confirmed = 0, totp_last_step = 0 WHERE zone_id = $2 AND "
        "id = $3",
        {secret, identity.zone.value, account.id.value});
  });
  return Enrolment{secret, otpauth_uri(secret, account.login, settings_.issuer)};
}

Result<std::vector<std::string>> Access::confirm_totp(const Identity& identity, const std::string& code) {
  const Account account = account_of(identity);
  if (account.totp_confirmed) return Problem{"totp.already_enrolled", "", {}};
  if (account.totp_secret.empty()) return Problem{"totp.not_started", "", {}};
  const auto step = match_totp(account.totp_secret, plain_code(code), clock_.now(), account.totp_last_step);
  if (!step) return Problem{"session.totp_wrong", "code", {}};
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) codes.push_back(make_recovery_code());
  database_.write([&](Connection& connection) {
    const std::int64_t zone = identity.zone.value, id = account.id.value;
    connection.execute(
        "UPDATE account SET totp_confirmed = 1, totp_last_step = $1 WHERE zone_id = $2 AND id = $3",
        {*step, zone, id});
    connection.execute("DELETE FROM recovery_code WHERE zone_id = $1 AND account_id = $2", {zone, id});
    for (const std::string& recovery : codes)
      connection.execute("INSERT INTO recovery_code (zone_id, account_id, digest) VALUES ($1, $2, $3)",
                         {zone, id, storage::digest(plain_code(recovery))});
    storage::append_audit(connection, {identity.zone, identity.actor, clock_.now(), ""},
                          {"totp_enrolled", "account", account.id, 0, "{}"});
  });
  return codes;
}

Outcome Access::end_totp(const Identity& identity, const std::string& password) {
  const Account account = account_of(identity);
  if (!account.totp_confirmed) return Problem{"totp.not_enrolled", "", {}};
  if (const auto right = check_password_of(account, password); !right) return right.problems();
  database_.write([&](Connection& connection) {
    const std::int64_t zone = identity.zone.value, id = account.id.value;
    connection.execute(
        "UPDATE account SET totp_secret = NULL, totp_confirmed = 0 WHERE zone_id = $1 AND id = $2",
        {zone, id});
    connection.execute("DELETE FROM recovery_code WHERE zone_id = $1 AND account_id = $2", {zone, id});
    storage::append_audit(connection, {identity.zone, identity.actor, clock_.now(), ""},
                          {"totp_ended", "account", account.id, 0, "{}"});
  });
  return Nothing{};
}

std::vector<Device> Access::devices(const Identity& identity) {
  const Account account = account_of(identity);
  std::vector<Device> found;
  database_.read([&](Connection& connection) {
    found.clear();
    auto row = connection.query(
        "SELECT digest, agent, created_at, seen_at FROM session WHERE zone_id = $1 AND account_id = $2 "
        "AND expires_at > $3 AND seen_at > $4 ORDER BY seen_at DESC",
        {identity.zone.value, account.id.value, clock_.now().micros,
         plus_seconds(clock_.now(), -settings_.idle_seconds).micros});
    while (row->step())
      found.push_back({device_id(row->text(0)),
                       std::string(row->text(1)),
                       {row->integer(2)},
                       {row->integer(3)},
                       row->text(0) == current_digest(identity)});
  });
  return found;
}

bool Access::revoke(const Identity& identity, std::string_view id) {
  const Account account = account_of(identity);
  std::int64_t ended = 0;
  database_.write([&](Connection& connection) {
    ended = connection.execute(
        "DELETE FROM session WHERE zone_id = $1 AND account_id = $2 AND SUBSTR(digest, 1, 16) = $3",
        {identity.zone.value, account.id.value, std::string(id)});
  });
  forget();
  return ended > 0;
}

void Access::revoke_others(const Identity& identity) {
  const Account account = account_of(identity);
  database_.write([&](Connection& connection) {
    connection.execute("DELETE FROM session WHERE zone_id = $1 AND account_id = $2 AND digest <> $3",
                       {identity.zone.value, account.id.value, current_digest(identity)});
  });
  forget();
}

Result<Id> Access::create_account(Connection& connection, const storage::Scope& scope,
                                  const AccountDraft& draft) {
  if (!is_good_login(draft.login)) return Problem{"login.invalid", "login", {}};
  const std::string login = plain_login(draft.login);
  if (is_taken(connection, login)) return Problem{"login.taken", "login", {}};
  const Id id = storage::next_id(connection, scope.zone, "account");
  connection.execute(
      "INSERT INTO account (zone_id, id, person_id, login, password_hash, password_changed_at, "
      "must_change_password, "
      "roles, enterprise_id, totp_confirmed, totp_last_step, is_disabled, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, $10)",
      {scope.zone.value, id.value, draft.person.value, login, draft.password_hash, scope.now.micros,
       std::int64_t{draft.must_change_password}, join(draft.roles), draft.enterprise.value,
       scope.now.micros});
  connection.execute("INSERT INTO login (login, zone_id, account_id) VALUES ($1, $2, $3)",
                     {login, scope.zone.value, id.value});
  storage::append_audit(connection, scope,
                        {"created", "account", id, 1, fmt::format(R"({{"roles":"{}"}})", join(draft.roles))});
  return id;
}

std::string Access::zone_name(ZoneId zone) {
  std::string name;
  database_.read([&](Connection& connection) {
    auto row = connection.query("SELECT name FROM zone WHERE zone_id = $1", {zone.value});
    if (row->step()) name = row->text(0);
  });
  return name;
}

bool Access::needs_setup() {
  bool has_zone = false;
  database_.read([&](Connection& connection) {
    has_zone = connection.query("SELECT 1 FROM zone WHERE zone_id > 0 LIMIT 1")->step();
  });
  return !has_zone;
}

Result<SignedIn> Access::set_up(const SetupForm& form, const std::string& request, const std::string& agent) {
  Problems problems = check_password(settings_.profile, form.password, form.login, "password");
  if (form.zone_name.empty()) problems.push_back({"field.required", "zone_name", {}});
  if (form.name.empty()) problems.push_back({"field.required", "name", {}});
  if (!is_good_login(form.login)) problems.push_back({"login.invalid", "login", {}});
  if (!problems.empty()) return problems;
  const auto hash = hasher_.hash(form.password);
  if (!hash) return Problem{"session.busy", "", {}};
  std::optional<SignedIn> in;
  database_.write([&](Connection& connection) {
    in.reset();
    problems.clear();
    connection.hold(ZoneId{0});
    const Instant now = clock_.now();
    if (is_taken(connection, plain_login(form.login)))
      return problems.push_back({"login.taken", "login", {}});
    const std::int64_t used = connection.execute(
        "UPDATE setup_link SET used_at = $1 WHERE zone_id = 0 AND digest = $2 AND used_at IS NULL AND "
        "expires_at > $3",
        {now.micros, storage::digest(form.token), now.micros});
    if (used != 1) return problems.push_back({"setup.link_invalid", "token", {}});
    const ZoneId zone{storage::next_id(connection, ZoneId{0}, "zone").value};
    connection.execute("INSERT INTO zone (zone_id, code, name, created_at) VALUES ($1, $2, $3, $4)",
                       {zone.value, fmt::format("zone-{}", zone.value), form.zone_name, now.micros});
    const storage::Roles roles{storage::Role::administrator};
    storage::Scope scope{zone, {Id{}, form.name, roles, Id{}}, now, request};
    const Id person = people_.create(connection, scope, form.name, roles);
    scope.actor.person = person;
    if (people_.furnish) people_.furnish(connection, scope);
    const auto id = create_account(connection, scope, {person, form.login, *hash, roles});
    ZW_ASSERT(id.ok(), "login and form were checked in this transaction");
    Account account;
    account.id = *id;
    in = open_session(connection, zone, account, agent, "");
  });
  if (!in) return problems;
  return *in;
}

std::string create_token(storage::Database& database, const Clock& clock, ZoneId zone, Id person,
                         storage::Roles roles, int days, Id enterprise) {
  const std::string token = make_token(zone);
  const Instant now = clock.now();
  database.write([&](Connection& connection) {
    connection.execute(
        "INSERT INTO token (zone_id, digest, person_id, roles, enterprise_id, created_at, expires_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {zone.value, storage::digest(token), person.value, join(roles), enterprise.value, now.micros,
         now.micros + days * kMicrosPerDay});
  });
  return token;
}

std::string create_setup_link(storage::Database& database, const Clock& clock) {
  const std::string token = make_token(ZoneId{0});
  const Instant now = clock.now();
  database.write([&](Connection& connection) {
    connection.execute("DELETE FROM setup_link WHERE zone_id = 0 AND used_at IS NULL");
    connection.execute(
        "INSERT INTO setup_link (zone_id, digest, created_at, expires_at) VALUES (0, $1, $2, $3)",
        {storage::digest(token), now.micros, plus_seconds(now, kSetupSeconds).micros});
  });
  return token;
}

}  // namespace zw::http
