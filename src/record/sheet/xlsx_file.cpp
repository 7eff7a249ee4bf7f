#include "record/sheet/xlsx_file.h"

#include <ctime>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/assert.h"
#include "base/text.h"
#include "record/sheet/cell_value.h"
#include "record/sheet/xlsx_parts.h"

namespace zw::record::sheet {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

void check(lxw_error error) {
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(std::string("writing a workbook: ") + lxw_strerror(error));
}

/// The longest beginning with at most `most` characters.
std::string_view first_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t pos = 0;
  for (std::size_t count = 0; pos < text.size() && count < most; ++count) next_code_point(text, pos);
  return text.substr(0, pos);
}

/// Without the characters that XML cannot hold in any way, with what looks like Office's escape `_xHHHH_`
/// escaped, and within Excel's length.
std::string storable(std::string_view text) {
  constexpr std::size_t kLongestText = 32'767;
  const auto is_plain = [](char c) { return c != '\0' && c != '\xEF' && c != '_'; };
  if (text.size() <= kLongestText && std::all_of(text.begin(), text.end(), is_plain))
    return std::string(text);
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    if (is_escape(text.substr(pos, 7))) out += "_x005F";
    const char32_t c = next_code_point(text, pos);
    if (c != 0 && c != 0xFFFE && c != 0xFFFF) append_utf8(out, c);
  }
  return std::string(first_characters(out, kLongestText));
}

}  // namespace

namespace {
constexpr std::time_t kBeginningOfZipTime = 315'532'800;  // 1980-01-01
}  // namespace

XlsxFile::XlsxFile() : memory_(memfd_create("sheet", MFD_CLOEXEC)) {
  if (memory_ < 0) fail("memory for a workbook");
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  workbook_ = workbook_new_opt(("/proc/self/fd/" + std::to_string(memory_)).c_str(), &options);
  if (!workbook_) throw std::bad_alloc();
  // The same rows give the same bytes: a workbook does not say when it was made.
  lxw_doc_properties properties{};
  properties.created = kBeginningOfZipTime;
  workbook_set_properties(workbook_, &properties);
}

XlsxFile::~XlsxFile() {
  if (workbook_) lxw_workbook_free(workbook_);
  close(memory_);
}

std::string XlsxFile::free_name(std::string_view wanted) {
  std::string name;
  for (char c : trim(wanted))
    name += std::string_view("[]:*?/\\'").find(c) != std::string_view::npos || c == 0 ? '_' : c;
  name = first_characters(name, 31);
  if (name.empty()) name = "Sheet";
  for (int number = 2; names_.contains(to_lower(name)); ++number) {
    const std::string suffix = " " + std::to_string(number);
    name = std::string(first_characters(name, 31 - suffix.size() - 4)) + suffix;
  }
  return name;
}

lxw_worksheet* XlsxFile::add_sheet(std::string_view wanted) {
  const std::string name = free_name(wanted);
  names_.insert(to_lower(name));
  // Excel's own comparison folds more than ASCII; a name it would refuse becomes the default one.
  lxw_worksheet* sheet = workbook_add_worksheet(
      workbook_,
      workbook_validate_sheet_name(workbook_, name.c_str()) == LXW_NO_ERROR ? name.c_str() : nullptr);
  if (!sheet) throw std::runtime_error("writing a workbook: no room for a sheet");
  return sheet;
}

lxw_format* XlsxFile::format(const char* number_format, Fill fill) {
  lxw_format*& format = formats_[{number_format, fill}];
  if (format) return format;
  format = workbook_add_format(workbook_);
  if (!format) throw std::bad_alloc();
  if (*number_format) format_set_num_format(format, number_format);
  if (fill == Fill::heading) format_set_bold(format);
  constexpr lxw_color_t kHeading = 0xE8EEF7, kError = 0xF8CBCB, kNotice = 0xFFF2CC;
  if (fill != Fill::none)
    format_set_bg_color(format, fill == Fill::heading ? kHeading : fill == Fill::error ? kError : kNotice);
  return format;
}

void XlsxFile::write_text(lxw_worksheet* sheet, int row, int column, std::string_view text,
                          lxw_format* format) {
  const auto at_column = static_cast<lxw_col_t>(column);
  check(
      worksheet_write_string(sheet, static_cast<lxw_row_t>(row), at_column, storable(text).c_str(), format));
}

void XlsxFile::write(lxw_worksheet* sheet, int row, int column, const Field& field, const char* number_format,
                     Fill fill) {
  const auto r = static_cast<lxw_row_t>(row);
  const auto c = static_cast<lxw_col_t>(column);
  const bool is_plain = fill == Fill::none && *number_format == 0;
  lxw_format* look = is_plain ? nullptr : format(number_format, fill);
  if (const auto* text = std::get_if<std::string_view>(&field); text && !text->empty()) {
    write_text(sheet, row, column, *text, look);
  } else if (const auto* number = std::get_if<double>(&field)) {
    check(worksheet_write_number(sheet, r, c, *number, look));
  } else if (const auto* truth = std::get_if<bool>(&field)) {
    check(worksheet_write_boolean(sheet, r, c, *truth, look));
  } else if (const auto* date = std::get_if<Date>(&field)) {
    check(worksheet_write_number(sheet, r, c, date_serial(*date), look));
  } else if (const auto* at = std::get_if<Instant>(&field)) {
    const Date day = china_date(*at);
    const auto since_midnight = static_cast<double>(at->micros - china_midnight(day).micros);
    check(worksheet_write_number(
        sheet, r, c, date_serial(day) + since_midnight / static_cast<double>(kMicrosPerDay), look));
  } else if (fill != Fill::none) {
    check(worksheet_write_blank(sheet, r, c, look));
  }
}

void XlsxFile::comment(lxw_worksheet* sheet, int row, int column, std::string_view text) {
  if (text.empty()) return;
  const std::string shown = storable(text);
  check(worksheet_write_comment(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                                shown.c_str()));
}

std::string XlsxFile::finish() {
  ZW_ASSERT(workbook_, "a workbook is finished once");
  check(workbook_close(std::exchange(workbook_, nullptr)));
  struct stat status {};
  if (fstat(memory_, &status) != 0) fail("reading a written workbook");
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = pread(memory_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (count <= 0) fail("reading a written workbook");
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

}  // namespace zw::record::sheet
