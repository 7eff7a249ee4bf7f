#include "http/messages.h"

#include <algorithm>
#include <charconv>

namespace zw::http {
namespace {

constexpr Message kOwn[] = {
    {"input.invalid", "提交的内容有多处问题，请逐项修改。", "Several things need to be corrected."},
    {"field.required", "此项必填。", "This is required."},
    {"field.unknown", "没有名为“{field}”的字段。", "There is no field called “{field}”."},
    {"field.not_unique", "该值已被另一条记录使用。", "Another record already has this value."},
    {"field.too_long", "内容过长，最多 {limit} 个字符。", "Too long: at most {limit} characters."},
    {"json.syntax", "第 {offset} 个字节处不是有效的 JSON。", "Not valid JSON at byte {offset}."},
    {"json.too_deep", "JSON 嵌套超过 {limit} 层。", "The JSON is nested deeper than {limit} levels."},
    {"json.duplicate_member", "JSON 中的成员重复出现。", "A JSON member appears twice."},
    {"record.not_found", "没有这条记录。", "There is no such record."},
    {"record.not_unique", "已有相同的记录。", "Such a record exists already."},
    {"record.referenced", "仍有其他记录引用它，或它引用的记录不存在。",
     "Other records still refer to it, or it refers to one that does not exist."},
    {"record.stale", "记录已被他人修改，请重新载入后再改。",
     "Somebody changed the record meanwhile; load it again."},
    {"record.version_required", "修改时必须带上 If-Match 版本。", "A change needs the version in If-Match."},
    {"request.malformed", "请求不符合 HTTP/1.1。", "The request is not proper HTTP/1.1."},
    {"request.bad_target", "请求地址无效。", "The address of the request is not valid."},
    {"request.no_host", "请求必须恰有一个 Host 头。", "The request needs exactly one Host header."},
    {"request.ambiguous_length", "请求正文的长度不明确。", "The length of the request body is ambiguous."},
    {"request.head_too_large", "请求头过大。", "The head of the request is too large."},
    {"request.body_too_large", "请求正文过大，最多 {limit} 字节。",
     "The body is too large: at most {limit} bytes."},
    {"request.unsupported_coding", "不支持这种传输编码。", "This transfer coding is not supported."},
    {"request.unsupported_version", "只支持 HTTP/1.0 和 HTTP/1.1。",
     "Only HTTP/1.0 and HTTP/1.1 are spoken here."},
    {"request.bad_expectation", "无法满足 Expect 头的要求。",
     "The expectation of the request cannot be met."},
    {"request.too_slow", "请求在规定时间内未发送完。", "The request was not complete in time."},
    {"request.cross_site", "已拒绝来自其他网站的请求。", "Refused: the request comes from another site."},
    {"route.not_found", "没有这个地址。", "There is nothing at this address."},
    {"route.method_not_allowed", "此地址不支持该方法。", "This address does not know that method."},
    {"role.forbidden", "您的角色不能进行此操作。", "Your role may not do this."},
    {"session.required", "请先登录。", "Please sign in first."},
    {"session.wrong_credentials", "登录名或密码不正确。", "The login or the password is wrong."},
    {"session.totp_required", "请输入动态验证码。", "Please enter the code of your authenticator."},
    {"session.totp_wrong", "动态验证码不正确或已使用。", "The code is wrong or was used already."},
    {"session.too_many_attempts", "尝试过于频繁，请 {seconds} 秒后再试。",
     "Too many attempts; please wait {seconds} seconds."},
    {"session.not_found", "没有这个登录会话。", "There is no such session."},
    {"session.busy", "登录请求过多，请稍后再试。", "Too many people are signing in; try again shortly."},
    {"password.change_required", "请先修改密码。", "Please change your password first."},
    {"password.wrong", "当前密码不正确。", "The current password is wrong."},
    {"password.too_short", "密码至少需要 {minimum} 个字符。",
     "A password has at least {minimum} characters."},
    {"password.too_long", "密码最多 {maximum} 个字符。", "A password has at most {maximum} characters."},
    {"password.too_common", "这个密码太常见，容易被猜中。", "This password is common and easily guessed."},
    {"password.contains_login", "密码不能包含登录名。", "A password must not contain the login."},
    {"password.too_few_classes", "密码须包含大写字母、小写字母、数字、符号中的三类。",
     "Use three of: capitals, small letters, digits, symbols."},
    {"password.used_before", "不能使用最近 {count} 次用过的密码。",
     "The last {count} passwords cannot be used again."},
    {"login.taken", "该登录名已被使用。", "This login is taken."},
    {"login.invalid", "登录名须为 3 至 64 个字符，不含空白。",
     "A login has 3 to 64 characters and no blanks."},
    {"totp.not_started", "请先开始绑定动态验证码。", "Start the enrolment first."},
    {"totp.already_enrolled", "已绑定动态验证码。", "An authenticator is enrolled already."},
    {"totp.not_enrolled", "尚未绑定动态验证码。", "No authenticator is enrolled."},
    {"setup.link_invalid", "设置链接无效、已使用或已过期。",
     "The set-up link is wrong, used, or out of date."},
    {"persona.not_found", "演示园区中没有这个角色。", "The demonstration zone has nobody in this role."},
    {"storage.full", "磁盘已满，未保存任何内容；请联系管理员清理空间。",
     "The disk is full and nothing was saved; ask the administrator to make room."},
    {"storage.read_only", "数据只读，未保存任何内容。", "The data is read-only; nothing was saved."},
    {"storage.busy", "系统繁忙，请稍后再试。", "The system is busy; please try again."},
    {"storage.unreachable", "暂时无法连接数据库。", "The database cannot be reached at the moment."},
    {"storage.corrupt", "数据文件已损坏，请联系管理员恢复备份。",
     "The data file is damaged; ask the administrator to restore a backup."},
    {"server.failed", "系统出错，已记录；请提供请求编号以便查找。",
     "Something failed on our side and was recorded; quote the request id."},
    {"server.busy", "系统繁忙，请稍后再试。", "The server is busy; please try again."},
};

double quality_of(std::string_view item) {
  const std::size_t at = item.find(";q=");
  if (at == std::string_view::npos) return 1.0;
  double quality = 0;
  const std::string_view digits = item.substr(at + 3);
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), quality);
  return parsed.ec == std::errc{} ? quality : 0.0;
}

}  // namespace

std::span<const Message> own_messages() { return kOwn; }

Messages::Messages(std::span<const Message> further) {
  add(kOwn);
  add(further);
}

void Messages::add(std::span<const Message> messages) {
  for (const Message& message : messages) by_code_.insert_or_assign(message.code, message);
}

std::string Messages::translate(std::string_view code,
                                const std::vector<std::pair<std::string, std::string>>& params,
                                Language language) const {
  const auto found = by_code_.find(code);
  if (found == by_code_.end()) return std::string(code);
  const std::string_view sentence = language == Language::zh ? found->second.zh : found->second.en;
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t open = sentence.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : sentence.find('}', open);
    out += sentence.substr(at, open - at);
    if (close == std::string_view::npos) break;
    const std::string_view name = sentence.substr(open + 1, close - open - 1);
    for (const auto& [key, value] : params)
      if (key == name) out += value;
    at = close + 1;
  }
  return out;
}

Language language_of(const Request& request) {
  if (const auto cookie = request.cookie("zw_language")) {
    if (*cookie == "en") return Language::en;
    if (*cookie == "zh") return Language::zh;
  }
  double best_zh = 0, best_en = 0;
  std::string_view rest = request.header("accept-language");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::string_view item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    if (item.starts_with("zh")) best_zh = std::max(best_zh, quality_of(item));
    if (item.starts_with("en")) best_en = std::max(best_en, quality_of(item));
  }
  return best_en > best_zh ? Language::en : Language::zh;
}

}  // namespace zw::http
