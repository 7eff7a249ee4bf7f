// Who acts, in which zone, when: carried from the request to every statement and audit row.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "base/id.h"
#include "base/time.h"

namespace zw::storage {

enum class Role : std::uint8_t { officer, secretary, contact, leader, administrator, auditor };
inline constexpr int kRoleCount = 6;

class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (Role role : roles) add(role);
  }
  static constexpr Roles everybody() {
    return {Role::officer, Role::secretary, Role::contact, Role::leader, Role::administrator, Role::auditor};
  }
  constexpr void add(Role role) {
    bits_ = static_cast<std::uint8_t>(bits_ | (1u << static_cast<unsigned>(role)));
  }
  constexpr bool has(Role role) const { return (bits_ >> static_cast<unsigned>(role)) & 1u; }
  constexpr bool meets(Roles other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  std::uint8_t bits_ = 0;
};

/// A person, or the program itself (id 0).
struct Actor {
  Id person;
  std::string name;
  Roles roles;
  Id enterprise;  ///< the firm a contact speaks for, otherwise 0
};

struct Scope {
  ZoneId zone;
  Actor actor;
  Instant now;
  std::string request;  ///< request id, in the audit row and the log
  std::string source =
      "";  ///< where the values come from, e.g. "ledger.xlsx, row 12"; empty = typed by the actor
};

}  // namespace zw::storage
