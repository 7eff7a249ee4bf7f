// Sessions and tokens: from a cookie to a person, and from a password to a cookie.
#include <fmt/format.h>

#include "http/access.h"
#include "http/roles.h"
#include "http/secrets.h"
#include "http/totp.h"
#include "storage/digest.h"

namespace zw::http {
namespace {

using storage::Connection;

/// How long an answer of the database about a session is believed; other nodes' revocations count after this.
constexpr std::int64_t kBelievedFor = 2 * kMicrosPerSecond;
/// How much later than the truth a session's last use may be stored.
constexpr std::int64_t kTouchEvery = 60 * kMicrosPerSecond;
constexpr std::size_t kMostRemembered = 20'000;
constexpr std::size_t kLongestAgent = 160;

/// Cut at a character's boundary; browsers write whole novels.
std::string short_agent(std::string agent) {
  if (agent.size() > kLongestAgent) agent.resize(kLongestAgent);
  while (!agent.empty() && !is_utf8(agent)) agent.pop_back();
  return agent;
}

/// Each request asks twice, once whether its session is known and once for the session.
const std::string& digest_of(std::string_view token) {
  thread_local std::string last_token, last_digest;
  if (token != last_token) {
    last_digest = storage::digest(token);
    last_token = token;
  }
  return last_digest;
}

Refused refused(int status, std::string_view code) { return {status, Problem{std::string(code), "", {}}, 0}; }

}  // namespace

Access::Access(storage::Database& database, Clock& clock, People people, AccessSettings settings)
    : database_(database),
      clock_(clock),
      people_(std::move(people)),
      settings_(std::move(settings)),
      hasher_(settings_.cost),
      attempts_(database, settings_.profile) {}

void Access::forget() {
  {
    std::lock_guard lock(mutex_);
    remembered_.clear();
    ++generation_;
  }
  if (when_forgetting_) when_forgetting_();
}

bool Access::is_alive(const Remembered& entry, Instant now) const {
  if (now >= entry.expires_at) return false;
  return !entry.identity.by_cookie || now < plus_seconds(entry.seen_at, settings_.idle_seconds);
}

/// A program that sends a token means the token, whatever cookies come along.
std::optional<Access::Presented> Access::presented(const Request& request) {
  const std::string_view authorization = request.header("authorization");
  const bool is_bearer = authorization.size() > 7 &&
                         (authorization.starts_with("Bearer ") || authorization.starts_with("bearer "));
  const std::string_view token =
      is_bearer ? authorization.substr(7) : request.cookie("zw_session").value_or("");
  const auto zone = zone_of_token(token);
  if (!zone) return std::nullopt;
  Presented shown{*zone, digest_of(token), "", !is_bearer};
  shown.key = fmt::format("{} {}", zone->value, shown.digest);
  return shown;
}

const Access::Remembered* Access::recall(const Presented& shown, Instant now) const {
  const auto known = remembered_.find(shown.key);
  if (known == remembered_.end()) return nullptr;
  const std::int64_t age = now.micros - known->second.checked_at.micros;
  const bool is_fresh =
      age >= 0 && age <= kBelievedFor && known->second.identity.by_cookie == shown.by_cookie;
  return is_fresh && is_alive(known->second, now) ? &known->second : nullptr;
}

bool Access::is_ready(const Request& request) {
  const auto shown = presented(request);
  if (!shown) return true;
  const Instant now = clock_.now();
  std::lock_guard lock(mutex_);
  const Remembered* known = recall(*shown, now);
  return known && (!shown->by_cookie || now.micros - known->seen_at.micros < kTouchEvery);
}

std::optional<Identity> Access::identify(const Request& request) {
  const auto shown = presented(request);
  return shown ? find(*shown) : std::nullopt;
}

bool Access::is_open(const Identity& identity) {
  const std::string digest = identity.session.substr(identity.session.find(' ') + 1);
  return find({identity.zone, digest, identity.session, identity.by_cookie}).has_value();
}

std::optional<Identity> Access::find(const Presented& shown) {
  const Instant now = clock_.now();
  std::uint64_t generation;
  {
    std::lock_guard lock(mutex_);
    generation = generation_;
    if (const Remembered* known = recall(shown, now)) return known->identity;
  }
  auto loaded =
      shown.by_cookie ? load_session(shown.zone, shown.digest) : load_token(shown.zone, shown.digest);
  if (!loaded || !is_alive(*loaded, now)) return std::nullopt;
  loaded->checked_at = now;
  loaded->identity.session = shown.key;
  std::lock_guard lock(mutex_);
  if (remembered_.size() >= kMostRemembered) remembered_.clear();
  if (generation == generation_) remembered_.insert_or_assign(shown.key, *loaded);
  return loaded->identity;
}

std::optional<Access::Remembered> Access::load_session(ZoneId zone, const std::string& digest) {
  std::optional<Remembered> found;
  database_.read([&](Connection& connection) {
    found.reset();
    auto row = connection.query(
        "SELECT s.seen_at, s.expires_at, a.person_id, a.roles, a.enterprise_id, a.must_change_password, "
        "a.password_changed_at FROM session s JOIN account a ON a.zone_id = s.zone_id AND a.id = "
        "s.account_id "
        "WHERE s.zone_id = $1 AND s.digest = $2 AND a.is_disabled = 0",
        {zone.value, digest});
    if (!row->step()) return;
    found.emplace();
    found->seen_at = {row->integer(0)};
    found->expires_at = {row->integer(1)};
    Identity& who = found->identity;
    who.zone = zone;
    who.by_cookie = true;
    who.actor.person = {row->integer(2)};
    who.actor.roles = split_roles(row->text(3));
    who.actor.enterprise = {row->integer(4)};
    Account account;
    account.must_change_password = row->integer(5) != 0;
    account.password_changed_at = {row->integer(6)};
    who.must_change_password = is_outdated(account, clock_.now());
    who.actor.name = people_.name(connection, zone, who.actor.person);
  });
  return found;
}

std::optional<Access::Remembered> Access::load_token(ZoneId zone, const std::string& digest) {
  std::optional<Remembered> found;
  database_.read([&](Connection& connection) {
    found.reset();
    auto row = connection.query(
        "SELECT person_id, roles, enterprise_id, expires_at FROM token WHERE zone_id = $1 AND digest = $2",
        {zone.value, digest});
    if (!row->step()) return;
    found.emplace();
    Identity& who = found->identity;
    who.zone = zone;
    who.actor.person = {row->integer(0)};
    who.actor.roles = split_roles(row->text(1));
    who.actor.enterprise = {row->integer(2)};
    found->expires_at = {row->integer(3)};
    who.actor.name = people_.name(connection, zone, who.actor.person);
  });
  return found;
}

void Access::touch(const Identity& identity) {
  if (!identity.by_cookie) return;
  const Instant now = clock_.now();
  {
    std::lock_guard lock(mutex_);
    const auto known = remembered_.find(identity.session);
    if (known == remembered_.end() || now.micros - known->second.seen_at.micros < kTouchEvery) return;
    known->second.seen_at = now;
  }
  const std::string digest = identity.session.substr(identity.session.find(' ') + 1);
  database_.write([&](Connection& connection) {
    connection.execute("UPDATE session SET seen_at = $1 WHERE zone_id = $2 AND digest = $3",
                       {now.micros, identity.zone.value, digest});
  });
}

SignedIn Access::open_session(Connection& connection, ZoneId zone, const Account& account,
                              const std::string& agent, const std::string& known_device_token) {
  const Instant now = clock_.now();
  SignedIn in{zone, make_token(zone), known_device_token.empty() ? make_token(zone) : known_device_token};
  connection.execute(
      "INSERT INTO session (zone_id, digest, account_id, created_at, seen_at, expires_at, agent) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {zone.value, storage::digest(in.session), account.id.value, now.micros, now.micros,
       plus_seconds(now, settings_.longest_seconds).micros, short_agent(agent)});
  connection.execute(
      "INSERT INTO known_device (zone_id, digest, account_id, seen_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (zone_id, digest) DO UPDATE SET seen_at = excluded.seen_at",
      {zone.value, storage::digest(in.device), account.id.value, now.micros});
  connection.execute("DELETE FROM session WHERE zone_id = $1 AND expires_at < $2", {zone.value, now.micros});
  return in;
}

/// Digest of the device when this account was signed in on it before, "" otherwise.
std::string Access::known_device(ZoneId zone, const Account& account, const std::string& token) {
  const auto claimed = zone_of_token(token);
  if (!claimed || *claimed != zone || !account.id) return "";
  std::string digest = storage::digest(token);
  bool is_known = false;
  database_.read([&](Connection& connection) {
    is_known = connection
                   .query("SELECT 1 FROM known_device WHERE zone_id = $1 AND digest = $2 AND account_id = $3",
                          {zone.value, digest, account.id.value})
                   ->step();
  });
  return is_known ? digest : "";
}

/// Unknown logins take every step of known ones, a password check included, and get the same answer.
SignInResult Access::sign_in(const SignIn& form) {
  ZoneId zone;
  std::optional<Account> account;
  database_.read([&](Connection& connection) { account = find_account(connection, form.login, zone); });
  const bool may_enter = account && !account->is_disabled;
  const Attempt attempt{plain_login(form.login), form.address,
                        known_device(zone, account.value_or(Account{}), form.device)};
  if (const std::int64_t wait = attempts_.begin(attempt, clock_.now()); wait > 0)
    return Refused{429, {"session.too_many_attempts", "", {{"seconds", fmt::format("{}", wait)}}}, wait};
  const auto is_right = hasher_.verify(form.password, may_enter ? account->password_hash : "");
  if (!is_right) return refused(503, "session.busy");
  if (!*is_right) return refused(401, "session.wrong_credentials");
  if (account->totp_confirmed)
    if (auto no = check_second_factor(zone, *account, form.code)) {
      // Asking for the code is half-way in, not a failure.
      if (no->problem.code == "session.totp_required") attempts_.forgive(attempt);
      return *no;
    }
  attempts_.succeeded(attempt);
  SignedIn in;
  database_.write([&](Connection& connection) {
    in =
        open_session(connection, zone, *account, form.agent, attempt.known_device.empty() ? "" : form.device);
  });
  return in;
}

std::optional<SignedIn> Access::sign_in_as(ZoneId zone, storage::Role role, const std::string& agent) {
  std::optional<SignedIn> in;
  database_.write([&](Connection& connection) {
    in.reset();
    // Who has only this role comes first: their screens show it best.
    auto row = connection.query(
        "SELECT id FROM account WHERE zone_id = $1 AND is_disabled = 0 AND ' ' || roles || ' ' LIKE $2 "
        "ORDER BY LENGTH(roles), id LIMIT 1",
        {zone.value, fmt::format("% {} %", to_string(role))});
    if (!row->step()) return;
    Account account;
    account.id = {row->integer(0)};
    row.reset();
    in = open_session(connection, zone, account, agent, "");
  });
  return in;
}

void Access::sign_out(const Identity& identity) {
  const std::string digest = identity.session.substr(identity.session.find(' ') + 1);
  database_.write([&](Connection& connection) {
    connection.execute("DELETE FROM session WHERE zone_id = $1 AND digest = $2",
                       {identity.zone.value, digest});
  });
  forget();
}

}  // namespace zw::http
