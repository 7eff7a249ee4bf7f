#include "http/outgoing/messages.h"

namespace zw::http::outgoing {
namespace {

constexpr Message kOutgoingMessages[] = {
    {"outgoing.bad_address", "地址须以 http:// 或 https:// 开头，不含空格、反斜杠和用户名密码。",
     "An address begins with http:// or https:// and holds no blanks, backslashes or credentials."},
    {"outgoing.bad_host", "主机名无效。", "This is not the name of a host."},
    {"outgoing.bad_header", "请求头“{name}”无效。", "The header “{name}” is not valid."},
    {"outgoing.bad_mailbox", "邮箱地址无效。", "This is not a mail address."},
    {"outgoing.bad_ca_file", "无法读取证书文件（{reason}）。",
     "The certificate file cannot be read ({reason})."},
    {"outgoing.control_character", "此处不能含有换行或控制字符。",
     "Line breaks and control characters are not allowed here."},
    {"outgoing.secret_required", "请填写签名密钥。", "A signing secret is required."},
    {"outgoing.forbidden_address", "“{host}”指向本机或受保护的地址，不允许向其发送。",
     "“{host}” leads to this machine or to a protected address; nothing may be sent there."},
    {"outgoing.unknown_host", "找不到主机“{host}”。", "No host is called “{host}”."},
    {"outgoing.unreachable", "无法连接“{host}”（{reason}）。", "“{host}” cannot be reached ({reason})."},
    {"outgoing.timeout", "“{host}”在 {seconds} 秒内没有答复。",
     "“{host}” did not answer within {seconds} seconds."},
    {"outgoing.closed", "“{host}”中途关闭了连接。", "“{host}” closed the connection before it had answered."},
    {"outgoing.untrusted", "“{host}”的证书不可信（{reason}）。",
     "The certificate of “{host}” is not trusted ({reason})."},
    {"outgoing.too_large", "“{host}”的答复超过 {limit} 字节。",
     "The answer of “{host}” is longer than {limit} bytes."},
    {"outgoing.bad_answer", "“{host}”的答复无法理解。", "The answer of “{host}” cannot be understood."},
    {"outgoing.tls_not_offered", "邮件服务器“{host}”不支持 STARTTLS，未发送。",
     "The mail server “{host}” does not offer STARTTLS; nothing was sent."},
    {"outgoing.login_not_offered", "邮件服务器“{host}”不支持 PLAIN 或 LOGIN 登录。",
     "The mail server “{host}” offers neither PLAIN nor LOGIN to sign in."},
    {"outgoing.put_off", "对方暂不接收，稍后自动重试（{status}：{reason}）。",
     "The other side does not accept it now; it will be tried again ({status}: {reason})."},
    {"outgoing.refused", "对方拒绝接收（{status}：{reason}）。",
     "The other side refused the message ({status}: {reason})."},
};

}  // namespace

std::span<const Message> outgoing_messages() { return kOutgoingMessages; }

}  // namespace zw::http::outgoing
