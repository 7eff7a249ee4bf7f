#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "record/sheet/encoding.h"
#include "record/sheet/test_workbook.h"
#include "record/sheet/workbook.h"
#include "record/sheet/write.h"

namespace zw::record::sheet {
namespace {

using testing::code_of;
using testing::refusal;
using Table = std::vector<std::vector<std::string>>;

/// Rows by their numbers, cells by their columns, gaps as empty texts.
Table table(std::string_view bytes) {
  const auto workbook = load(bytes, {});
  EXPECT_TRUE(workbook.ok()) << code_of(workbook);
  Table out;
  if (!workbook) return out;
  for (const Row& row : workbook->sheets.at(0).rows) {
    out.resize(static_cast<std::size_t>(row.number));
    for (const Cell& cell : row.cells) {
      out.back().resize(static_cast<std::size_t>(cell.column) + 1);
      out.back().back() = cell.text;
    }
  }
  return out;
}

TEST(Csv, ReadsQuotesAndLinesInsideFields) {
  EXPECT_EQ(table("a,\"b,1\",\"c\"\"x\"\"\"\r\n\"two\nlines\",,z\n"),
            (Table{{"a", "b,1", "c\"x\""}, {"two\nlines", "", "z"}}));
  EXPECT_EQ(table("a,b\rc,d"), (Table{{"a", "b"}, {"c", "d"}})) << "old line ends";
  EXPECT_EQ(table("a\n\n\nb\n"), (Table{{"a"}, {}, {}, {"b"}})) << "empty lines keep their number";
}

TEST(Csv, KeepsQuotesThatBelongToTheText) {
  EXPECT_EQ(table("\"重点\"企业,a\n甲\"乙\",b\n"), (Table{{"\"重点\"企业", "a"}, {"甲\"乙\"", "b"}}));
  EXPECT_EQ(refusal("a,\"b\nc,d\n"), "sheet.unclosed_quote");
  testing::CountRows sink;
  EXPECT_EQ(read_csv("x,y\na,\"b\n", {}, sink, "粘贴").problems()[0].field, "粘贴!B2");
}

TEST(Csv, DetectsTheDelimiter) {
  EXPECT_EQ(table("a\tb\n1,5\t2\n3\t4,4\n"), (Table{{"a", "b"}, {"1,5", "2"}, {"3", "4,4"}}));
  EXPECT_EQ(table("a;b;c\n1,5;2;3\n"), (Table{{"a", "b", "c"}, {"1,5", "2", "3"}}));
  EXPECT_EQ(table("标题\na,b;b\n\"x;y;z;w\",1\n"), (Table{{"标题"}, {"a", "b;b"}, {"x;y;z;w", "1"}}));
  EXPECT_EQ(table("sep=;\na;b\n"), (Table{{"a", "b"}}));
  EXPECT_EQ(table("只有一列\n甲\n"), (Table{{"只有一列"}, {"甲"}}));
  EXPECT_EQ(table("名称\t备注\n甲\t\"两\n行, 三\"\n"), (Table{{"名称", "备注"}, {"甲", "两\n行, 三"}}))
      << "pasted from a spreadsheet";
}

TEST(Csv, ReadsEveryUsualEncoding) {
  const Table expected = {{"企业", "徐工"}};
  EXPECT_EQ(table("企业,徐工\n"), expected);
  EXPECT_EQ(table("\xEF\xBB\xBF企业,徐工\n"), expected);
  EXPECT_EQ(table("\xC6\xF3\xD2\xB5,\xD0\xEC\xB9\xA4\n"), expected) << "GBK";
  EXPECT_EQ(table(std::string("\xFF\xFE\x01\x4F\x1A\x4E,\0\x90\x5F\xE5\x5D\n\0", 14)), expected)
      << "UTF-16LE";
  EXPECT_EQ(table(std::string("\xFE\xFF\x4F\x01\x4E\x1A\0,\x5F\x90\x5D\xE5\0\n", 14)), expected)
      << "UTF-16BE";
  EXPECT_EQ(to_utf8("\x81\x39\xEE\x39").value(), "㐀") << "four bytes of GB18030";
}

TEST(Csv, NamesTheBadByte) {
  const auto gbk = to_utf8("\xC6\xF3,1\n\xD2\xB5,\xFF\n");
  ASSERT_FALSE(gbk.ok());
  EXPECT_EQ(gbk.problems()[0],
            (Problem{"sheet.bad_encoding",
                     "",
                     {{"offset", "8"}, {"line", "2"}, {"byte", "0xFF"}, {"encoding", "GB18030"}}}));
  const auto marked = to_utf8("\xEF\xBB\xBFok\n\xFF");
  EXPECT_EQ(marked.problems()[0].params[0].second, "6");
  EXPECT_EQ(marked.problems()[0].params[3].second, "UTF-8");
  EXPECT_FALSE(to_utf8("\xFF\xFE\x41").ok()) << "half a character at the end";
}

TEST(Csv, KeepsItsLimits) {
  Limits small;
  small.rows = 2;
  small.columns = 2;
  small.characters_per_cell = 3;
  EXPECT_EQ(refusal("a,b\nc,d\n,,,\n", small), "");
  EXPECT_EQ(refusal("a\nb\nc\n", small), "sheet.too_many_rows");
  EXPECT_EQ(refusal("a,b,c\n", small), "sheet.too_many_columns");
  small.cells = 3;
  EXPECT_EQ(refusal("a,b\nc,d\n", small), "sheet.too_many_cells");
  EXPECT_EQ(refusal("徐徐徐,b\n", small), "");
  EXPECT_EQ(refusal("abcd,b\n", small), "sheet.cell_too_long");
}

TEST(Csv, WhatIsWrittenIsReadBack) {
  const bool held = rc::check("any table of texts survives", [] {
    const auto columns = *rc::gen::inRange<std::size_t>(2, 5);
    const auto field = rc::gen::container<std::string>(
        rc::gen::element('a', ',', '"', '\n', '\r', '\t', ';', ' ', '=', '\'', '-', '1'));
    const auto lines = *rc::gen::container<std::vector<std::vector<std::string>>>(
        rc::gen::container<std::vector<std::string>>(columns, field));
    auto writer = make_csv_writer();
    std::vector<Column> headings(columns, Column{"表头"});
    writer->sheet("x", headings);
    for (const auto& line : lines) writer->row(std::vector<Field>(line.begin(), line.end()));
    Table read = table(writer->finish());
    read.resize(lines.size() + 1);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      read[i + 1].resize(columns);
      RC_ASSERT(read[i + 1] == lines[i]);
    }
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace zw::record::sheet
