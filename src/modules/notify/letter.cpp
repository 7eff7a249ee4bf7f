#include "modules/notify/letter.h"

#include <fmt/format.h>

#include <algorithm>

#include "modules/notify/kinds.h"

namespace zw::modules::notify {
namespace {

constexpr std::size_t kMostLines = 50;

/// "06-15 17:30", as clocks show it where the product is used.
std::string short_time(Instant at) {
  const Date day = china_date(at);
  const YearMonthDay date = civil(day);
  const std::int64_t minute = (at.micros - china_midnight(day).micros) / (60 * kMicrosPerSecond);
  return fmt::format("{:02}-{:02} {:02}:{:02}", date.month, date.day, minute / 60, minute % 60);
}

std::string_view light_word(casework::Light light, bool is_chinese) {
  switch (light) {
    case casework::Light::green:
      return is_chinese ? "绿灯" : "green";
    case casework::Light::yellow:
      return is_chinese ? "黄灯" : "yellow";
    case casework::Light::red:
      return is_chinese ? "红灯" : "red";
    case casework::Light::none:
      break;
  }
  return "";
}

std::string line_text(const Line& line, bool is_chinese, const std::string& base_url) {
  const record::Choice* kind = find_kind(line.kind);
  const std::string_view joint = is_chinese ? " · " : " - ";
  std::string text = line.number;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += joint;
    text += part;
  };
  if (kind) add(is_chinese ? kind->label.zh : kind->label.en);
  add(light_word(line.light, is_chinese));
  if (line.due_at) add((is_chinese ? "期限 " : "due ") + short_time(*line.due_at));
  if (line.case_id && !base_url.empty()) add(fmt::format("{}/cases/{}", base_url, line.case_id->value));
  return text;
}

}  // namespace

Text compose(std::vector<Line> lines, Urgency urgency, ChannelLanguage language,
             const std::string& base_url) {
  std::vector<Line> told;
  for (Line& line : lines)
    if (std::ranges::find(told, line) == told.end()) told.push_back(std::move(line));
  const bool is_chinese = language == ChannelLanguage::zh;
  Text text;
  if (urgency == Urgency::urgent)
    text.title =
        is_chinese ? fmt::format("紧急提醒 {} 条", told.size()) : fmt::format("{} urgent", told.size());
  else
    text.title =
        is_chinese ? fmt::format("诉求提醒 {} 条", told.size()) : fmt::format("{} about cases", told.size());
  for (std::size_t i = 0; i < told.size() && i < kMostLines; ++i)
    text.body += (i ? "\n" : "") + line_text(told[i], is_chinese, base_url);
  if (told.size() > kMostLines)
    text.body += is_chinese ? fmt::format("\n另有 {} 条，请进入系统查看。", told.size() - kMostLines)
                            : fmt::format("\n{} more; see the product.", told.size() - kMostLines);
  return text;
}

Text trial(const std::string& channel, ChannelLanguage language) {
  if (language == ChannelLanguage::zh)
    return {"测试消息", fmt::format("通道“{}”已接通，此消息由管理员测试发出。", channel)};
  return {"Test message", fmt::format("The channel “{}” works; an administrator tried it.", channel)};
}

}  // namespace zw::modules::notify
