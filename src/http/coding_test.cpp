#include "http/coding.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace zw::http {
namespace {

std::string unpacked(std::string_view packed) {
  std::string bytes(1 << 20, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return bytes;
}

std::string long_text() {
  std::string text = "[";
  for (int i = 0; i < 2'000; ++i) text += "\"示例企业" + std::to_string(i) + "\",";
  return text + "null]";
}

Request asking(std::string accept_encoding) {
  Request request;
  request.headers = {{"accept-encoding", std::move(accept_encoding)}};
  return request;
}

TEST(CodingTest, WhatIsPackedComesBack) {
  EXPECT_EQ(unpacked(gzip(long_text())), long_text());
  EXPECT_EQ(unpacked(gzip("")), "");
}

TEST(CodingTest, LongTextsArePackedForThoseWhoTakeIt) {
  Response response = Response::json(long_text());
  pack(response, asking("br, gzip"));
  EXPECT_EQ(response.header("Content-Encoding"), "gzip");
  EXPECT_EQ(response.header("Vary"), "Accept-Encoding");
  EXPECT_LT(response.content().size(), long_text().size() / 3);
  EXPECT_EQ(unpacked(response.content()), long_text());
}

TEST(CodingTest, SharedTextsArePackedToo) {
  Response response = Response::shared_json(std::make_shared<const std::string>(long_text()));
  pack(response, asking("gzip"));
  EXPECT_EQ(unpacked(response.content()), long_text());
}

TEST(CodingTest, NobodyGetsWhatTheyDidNotAskFor) {
  for (const char* accepted : {"", "br", "gzip;q=0", "identity", "*;q=0"}) {
    Response response = Response::json(long_text());
    pack(response, asking(accepted));
    EXPECT_EQ(response.content(), long_text()) << accepted;
    EXPECT_EQ(response.header("Vary"), "Accept-Encoding")
        << "caches must know that another client gets another form";
  }
}

TEST(CodingTest, ShortOnesRecordsAndWhatIsPackedStayAsTheyAre) {
  const auto stays = [](Response response) {
    const std::string before(response.content());
    pack(response, asking("gzip"));
    return response.content() == before;
  };
  EXPECT_TRUE(stays(Response::json("{}")));
  EXPECT_TRUE(stays(Response::json(long_text()).with("ETag", "\"v1\"")));
  EXPECT_TRUE(stays(Response::json(long_text()).with("Content-Encoding", "br")));
  Response workbook = Response::json(long_text());
  workbook.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  EXPECT_TRUE(stays(workbook));
}

}  // namespace
}  // namespace zw::http
