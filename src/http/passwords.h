// What a password must be like in each profile, and how it is kept.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace zw::http {

/// Rules about passwords and failed sign-ins, chosen for the whole installation.
struct AccessProfile {
  std::string_view name;
  std::size_t shortest;       ///< characters
  bool wants_three_classes;   ///< of capitals, small letters, digits, symbols
  int days_valid;             ///< 0: a password does not grow old
  int remembered;             ///< earlier passwords that cannot be used again
  int free_failures;          ///< failed sign-ins before the first wait
  std::int64_t first_wait;    ///< seconds, doubled with each further failure
  std::int64_t longest_wait;  ///< seconds
};

/// Long, not common, never expiring: NIST SP 800-63B.
inline constexpr AccessProfile kModern{"modern", 12, false, 0, 0, 5, 2, 900};
/// 等保三级 (GB/T 22239-2019, 8.1.4.1): complexity, regular change, failed sign-ins end in a pause.
inline constexpr AccessProfile kMlps3{"mlps3", 8, true, 90, 5, 5, 1800, 1800};

/// Nothing for a name nobody knows.
std::optional<AccessProfile> find_profile(std::string_view name);

/// Everything wrong with a new password, for the field `field`.
Problems check_password(const AccessProfile& profile, std::string_view password, std::string_view login,
                        std::string_view field);

/// argon2id, a few at a time: each needs memory and a processor, and strangers may ask for them.
class PasswordHasher {
 public:
  struct Cost {
    unsigned long long passes = 2;
    std::size_t memory = 19u << 20;  ///< bytes; OWASP's first choice for argon2id
  };
  explicit PasswordHasher(Cost cost);
  PasswordHasher() : PasswordHasher(Cost{}) {}

  /// Nothing when too many are waiting already.
  std::optional<std::string> hash(std::string_view password);
  /// An empty `stored` is compared with nothing, but takes as long: unknown logins answer no sooner than
  /// known ones.
  std::optional<bool> verify(std::string_view password, const std::string& stored);

 private:
  static constexpr int kAtOnce = 2;
  static constexpr int kWaiting = 16;
  bool enter();
  void leave();
  std::string make(std::string_view password) const;

  Cost cost_;
  std::string nobodys_;
  std::mutex mutex_;
  std::condition_variable left_;
  int running_ = 0, waiting_ = 0;
};

}  // namespace zw::http
