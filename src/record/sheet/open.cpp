#include <algorithm>

#include "base/text.h"
#include "record/sheet/sheet.h"
#include "record/sheet/workbook.h"

namespace zw::record::sheet {
namespace {

constexpr std::string_view kZip = "PK\x03\x04", kEmptyZip = "PK\x05\x06";
constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Names in an OLE container are UTF-16LE.
std::string utf16(std::string_view ascii) {
  std::string out;
  for (char c : ascii) out += {c, '\0'};
  return out;
}

Problem ole_problem(std::string_view bytes) {
  if (bytes.find(utf16("EncryptedPackage")) != bytes.npos)
    return {"sheet.encrypted", "", {{"remedy", "remove_password"}}};
  if (bytes.find(utf16("Workbook")) != bytes.npos || bytes.find(utf16("Book")) != bytes.npos)
    return {"sheet.xls_unsupported", "", {{"remedy", "save_as_xlsx"}}};
  return {"sheet.not_a_sheet", "", {}};
}

/// Exports of web pages are often HTML that calls itself .xls.
std::string_view markup_format(std::string_view bytes) {
  const std::string head = to_lower(trim(bytes.substr(0, 512)));
  for (const char* start : {"<html", "<!doctype html", "<table", "<meta", "<head"})
    if (head.starts_with(start)) return "html";
  return head.starts_with("<?xml") ? "xml" : "";
}

bool is_binary(std::string_view bytes) {
  for (const char* signature : {"%PDF", "Rar!", "7z\xBC\xAF", "\x1F\x8B", "\x89PNG", "\xFF\xD8\xFF", "GIF8"})
    if (bytes.starts_with(signature)) return true;
  const std::string_view head = bytes.substr(0, 64 << 10);
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x09 || (byte > 0x0D && byte < 0x20);
  });
  return head.find('\0') != head.npos || static_cast<std::size_t>(controls) * 100 > head.size();
}

class Loader final : public RowSink {
 public:
  Loader(Workbook& workbook, const Limits& limits) : workbook_(workbook), limits_(limits) {}

  void begin_sheet(const SheetInfo& info) override {
    workbook_.sheets.push_back({info, {}});
    name_ = workbook_.texts.store(info.name);
  }
  Flow row(const Row& row) override {
    Row& kept = workbook_.sheets.back().rows.emplace_back(row);
    kept.sheet = name_;
    for (Cell& cell : kept.cells) cell.text = workbook_.texts.store(cell.text);
    return is_too_large() ? Flow::stop : Flow::go_on;
  }
  void end_sheet(const SheetInfo& info) override { workbook_.sheets.back().info = info; }
  bool is_too_large() const { return workbook_.texts.bytes() > limits_.loaded_text_bytes; }

 private:
  Workbook& workbook_;
  const Limits& limits_;
  std::string_view name_;
};

}  // namespace

Result<Kind> sniff(std::string_view bytes) {
  if (bytes.empty()) return Problem{"sheet.empty", "", {}};
  if (bytes.starts_with(kZip) || bytes.starts_with(kEmptyZip)) return Kind::xlsx;
  if (bytes.starts_with(kOle)) return ole_problem(bytes);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return Kind::csv;
  if (const auto format = markup_format(bytes); !format.empty())
    return Problem{
        "sheet.unsupported_format", "", {{"format", std::string(format)}, {"remedy", "save_as_xlsx"}}};
  if (is_binary(bytes)) return Problem{"sheet.not_a_sheet", "", {}};
  return Kind::csv;
}

Outcome read(std::string_view bytes, const Limits& limits, RowSink& sink, std::string_view csv_name) {
  const Result<Kind> kind = sniff(bytes);
  if (!kind) return kind.problems();
  return *kind == Kind::xlsx ? read_xlsx(bytes, limits, sink) : read_csv(bytes, limits, sink, csv_name);
}

Result<Workbook> load(std::string_view bytes, const Limits& limits, std::string_view csv_name) {
  Workbook workbook;
  Loader loader(workbook, limits);
  if (Outcome outcome = read(bytes, limits, loader, csv_name); !outcome) return outcome.problems();
  if (loader.is_too_large())
    return Problem{"sheet.too_much_text", "", {{"limit_mb", std::to_string(limits.loaded_text_bytes >> 20)}}};
  return workbook;
}

}  // namespace zw::record::sheet
