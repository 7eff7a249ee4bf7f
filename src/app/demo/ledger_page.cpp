#include "app/demo/ledger_page.h"

#include <algorithm>
#include <array>

#include "record/sheet/xlsx_file.h"

namespace zw::app::demo {
namespace {

using modules::registry::Enterprise;
using record::sheet::XlsxFile;

constexpr std::array<std::string_view, kLedgerColumns> kHeadings = {
    "企业名称", "曾用名",   "统一社会信用代码", "企业类型", "规模类别", "状态",       "行业代码",
    "所属集团", "上级企业", "实际地址",         "纬度",     "经度",     "法定代表人", "联系人",
    "联系电话", "职工人数", "注册资本（万元）", "成立日期", "主要产品", "需驻厂",     "所需专长",
    "所需语言", "备注",     "1—2月累计产值"};

LedgerCell text(const std::string& value) { return value.empty() ? LedgerCell{} : LedgerCell{value}; }

template <class T>
LedgerCell number(const std::optional<T>& value) {
  return value ? LedgerCell{static_cast<double>(*value)} : LedgerCell{};
}

template <class Enum>
LedgerCell label(Enum value) {
  return std::string(choices_of(value)[static_cast<std::size_t>(value)].label.zh);
}

void write_cell(XlsxFile& file, lxw_worksheet* sheet, int row, int column, const LedgerCell& cell) {
  constexpr auto kPlain = XlsxFile::Fill::none;
  if (const auto* words = std::get_if<std::string>(&cell))
    file.write(sheet, row, column, std::string_view(*words), "", kPlain);
  else if (const auto* amount = std::get_if<double>(&cell))
    file.write(sheet, row, column, *amount, "", kPlain);
  else if (const auto* day = std::get_if<Date>(&cell))
    file.write(sheet, row, column, *day, "yyyy/m/d", kPlain);
}

void write_page(XlsxFile& file, const LedgerPage& page) {
  lxw_worksheet* sheet = file.add_sheet(page.name);
  const auto last_column = static_cast<lxw_col_t>(page.order.size() - 1);
  // libxlsxwriter wants merged ranges in front of the rows.
  for (std::size_t i = 0; i < page.titles.size(); ++i)
    (void)worksheet_merge_range(sheet, static_cast<lxw_row_t>(i), 0, static_cast<lxw_row_t>(i), last_column,
                                nullptr, nullptr);
  for (const auto& merge : page.merges) {
    const auto column = static_cast<lxw_col_t>(page.column_of(merge.column));
    (void)worksheet_merge_range(sheet, static_cast<lxw_row_t>(page.row_of(merge.first_line) - 1), column,
                                static_cast<lxw_row_t>(page.row_of(merge.last_line) - 1), column, nullptr,
                                nullptr);
  }
  int row = 0;
  for (const std::string& title : page.titles)
    file.write(sheet, row++, 0, std::string_view(title), "", XlsxFile::Fill::none);
  for (std::size_t c = 0; c < page.order.size(); ++c)
    file.write(sheet, row, static_cast<int>(c), heading_of(page.order[c]), "", XlsxFile::Fill::heading);
  ++row;
  for (const LedgerLine& line : page.lines) {
    for (std::size_t c = 0; c < page.order.size(); ++c)
      write_cell(file, sheet, row, static_cast<int>(c), line.at(page.order[c]));
    if (line.is_hidden) {
      lxw_row_col_options hidden{};
      hidden.hidden = LXW_TRUE;
      worksheet_set_row_opt(sheet, static_cast<lxw_row_t>(row), LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    }
    ++row;
  }
}

}  // namespace

std::string_view heading_of(LedgerColumn column) { return kHeadings[static_cast<std::size_t>(column)]; }

std::size_t LedgerPage::column_of(LedgerColumn column) const {
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), column) - order.begin());
}

LedgerLine clean_line(const Enterprise& firm, const std::string& parent_name) {
  using enum LedgerColumn;
  LedgerLine line;
  line.firm = &firm;
  line.cells.resize(kLedgerColumns);
  line.at(name) = firm.name;
  line.at(former_name) = text(firm.former_name);
  line.at(uscc) = *firm.uscc;
  line.at(kind) = label(firm.kind);
  line.at(size_class) = label(firm.size_class);
  line.at(status) = label(firm.status);
  line.at(industry_code) = firm.industry_code;
  line.at(group_name) = text(firm.group_name);
  line.at(parent) = text(parent_name);
  line.at(address) = firm.address;
  line.at(latitude) = number(firm.latitude_e6);
  line.at(longitude) = number(firm.longitude_e6);
  line.at(legal_representative) = firm.legal_representative;
  line.at(contact_name) = firm.contact_name;
  line.at(contact_phone) = firm.contact_phone;
  line.at(employees) = number(firm.employees);
  if (firm.registered_capital)
    line.at(registered_capital) =
        static_cast<double>(firm.registered_capital->fen / ten_thousand_yuan(1).fen);
  line.at(established_on) = *firm.established_on;
  line.at(products) = text(firm.products);
  line.at(needs_residency) = firm.needs_residency ? "是" : "否";
  line.at(needs_skill) = text(firm.needs_skill);
  line.at(needs_language) = text(firm.needs_language);
  return line;
}

LedgerLine words_line(LedgerColumn column, std::string words) {
  LedgerLine line;
  line.cells.resize(kLedgerColumns);
  line.at(column) = std::move(words);
  return line;
}

std::string write_pages(const std::vector<LedgerPage>& pages, std::string_view hidden_name) {
  XlsxFile file;
  for (const LedgerPage& page : pages) write_page(file, page);
  lxw_worksheet* hidden = file.add_sheet(hidden_name);
  file.write(hidden, 0, 0, std::string_view("本表由各网格汇总，未经核对（演示数据）"), "",
             XlsxFile::Fill::none);
  worksheet_hide(hidden);
  return file.finish();
}

}  // namespace zw::app::demo
