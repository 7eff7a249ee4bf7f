#include "modules/projects/exchange/xer_calendar.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace zw::modules::projects::exchange {
namespace {

/// (kind||name(attributes)(children))
struct Node {
  std::string_view name, attributes;
  std::vector<Node> children;
};

class NodeReader {
 public:
  explicit NodeReader(std::string_view text) : text_(text) {}

  bool read(Node& node, int depth) {
    constexpr int kDeepest = 8;
    if (depth > kDeepest || !take('(')) return false;
    const std::size_t bars = text_.find("||", at_);
    if (bars == text_.npos) return false;
    at_ = bars + 2;
    if (!until('(', node.name) || !until(')', node.attributes) || !take('(')) return false;
    while (is_next('(')) {
      node.children.emplace_back();
      if (!read(node.children.back(), depth + 1)) return false;
    }
    return take(')') && take(')');
  }

 private:
  /// P6 writes DEL where a line was broken.
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\x7f' || text_[at_] == '\r')) ++at_;
  }
  bool is_next(char c) {
    skip();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool take(char c) {
    if (!is_next(c)) return false;
    ++at_;
    return true;
  }
  bool until(char c, std::string_view& found) {
    const std::size_t end = text_.find(c, at_);
    if (end == text_.npos) return false;
    found = text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Of "s|08:00|f|12:00" by name.
std::string_view attribute(std::string_view attributes, std::string_view name) {
  while (!attributes.empty()) {
    const std::size_t bar = attributes.find('|');
    if (bar == attributes.npos) return {};
    const std::string_view key = attributes.substr(0, bar);
    attributes.remove_prefix(bar + 1);
    const std::size_t end = std::min(attributes.find('|'), attributes.size());
    if (key == name) return attributes.substr(0, end);
    attributes.remove_prefix(std::min(end + 1, attributes.size()));
  }
  return {};
}

std::optional<Shifts> shifts_of(const Node& day) {
  Shifts shifts;
  for (const Node& shift : day.children) {
    const auto from = parse_time_of_day(attribute(shift.attributes, "s"));
    auto until = parse_time_of_day(attribute(shift.attributes, "f"));
    if (until == 0) until = kMinutesPerDay;
    if (!from || !until || *from >= *until) return {};
    shifts.push_back({*from, *until});
  }
  return shifts;
}

std::optional<int> whole(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

}  // namespace

std::optional<WeekCalendar> parse_xer_calendar(std::string_view text) {
  Node root;
  if (!NodeReader(text).read(root, 0) || root.name != "CalendarData") return {};
  WeekCalendar calendar;
  for (const Node& part : root.children) {
    for (const Node& day : part.children) {
      const auto shifts = shifts_of(day);
      if (!shifts) return {};
      if (part.name == "DaysOfWeek") {
        const auto number = whole(day.name);
        if (!number || *number < 1 || *number > 7) return {};
        // 1 is Sunday there, 0 is Monday here.
        calendar.week[static_cast<std::size_t>((*number + 5) % 7)] = *shifts;
      } else if (part.name == "Exceptions") {
        // Days since 1899-12-30, as in spreadsheets.
        constexpr int kEpoch = 25'569;
        const auto serial = whole(attribute(day.attributes, "d"));
        if (!serial || *serial < 0 || *serial > 200'000) return {};
        calendar.exceptions[Date{*serial - kEpoch}] = *shifts;
      }
    }
  }
  return calendar;
}

}  // namespace zw::modules::projects::exchange
