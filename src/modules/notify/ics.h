// Writes a calendar as RFC 5545 wants it: CR LF, lines folded at 75 octets, text escaped; a pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace zw::modules::notify {

/// A due moment, or a whole day.
struct Entry {
  std::string uid;            ///< the same for ever, so that a calendar moves an entry instead of adding one
  std::int64_t sequence = 0;  ///< counts up with every change
  std::string summary, url;
  std::optional<Instant> at;
  std::optional<Date> day;
};

/// Times are written in UTC, which needs no VTIMEZONE; days as days.
std::string calendar_text(std::string_view name, const std::vector<Entry>& entries, Instant now);

}  // namespace zw::modules::notify
