// Slows down guessing of passwords without letting anybody lock somebody else out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "http/passwords.h"
#include "storage/database.h"

namespace zw::http {

/// From where somebody tries to sign in as whom.
struct Attempt {
  std::string login;
  std::string address;
  std::string known_device;  ///< digest of a device in which this account was signed in before, or empty
};

/// Failures are counted for a login *and* an address together, so that an attacker elsewhere delays only
/// themselves; for an address alone, generously; and for a known device on its own, whatever happens around
/// it.
class Attempts {
 public:
  Attempts(storage::Database& database, const AccessProfile& profile)
      : database_(database), profile_(profile) {}

  /// Seconds to wait, or 0 for "go on": then the attempt already counts as failed, so that a hundred at the
  /// same time are a hundred. A success takes it back.
  std::int64_t begin(const Attempt& attempt, Instant now);
  void succeeded(const Attempt& attempt);
  /// It was no failure either: half-way in. Earlier failures stay counted, or guessing codes would be free.
  void forgive(const Attempt& attempt);

 private:
  enum class Limit { guesses, address };
  struct Subject {
    std::string digest;
    Limit limit;
  };
  static std::vector<Subject> subjects(const Attempt& attempt);
  std::int64_t wait_after(std::int64_t failures, Limit limit) const;

  storage::Database& database_;
  AccessProfile profile_;
};

/// IPv6 hands every household a whole /64; a budget for each single address would be none.
std::string address_group(std::string_view address);

}  // namespace zw::http
