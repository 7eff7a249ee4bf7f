// Uploaded files: what is accepted, what lies about itself, and names that would do harm.
#include "modules/casework/file_kind.h"

#include <gtest/gtest.h>

#include "modules/casework/testing.h"

namespace zw::modules::casework {
namespace {

using namespace std::string_literals;

const std::string kPdf = "%PDF-1.7\n%...";
const std::string kPng = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s;
const std::string kJpeg = "\xff\xd8\xff\xe0\0\x10JFIF"s;
const std::string kWebp = "RIFF\x24\0\0\0WEBPVP8 "s;
const std::string kHeic =
    "\0\0\0\x18"
    "ftypheic\0\0\0\0"s;
const std::string kZip = "PK\x03\x04\x14\0\0\0\x08\0readme.txt"s;
const std::string kPackage = "PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml"s;
const std::string kDocument = kPackage + "word/document.xml", kWorkbook = kPackage + "xl/workbook.bin",
                  kSlides = kPackage + "ppt/presentation.xml";
const std::string kOldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0"s;
const std::string kExe = "MZ\x90\0\x03\0\0\0"s;
const std::string kHtml = "<!DOCTYPE html><script>alert(1)</script>";

std::string verdict(std::string_view name, std::string_view bytes) {
  const auto type = media_type_of(name, bytes);
  return type ? std::string(*type) : testing::codes(type);
}

TEST(FileKind, EveryAcceptedTypeIsKnown) {
  const struct {
    const char* name;
    std::string bytes;
    const char* type;
  } rows[] = {
      {"批复.pdf", kPdf, "application/pdf"},
      {"现场.png", kPng, "image/png"},
      {"现场.jpg", kJpeg, "image/jpeg"},
      {"现场.JPEG", kJpeg, "image/jpeg"},
      {"现场.webp", kWebp, "image/webp"},
      {"现场.heic", kHeic, "image/heic"},
      {"现场.heic",
       "\0\0\0\x18"
       "ftypmif1"s,
       "image/heic"},
      {"申请.docx", kDocument, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {"台账.xlsx", kWorkbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"汇报.pptx", kSlides, "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
      {"申请.doc", kOldOffice, "application/msword"},
      {"台账.xls", kOldOffice, "application/vnd.ms-excel"},
      {"申请.wps", kOldOffice, "application/vnd.ms-works"},
      {"台账.et", kOldOffice, "application/vnd.ms-excel"},
      {"说明.txt", "第一行\r\n\t第二行\n", "text/plain; charset=utf-8"},
      {"说明.csv", "企业,金额\n甲,1\n", "text/csv; charset=utf-8"},
      {"a.b.c.pdf", kPdf, "application/pdf"},
      {"附件 (1).pdf", kPdf, "application/pdf"},
  };
  for (const auto& row : rows) EXPECT_EQ(verdict(row.name, row.bytes), row.type) << row.name;
}

TEST(FileKind, LiesAreSeen) {
  const struct {
    const char* name;
    std::string bytes;
  } rows[] = {
      {"批复.pdf", kExe},
      {"批复.pdf", kHtml},
      {"现场.png", kHtml},
      {"现场.png", kJpeg},
      {"现场.jpg", kPng},
      {"申请.docx", kZip},
      {"申请.docx", kPackage},
      {"申请.docx", kWorkbook},
      {"台账.xlsx", kSlides},
      {"汇报.pptx", kDocument},
      {"台账.xlsx", kHtml},
      {"申请.docx", kOldOffice},
      {"申请.doc", kDocument},
      {"台账.xls", kHtml},
      {"说明.txt", kExe},
      {"说明.txt", "\xb0\xa1"},
      {"说明.csv", "a\0b"s},
      {"现场.webp", "RIFF"},
      {"现场.webp", "RIFF\x24\0\0\0"s},
      {"现场.webp", "RIFF\x24\0\0\0WAVEfmt "s},
      {"现场.heic", "\0\0\0"s},
      {"现场.heic",
       "\0\0\0\x18"
       "ftypisom"s},
      {"批复.pdf", "%PD"},
      {"现场.png", "\x89"},
      {"现场.jpg", "\xff\xd8"},
      {"批复.pdf", "\n%PDF-1.7"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(verdict(row.name, row.bytes), "file.type_mismatch") << row.name << " " << row.bytes;
}

TEST(FileKind, TypesNobodyAskedForAreRefused) {
  for (const char* name : {"页面.html", "图.svg", "宏.xlsm", "程序.exe", "脚本.js", "包.zip", "无扩展名",
                           "尾点.", "批复.pdf.exe", "pdf"})
    EXPECT_EQ(verdict(name, kPdf), "file.type_refused") << name;
  const auto refused = media_type_of("批复.pdf.EXE", kPdf);
  EXPECT_EQ(testing::param(refused.problems().front(), "ending"), "exe");
}

TEST(FileKind, NamesThatWouldDoHarmAreRefused) {
  const std::string long_name = [] {
    std::string name;
    for (int i = 0; i < 200; ++i) name += "长";
    return name + ".pdf";
  }();
  for (const std::string& name :
       {"../批复.pdf"s,    "..\\批复.pdf"s,   "/etc/批复.pdf"s,  "a/b.pdf"s,
        "C:批复.pdf"s,     ".批复.pdf"s,      ".pdf"s,           "批\n复.pdf"s,
        "批\0复.pdf"s,     "批\x7f复.pdf"s,   "批\x1b[2J.pdf"s,  "批复\u202Efdp.exe.pdf"s,
        "批复\u200B.pdf"s, "批复\u2066.pdf"s, "\uFEFF批复.pdf"s, "批复\".pdf"s,
        "批复<b>.pdf"s,    "批|复.pdf"s,      "批*.pdf"s,        "批?.pdf"s,
        " 批复.pdf"s,      "批复\xff.pdf"s,   long_name})
    EXPECT_EQ(verdict(name, kPdf), "file.name") << name;
  EXPECT_EQ(verdict("批复.pdf ", kPdf), "file.name, file.type_refused");
  EXPECT_EQ(verdict("", kPdf), "file.name, file.type_refused");
  EXPECT_EQ(verdict("..", kPdf), "file.name, file.type_refused");
}

TEST(FileKind, ANameMayHave120Characters) {
  std::string name;
  for (int i = 0; i < 116; ++i) name += "长";
  EXPECT_EQ(verdict(name + ".pdf", kPdf), "application/pdf");
  EXPECT_EQ(verdict(name + "长.pdf", kPdf), "file.name");
}

TEST(FileKind, SizesHaveTwoEnds) {
  EXPECT_EQ(verdict("批复.pdf", ""), "file.empty");
  std::string bytes = kPdf;
  bytes.resize(kMostFileBytes, ' ');
  EXPECT_EQ(verdict("批复.pdf", bytes), "application/pdf");
  bytes += ' ';
  EXPECT_EQ(verdict("批复.pdf", bytes), "file.too_large");
  EXPECT_EQ(testing::param(media_type_of("批复.pdf", bytes).problems().front(), "limit"), "20");
}

TEST(FileKind, AllThatIsWrongIsSaidAtOnce) {
  EXPECT_EQ(verdict("../程序.exe", ""), "file.empty, file.name, file.type_refused");
  EXPECT_EQ(verdict("../批复.pdf", kExe), "file.name, file.type_mismatch");
}

}  // namespace
}  // namespace zw::modules::casework
