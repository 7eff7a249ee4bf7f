#include "http/passwords.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <set>

#include "base/assert.h"
#include "http/secrets.h"

namespace zw::http {
namespace {

/// Lists of leaked passwords, as far as they are long enough to pass the length rules. In small letters.
constexpr std::string_view kCommon[] = {
    "password",         "password1",        "password12",
    "password123",      "password1234",     "password12345",
    "passw0rd",         "p@ssw0rd",         "p@ssword123",
    "p@ssw0rd123",      "passw0rd1234",     "password123456",
    "passwordpassword", "12345678",         "123456789",
    "1234567890",       "12345678910",      "123456789012",
    "1234567891011",    "123456789123",     "1234567890123",
    "123123123123",     "123456123456",     "123456654321",
    "112233445566",     "121212121212",     "111222333444",
    "147258369147",     "1q2w3e4r",         "1q2w3e4r5t",
    "1q2w3e4r5t6y",     "1q2w3e4r5t6y7u",   "1qaz2wsx",
    "1qaz2wsx3edc",     "1qaz2wsx3edc4rfv", "qazwsxedcrfv",
    "qwertyui",         "qwertyuiop",       "qwertyuiop12",
    "qwertyuiop123",    "qwerty123",        "qwerty123456",
    "qwertyuiopasdf",   "qwertyuiopasdfgh", "asdfghjkl",
    "asdfghjkl123",     "asdfghjklzxc",     "zxcvbnm123",
    "zxcvbnmasdfg",     "abc12345",         "abcd1234",
    "abcd12345678",     "abcdefg123",       "abcdefgh1234",
    "abc123456789",     "a1b2c3d4",         "a1b2c3d4e5f6",
    "a123456789",       "a12345678910",     "aa123456789",
    "admin123",         "admin123456",      "administrator",
    "administrator1",   "administrator123", "adminadmin",
    "adminadmin12",     "adminadmin123",    "admin@123",
    "admin@123456",     "root123456",       "rootroot1234",
    "letmein12345",     "letmeinletmein",   "welcome1",
    "welcome123",       "welcome12345",     "changeme",
    "changeme123",      "changeme1234",     "changemenow1",
    "iloveyou",         "iloveyou1234",     "iloveyou1314",
    "woaini1314",       "woaini520",        "woaini1314520",
    "woaini520520",     "woaini123456",     "5201314520131",
    "52013145201314",   "a5201314520",      "woaiwojia",
    "woaiwojia123",     "zhongguo123",      "zhongguo1949",
    "woaizhongguo",     "nihao123",         "nihaonihao12",
    "beijing2008",      "shanghai123",      "shanghai2020",
    "test1234",         "testtest1234",     "user123456",
    "guest123456",      "huawei@123",       "huawei@123456",
    "football1234",     "baseball1234",     "superman1234",
    "dragon123456",     "monkey123456",     "sunshine1234",
    "princess1234",     "trustno1trustno1", "correcthorsebatterystaple",
    "qwe123456789",     "qwe123qwe123",     "asd123456789",
    "zxc123456789",     "zaq12wsxcde3",     "!qaz2wsx",
    "!qaz2wsx#edc",     "1234qwer",         "1234qwerasdf",
    "123qweasdzxc",     "123qwe!@#",        "q1w2e3r4t5y6",
    "p0o9i8u7y6t5",     "0987654321",       "098765432109",
    "987654321",        "987654321098",     "zonewright",
    "zonewright123",    "zonewright1234",   "demo12345678",
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "98765432".
bool is_trivial(std::string_view text) {
  if (std::set<char>(text.begin(), text.end()).size() < 5) return true;
  bool rises = true, falls = true;
  for (std::size_t i = 1; i < text.size(); ++i) {
    rises = rises && text[i] == text[i - 1] + 1;
    falls = falls && text[i] == text[i - 1] - 1;
  }
  return rises || falls;
}

int classes(std::string_view text) {
  bool small = false, capital = false, digit = false, symbol = false;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z')
      small = true;
    else if (c >= 'A' && c <= 'Z')
      capital = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      symbol = true;
  }
  return small + capital + digit + symbol;
}

}  // namespace

std::optional<AccessProfile> find_profile(std::string_view name) {
  for (const AccessProfile& profile : {kModern, kMlps3})
    if (profile.name == name) return profile;
  return std::nullopt;
}

Problems check_password(const AccessProfile& profile, std::string_view password, std::string_view login,
                        std::string_view field) {
  constexpr std::size_t kLongest = 256;  // bytes; beyond that only the hashing gets slower
  Problems problems;
  const std::string where(field), plain = lower(password);
  if (characters(password) < profile.shortest)
    problems.push_back({"password.too_short", where, {{"minimum", fmt::format("{}", profile.shortest)}}});
  if (password.size() > kLongest)
    problems.push_back({"password.too_long", where, {{"maximum", fmt::format("{}", kLongest)}}});
  if (std::find(std::begin(kCommon), std::end(kCommon), plain) != std::end(kCommon) || is_trivial(plain))
    problems.push_back({"password.too_common", where, {}});
  if (login.size() >= 3 && plain.find(lower(login)) != std::string::npos)
    problems.push_back({"password.contains_login", where, {}});
  if (profile.wants_three_classes && classes(password) < 3)
    problems.push_back({"password.too_few_classes", where, {}});
  return problems;
}

PasswordHasher::PasswordHasher(Cost cost) : cost_(cost) { nobodys_ = make(random_secret()); }

bool PasswordHasher::enter() {
  std::unique_lock lock(mutex_);
  if (waiting_ >= kWaiting) return false;
  ++waiting_;
  left_.wait(lock, [&] { return running_ < kAtOnce; });
  --waiting_;
  ++running_;
  return true;
}

void PasswordHasher::leave() {
  std::lock_guard lock(mutex_);
  --running_;
  left_.notify_one();
}

std::string PasswordHasher::make(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> text;
  if (crypto_pwhash_str(text.data(), password.data(), password.size(), cost_.passes, cost_.memory) != 0)
    throw std::bad_alloc();
  return text.data();
}

std::optional<std::string> PasswordHasher::hash(std::string_view password) {
  if (!enter()) return std::nullopt;
  struct Leave {
    PasswordHasher& hasher;
    ~Leave() { hasher.leave(); }
  } at_end{*this};
  return make(password);
}

std::optional<bool> PasswordHasher::verify(std::string_view password, const std::string& stored) {
  if (!enter()) return std::nullopt;
  const std::string& hash = stored.empty() ? nobodys_ : stored;
  const bool is_right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  leave();
  return is_right && !stored.empty();
}

}  // namespace zw::http
