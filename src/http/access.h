// Accounts, sessions and tokens: who may come in, as whom, for how long.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/attempts.h"
#include "http/dispatcher.h"
#include "http/passwords.h"

namespace zw::http {

/// Persons belong to a floor above; this is what sign-in needs of them.
struct People {
  std::function<Id(storage::Connection&, const storage::Scope&, const std::string& name, storage::Roles)>
      create;
  std::function<std::string(storage::Connection&, ZoneId, Id person)> name;
  /// Gives a zone that set-up has just founded what every zone begins with.
  std::function<void(storage::Connection&, const storage::Scope&)> furnish = {};
};

struct AccessSettings {
  AccessProfile profile = kModern;
  PasswordHasher::Cost cost = {};
  std::int64_t idle_seconds = 8 * 3600;          ///< without a request
  std::int64_t longest_seconds = 7 * 24 * 3600;  ///< however busy
  std::string issuer = "Zonewright";             ///< the name shown by authenticator apps
};

struct SignIn {
  std::string login, password;
  std::string code;    ///< of the authenticator, or a recovery code
  std::string device;  ///< token of the device cookie, if the browser has one
  std::string address, agent;
};

/// Both tokens go to the browser and are not kept here.
struct SignedIn {
  ZoneId zone;
  std::string session, device;
};

struct Refused {
  int status;
  Problem problem;
  std::int64_t wait_seconds = 0;
  Problems further = {};  ///< of the same form
};

using SignInResult = std::variant<SignedIn, Refused>;

struct AccountDraft {
  Id person;
  std::string login;
  std::string password_hash;
  storage::Roles roles;
  Id enterprise = {};
  bool must_change_password = false;
};

struct Account {
  Id id, person;
  std::string login, password_hash;
  Instant password_changed_at;
  bool must_change_password = false, is_disabled = false, totp_confirmed = false;
  storage::Roles roles;
  Id enterprise;
  std::string totp_secret;  ///< bytes, empty when none
  std::int64_t totp_last_step = 0;
};

struct Device {
  std::string id;  ///< names the session towards its owner; worthless as a key
  std::string agent;
  Instant created_at, seen_at;
  bool is_current = false;
};

struct SetupForm {
  std::string token, zone_name, name, login, password;
};

struct Enrolment {
  std::string secret, uri;
};

/// Safe from any thread.
class Access final : public Gate {
 public:
  Access(storage::Database& database, Clock& clock, People people, AccessSettings settings);

  std::optional<Identity> identify(const Request& request) override;
  bool is_open(const Identity& identity) override;
  bool is_ready(const Request& request) override;
  void touch(const Identity& identity) override;

  SignInResult sign_in(const SignIn& form);
  /// The demonstration's way in: no password, the first account with that role.
  std::optional<SignedIn> sign_in_as(ZoneId zone, storage::Role role, const std::string& agent);
  void sign_out(const Identity& identity);

  std::vector<Device> devices(const Identity& identity);
  /// False when the person has no such session.
  bool revoke(const Identity& identity, std::string_view device_id);
  void revoke_others(const Identity& identity);

  /// Ends all sessions of the account and starts a new one for this browser.
  SignInResult change_password(const Identity& identity, const std::string& current, const std::string& next,
                               const SignIn& browser);

  Result<Enrolment> start_totp(const Identity& identity, const std::string& password);
  /// Answers the recovery codes; each opens the door once.
  Result<std::vector<std::string>> confirm_totp(const Identity& identity, const std::string& code);
  Outcome end_totp(const Identity& identity, const std::string& password);
  bool has_totp(const Identity& identity);

  bool needs_setup();
  /// The new zone's first administrator, signed in.
  Result<SignedIn> set_up(const SetupForm& form, const std::string& request, const std::string& agent);

  /// For administrators and the demonstration; problems: login.invalid, login.taken.
  Result<Id> create_account(storage::Connection& connection, const storage::Scope& scope,
                            const AccountDraft& draft);
  std::string zone_name(ZoneId zone);
  PasswordHasher& hasher() { return hasher_; }
  const AccessSettings& settings() const { return settings_; }
  /// Forget what is remembered about sessions; after changes made past this object.
  void forget();
  /// Told whenever sessions may have ended; set before the first request.
  void when_forgetting(std::function<void()> act) { when_forgetting_ = std::move(act); }

 private:
  struct Remembered {
    Identity identity;
    Instant checked_at, seen_at, expires_at;
  };
  using Key = std::string;  ///< "zone digest"

  struct Presented {
    ZoneId zone;
    std::string digest;
    Key key;
    bool by_cookie = false;
  };
  static std::optional<Presented> presented(const Request& request);
  std::optional<Identity> find(const Presented& shown);
  /// What is known about it and may still be believed. Holds `mutex_`.
  const Remembered* recall(const Presented& shown, Instant now) const;
  std::optional<Remembered> load_session(ZoneId zone, const std::string& digest);
  std::optional<Remembered> load_token(ZoneId zone, const std::string& digest);
  bool is_alive(const Remembered& entry, Instant now) const;
  bool is_outdated(const Account& account, Instant now) const;

  std::optional<Account> find_account(storage::Connection& connection, ZoneId zone, Id person);
  std::optional<Account> find_account(storage::Connection& connection, const std::string& login,
                                      ZoneId& zone);
  Account account_of(const Identity& identity);
  std::string known_device(ZoneId zone, const Account& account, const std::string& token);
  std::optional<Refused> check_second_factor(ZoneId zone, const Account& account, const std::string& code);
  bool use_recovery_code(ZoneId zone, const Account& account, const std::string& code);
  SignedIn open_session(storage::Connection& connection, ZoneId zone, const Account& account,
                        const std::string& agent, const std::string& known_device_token);
  Problems check_new_password(ZoneId zone, const Account& account, const std::string& next);
  Result<Nothing> check_password_of(const Account& account, const std::string& password);

  storage::Database& database_;
  Clock& clock_;
  People people_;
  AccessSettings settings_;
  PasswordHasher hasher_;
  Attempts attempts_;
  std::function<void()> when_forgetting_;

  std::mutex mutex_;
  std::unordered_map<Key, Remembered> remembered_;
  std::uint64_t generation_ = 0;  ///< counts forget(); what was read before one is not remembered after it
};

/// Logins are compared without regard to ASCII case.
std::string plain_login(std::string_view login);

/// A bearer token for programs; the only time it is seen.
std::string create_token(storage::Database& database, const Clock& clock, ZoneId zone, Id person,
                         storage::Roles roles, int days, Id enterprise = {});
/// A one-time link's token for POST /api/setup, valid for 24 hours. Earlier ones that were not used end.
std::string create_setup_link(storage::Database& database, const Clock& clock);

}  // namespace zw::http
