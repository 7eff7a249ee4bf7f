#include "http/outgoing/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include "http/outgoing/reach.h"

namespace zw::http::outgoing {
namespace {

TEST(OutgoingAddress, HasItsParts) {
  const auto plain = parse_address("HTTP://Zone.Example/hook?key=a%20b#part");
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->is_secure);
  EXPECT_EQ(plain->host, "Zone.Example");
  EXPECT_EQ(plain->port, 80);
  EXPECT_EQ(plain->authority, "Zone.Example");
  EXPECT_EQ(plain->target, "/hook?key=a%20b");
  const auto secure = parse_address("https://[2001:db8::1]:8443?x=1");
  ASSERT_TRUE(secure);
  EXPECT_TRUE(secure->is_secure);
  EXPECT_EQ(secure->host, "2001:db8::1");
  EXPECT_EQ(secure->port, 8443);
  EXPECT_EQ(secure->authority, "[2001:db8::1]:8443");
  EXPECT_EQ(secure->target, "/?x=1");
  EXPECT_EQ(parse_address("https://zone.example:443")->authority, "zone.example");
}

TEST(OutgoingAddress, RefusesWhatTwoReadersReadDifferently) {
  for (const char* url : {"",
                          "zone.example",
                          "ftp://zone.example/",
                          "file:///etc/passwd",
                          "http://",
                          "http:///path",
                          "http://user:secret@zone.example/",
                          "http://zone.example@10.0.0.1/",
                          "http://zone.example:0/",
                          "http://zone.example:65536/",
                          "http://zone.example:8a/",
                          "http://zone.example:/",
                          "http://zone example/",
                          "http://zone.example/\r\nX-Injected: 1",
                          "http://zone.example\\@10.0.0.1/",
                          "http://[::1",
                          "http://[::1]x/",
                          "http://[zone]/",
                          "http://园区.example/",
                          "http://zone.example/路",
                          "http://a:b:c/"}) {
    const auto address = parse_address(url);
    ASSERT_FALSE(address) << url;
    EXPECT_EQ(address.problems(), (Problems{{"outgoing.bad_address", "url", {}}}));
  }
  EXPECT_FALSE(parse_address("http://zone.example/" + std::string(2100, 'x')));
}

bool is_open(const char* text) {
  std::uint8_t bytes[16];
  if (::inet_pton(AF_INET, text, bytes) == 1) return is_open_to_calls({bytes, 4});
  EXPECT_EQ(::inet_pton(AF_INET6, text, bytes), 1) << text;
  return is_open_to_calls({bytes, 16});
}

TEST(OutgoingReach, IsTheInternetAndTheNetworksOfAZone) {
  for (const char* text :
       {"8.8.8.8", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "100.63.255.255", "100.128.0.1", "169.253.0.1", "223.255.255.255", "1.0.0.1", "2400:3200::1",
        "fd12:3456::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::808:808", "2002:808:808::1"})
    EXPECT_TRUE(is_open(text)) << text;
}

TEST(OutgoingReach, IsNotTheMachineNorItsMachinery) {
  for (const char* text : {"127.0.0.1",
                           "127.255.255.255",
                           "0.0.0.0",
                           "0.1.2.3",
                           "169.254.169.254",
                           "169.254.0.23",
                           "100.100.100.200",
                           "192.0.0.192",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "198.18.0.1",
                           "::",
                           "::1",
                           "fe80::1",
                           "febf::1",
                           "fec0::1",
                           "ff02::1",
                           "fd00:ec2::254",
                           "::ffff:127.0.0.1",
                           "::ffff:169.254.169.254",
                           "::127.0.0.1",
                           "::ffff:0:127.0.0.1",
                           "64:ff9b::7f00:1",
                           "64:ff9b:1::7f00:1",
                           "2002:7f00:1::1",
                           "2002:a9fe:a9fe::",
                           "2001::1",
                           "2001:db8::1",
                           "100::1"}) {
    EXPECT_FALSE(is_open(text)) << text;
  }
}

}  // namespace
}  // namespace zw::http::outgoing
