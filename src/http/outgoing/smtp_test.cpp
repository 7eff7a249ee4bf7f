#include "http/outgoing/smtp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "base/text.h"
#include "http/outgoing/signing.h"
#include "http/outgoing/testing.h"

namespace zw::http::outgoing {
namespace {

using namespace testing;
using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

const Mail kMail{"desk@zone.example", "东区服务台",         "wang@firm.example",
                 "复工提醒",          "三家企业待复工。\n", *parse_instant("2020-06-15T08:00:00Z")};

std::string from_base64(const std::string& text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                  reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  for (std::size_t end = text.size(); end > 0 && text[end - 1] == '='; --end) bytes.pop_back();
  return bytes;
}

TEST(OutgoingMail, HasAHeadThatAnyServerReads) {
  const auto text = mail_text(kMail);
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("From: =?UTF-8?B?" + base64("东区服务台") + "?= <desk@zone.example>\r\n"));
  EXPECT_THAT(*text,
              HasSubstr("To: wang@firm.example\r\nSubject: =?UTF-8?B?" + base64("复工提醒") + "?=\r\n"));
  EXPECT_THAT(*text, HasSubstr("Date: Mon, 15 Jun 2020 16:00:00 +0800\r\n"));
  EXPECT_THAT(*text, HasSubstr("@zone.example>\r\n"));
  EXPECT_THAT(*text, EndsWith("\r\n\r\n" + base64("三家企业待复工。\n") + "\r\n"));
  EXPECT_EQ(*text, *mail_text(kMail)) << "a repetition is the same mail";
  Mail other = kMail;
  other.body = "四家";
  const auto id_of = [](const std::string& mail) { return mail.substr(mail.find("Message-ID: "), 50); };
  EXPECT_NE(id_of(*text), id_of(*mail_text(other)));
}

TEST(OutgoingMail, EncodesALongSubjectInWordsOfWholeCharacters) {
  EXPECT_EQ(header_text("Plain subject"), "Plain subject");
  EXPECT_EQ(header_text("=?UTF-8?B?eA==?="), "=?UTF-8?B?" + base64("=?UTF-8?B?eA==?=") + "?=");
  std::string subject, decoded;
  for (int i = 0; i < 30; ++i) subject += "a园区";
  const std::string words = header_text(subject);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find("\r\n ", at), words.size());
    const std::string word = words.substr(at, end - at);
    EXPECT_LE(word.size(), 75u);
    ASSERT_TRUE(word.starts_with("=?UTF-8?B?") && word.ends_with("?="));
    const std::string part = from_base64(word.substr(10, word.size() - 12));
    EXPECT_FALSE(first_invalid_utf8(part)) << part;
    decoded += part;
    at = end + 3;
  }
  EXPECT_EQ(decoded, subject);
}

TEST(OutgoingMail, BreaksTheBodyIntoLines) {
  Mail mail = kMail;
  mail.body = std::string(10'000, 'x');
  const std::string text = *mail_text(mail);
  for (std::size_t at = 0, end; (end = text.find("\r\n", at)) != std::string::npos; at = end + 2)
    EXPECT_LE(end - at, 78u);
}

TEST(OutgoingMail, LetsNobodyAddAHeader) {
  Mail mail = kMail;
  mail.from = "desk@zone.example>\r\nRCPT TO:<all@zone.example";
  mail.to = "wang@firm.example\nBcc: all@zone.example";
  mail.subject = "hello\r\nBcc: all@zone.example";
  mail.from_name = std::string("desk\0", 5);
  const auto text = mail_text(mail);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.problems(), (Problems{{"outgoing.bad_mailbox", "from", {}},
                                       {"outgoing.bad_mailbox", "to", {}},
                                       {"outgoing.control_character", "from_name", {}},
                                       {"outgoing.control_character", "subject", {}}}));
}

TEST(OutgoingMail, KnowsAMailbox) {
  for (const char* good : {"a@b", "wang.li+zone@mail.firm.example", "o'neil@firm.example"})
    EXPECT_TRUE(is_mailbox(good)) << good;
  for (const char* bad : {"", "@", "a@", "@b", "a b@c", "a@b c", "<a@b>", "a,b@c", "a@b@c", "王@firm.example",
                          "a@园区.example", "\"a b\"@c", "a@b>"})
    EXPECT_FALSE(is_mailbox(bad)) << bad;
  EXPECT_FALSE(is_mailbox(std::string(250, 'a') + "@b.example"));
}

TEST(OutgoingMail, StuffsDots) {
  EXPECT_EQ(dot_stuffed(""), "");
  EXPECT_EQ(dot_stuffed(".\r\n..\r\na.b\r\n.c"), "..\r\n...\r\na.b\r\n..c");
}

/// A mail server that says yes, unless the replies hold something else for a verb: a whole reply, or "close".
struct Postman {
  using Replies = std::map<std::string, std::string>;

  Replies replies;
  const Certificate* certificate = nullptr;
  bool speaks_tls_first = false;
  std::vector<std::string> heard;
  std::string mail;
  FakeServer server;

  explicit Postman(Replies own = {}, const Certificate* tls = nullptr, bool tls_first = false)
      : replies(std::move(own)),
        certificate(tls),
        speaks_tls_first(tls_first),
        server([this](Peer& peer) { converse(peer); }) {}

  MailServer settings(Security security = Security::plain) const {
    return {"127.0.0.1", server.port(), security, "", "", "zone.example"};
  }

 private:
  /// False when the connection is to end.
  bool reply(Peer& peer, const std::string& verb, const std::string& usual) {
    const auto found = replies.find(verb);
    const std::string text = found == replies.end() ? usual : found->second;
    return text != "close" && peer.write(text + "\r\n");
  }

  void converse(Peer& peer) {
    if (speaks_tls_first) peer.start_tls(*certificate);
    if (!reply(peer, "greeting", "220 mail.zone.example ready")) return;
    while (true) {
      const std::string line = peer.read_line();
      if (line.empty()) return;
      heard.push_back(line);
      const std::string verb = line.substr(0, line.find_first_of(" :"));
      if (!answer(peer, verb) || verb == "QUIT") return;
    }
  }

  bool answer(Peer& peer, const std::string& verb) {
    if (verb == "EHLO")
      return reply(peer, verb,
                   "250-mail.zone.example\r\n250-STARTTLS\r\n250-AUTH LOGIN PLAIN\r\n250 SIZE 1000000");
    if (verb == "AUTH") return reply(peer, verb, "235 welcome");
    if (verb == "STARTTLS") {
      if (!reply(peer, verb, "220 go ahead")) return false;
      if (certificate) peer.start_tls(*certificate);
      return true;
    }
    if (verb == "DATA") {
      if (!reply(peer, verb, "354 go on")) return false;
      if (replies.contains("DATA")) return true;
      mail = peer.read_until("\r\n.\r\n");
      return reply(peer, "mail", "250 queued as 42");
    }
    return reply(peer, verb, "250 fine");
  }
};

TEST(OutgoingSmtp, HandsAMailOver) {
  Postman postman;
  const auto verdict = send_mail(kMail, postman.settings(), loopback());
  ASSERT_TRUE(verdict) << verdict.problems().front().code;
  EXPECT_EQ(verdict->fate, Fate::delivered);
  EXPECT_EQ(verdict->code, "250");
  EXPECT_EQ(verdict->reason, "queued as 42");
  EXPECT_EQ(postman.mail, *mail_text(kMail) + ".\r\n");
  EXPECT_THAT(std::vector(postman.heard.begin(), postman.heard.begin() + 4),
              ElementsAre("EHLO zone.example", "MAIL FROM:<desk@zone.example>", "RCPT TO:<wang@firm.example>",
                          "DATA"));
}

TEST(OutgoingSmtp, StuffsDotsOnTheWay) {
  Postman postman;
  const auto verdict = submit({"a@zone.example", "b@zone.example"}, "Subject: x\r\n\r\n.\r\n..two\r\nend",
                              postman.settings(), loopback());
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->fate, Fate::delivered);
  EXPECT_EQ(postman.mail, "Subject: x\r\n\r\n..\r\n...two\r\nend\r\n.\r\n");
}

TEST(OutgoingSmtp, KnowsARefusalAtEveryStage) {
  for (const std::string stage : {"greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "mail"}) {
    for (const auto& [reply, fate] :
         {std::pair{"451-try\r\n451 later", Fate::later}, {"550 5.1.1 never", Fate::never}}) {
      Postman postman(Postman::Replies{{stage, reply}});
      MailServer server = postman.settings();
      server.login = "desk";
      const auto verdict = send_mail(kMail, server, loopback());
      ASSERT_TRUE(verdict) << stage;
      EXPECT_EQ(verdict->fate, fate) << stage;
      EXPECT_EQ(verdict->code, fate == Fate::later ? "451" : "550") << stage;
      EXPECT_EQ(verdict->reason, fate == Fate::later ? "try later" : "5.1.1 never") << stage;
      EXPECT_EQ(postman.mail.empty(), stage != "mail") << stage;
    }
    Postman leaving(Postman::Replies{{stage, "close"}});
    MailServer server = leaving.settings();
    server.login = "desk";
    const auto verdict = send_mail(kMail, server, loopback());
    ASSERT_FALSE(verdict) << stage;
    EXPECT_EQ(verdict.problems().front().code, "outgoing.closed") << stage;
  }
}

TEST(OutgoingSmtp, SignsInByWhatIsOffered) {
  const std::string both("\0desk\0pass word", 15);
  Postman plain;
  MailServer server = plain.settings();
  server.login = "desk";
  server.password = "pass word";
  EXPECT_EQ(send_mail(kMail, server, loopback())->fate, Fate::delivered);
  EXPECT_EQ(plain.heard[1], "AUTH PLAIN " + base64(both));

  Postman old(Postman::Replies{{"EHLO", "250-mail\r\n250 AUTH=LOGIN"},
                               {"AUTH", "334 VXNlcm5hbWU6"},
                               {base64("desk"), "334 UGFzc3dvcmQ6"},
                               {base64("pass word"), "235 welcome"}});
  server.port = old.server.port();
  EXPECT_EQ(send_mail(kMail, server, loopback())->fate, Fate::delivered);
  EXPECT_EQ(old.heard[1], "AUTH LOGIN");
  EXPECT_EQ(old.heard[2], base64("desk"));
  EXPECT_EQ(old.heard[3], base64("pass word"));

  Postman none(Postman::Replies{{"EHLO", "250-mail\r\n250 AUTH CRAM-MD5"}});
  server.port = none.server.port();
  EXPECT_EQ(send_mail(kMail, server, loopback()).problems().front().code, "outgoing.login_not_offered");
}

TEST(OutgoingSmtp, EncryptsBeforeItSaysAnything) {
  const Certificate certificate("zone.example");
  Limits limits = loopback();
  limits.ca_file = certificate.path();
  Postman upgrading({}, &certificate);
  MailServer server = upgrading.settings(Security::start_tls);
  server.login = "desk";
  const auto upgraded = send_mail(kMail, server, limits);
  ASSERT_TRUE(upgraded) << upgraded.problems().front().code;
  EXPECT_EQ(upgraded->fate, Fate::delivered);
  EXPECT_THAT(std::vector(upgrading.heard.begin(), upgrading.heard.begin() + 3),
              ElementsAre("EHLO zone.example", "STARTTLS", "EHLO zone.example"));
  Postman secure({}, &certificate, true);
  EXPECT_EQ(send_mail(kMail, secure.settings(Security::tls), limits)->fate, Fate::delivered);
  EXPECT_EQ(secure.heard.front(), "EHLO zone.example");
}

TEST(OutgoingSmtp, IsNotTalkedOutOfEncryption) {
  const Certificate certificate("zone.example");
  const auto code_against = [&](Postman& postman, const Limits& limits) {
    MailServer server = postman.settings(Security::start_tls);
    server.login = "desk";
    const auto verdict = send_mail(kMail, server, limits);
    return verdict ? "" : verdict.problems().front().code;
  };
  Postman silent(Postman::Replies{{"EHLO", "250-mail\r\n250 AUTH PLAIN"}});
  EXPECT_EQ(code_against(silent, loopback()), "outgoing.tls_not_offered");
  EXPECT_EQ(silent.heard.size(), 1u);
  // Bytes that follow the consent would be taken for encrypted ones.
  Postman injected(Postman::Replies{{"STARTTLS", "220 go ahead\r\n250 AUTH PLAIN"}});
  EXPECT_EQ(code_against(injected, loopback()), "outgoing.bad_answer");
  Postman unknown({}, &certificate);
  EXPECT_EQ(code_against(unknown, loopback()), "outgoing.untrusted");
  EXPECT_EQ(unknown.heard.back(), "STARTTLS");
}

TEST(OutgoingSmtp, DoesNotReadOnForEver) {
  for (const char* reply : {"hello", "99 x", "199 x", "2500 x", "220-a\r\n221 b", "354 go on"}) {
    Postman postman(Postman::Replies{{"greeting", reply}});
    const auto verdict = send_mail(kMail, postman.settings(), loopback());
    ASSERT_FALSE(verdict) << reply;
    EXPECT_EQ(verdict.problems().front().code, "outgoing.bad_answer") << reply;
  }
  for (const char* part : {"220-more\r\n", "no end"}) {
    FakeServer endless([&](Peer& peer) {
      while (peer.write(part)) {
      }
    });
    const MailServer server{"127.0.0.1", endless.port(), Security::plain, "", "", "zone.example"};
    EXPECT_EQ(send_mail(kMail, server, loopback()).problems().front().code, "outgoing.bad_answer") << part;
  }
  FakeServer silent([](Peer& peer) { peer.wait_for_end(); });
  const MailServer server{"127.0.0.1", silent.port(), Security::plain, "", "", "zone.example"};
  EXPECT_EQ(send_mail(kMail, server, loopback(milliseconds(150))).problems().front().code,
            "outgoing.timeout");
}

TEST(OutgoingSmtp, NeedsNoServerToFindWhatIsWrong) {
  Mail mail = kMail;
  mail.to = "wang";
  mail.subject = "a\nb";
  MailServer server{"mail zone", 25, Security::plain, "de\rsk", std::string("pa\0ss", 5), "zone\r\nRSET"};
  const auto verdict = send_mail(mail, server, loopback());
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.problems(), (Problems{{"outgoing.bad_mailbox", "to", {}},
                                          {"outgoing.control_character", "subject", {}},
                                          {"outgoing.bad_host", "host", {}},
                                          {"outgoing.bad_host", "own_name", {}},
                                          {"outgoing.control_character", "login", {}},
                                          {"outgoing.control_character", "password", {}}}));
  Limits closed;
  const MailServer local{"127.0.0.1", 25, Security::plain, "", "", "zone.example"};
  EXPECT_EQ(send_mail(kMail, local, closed).problems().front().code, "outgoing.forbidden_address");
}

}  // namespace
}  // namespace zw::http::outgoing
