#include "app/demo/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <tuple>

#include "app/demo/ledger_page.h"
#include "app/demo/parts.h"
#include "base/codes.h"
#include "record/json.h"

namespace zw::app::demo {
namespace {

using registry::Enterprise;
using registry::SizeClass;
using Cell = LedgerCell;

/// How a hand spoils one cell of a firm; nothing when this cell cannot be spoilt so.
struct Spoiling {
  std::string_view code;
  int count;
  LedgerColumn column;
  std::function<std::optional<Cell>(const Enterprise&, Rng&)> spoil;
};

/// A letter for a digit such that the right code is the only likely one.
std::optional<Cell> look_alike(const Enterprise& firm, Rng& rng) {
  const char digit = rng.chance(50) ? '0' : '1';
  std::string typed = *firm.uscc;
  const auto at = typed.rfind(digit);
  if (at == std::string::npos || at < 8) return {};
  typed[at] = digit == '0' ? 'O' : 'I';
  if (propose_uscc(typed) != std::vector{*firm.uscc}) return {};
  return Cell{typed};
}

/// A slip that no look-alike explains.
std::optional<Cell> invalid_code(const Enterprise& firm, Rng&) {
  std::string typed = *firm.uscc;
  typed[12] = typed[12] == '3' ? '4' : '3';
  if (is_uscc(typed) || !propose_uscc(typed).empty()) return {};
  return Cell{typed};
}

std::string in_full_width(std::string_view digits) {
  std::string wide;
  for (char digit : digits) wide += fmt::format("\xEF\xBC{}", static_cast<char>(0x90 + (digit - '0')));
  return wide;
}

std::optional<Cell> amount_with_unit(const Enterprise& firm, Rng& rng) {
  if (!firm.registered_capital) return {};
  const auto amount = firm.registered_capital->fen / ten_thousand_yuan(1).fen;
  if (amount >= 1000 && rng.chance(50))
    return Cell{fmt::format("{}.{:04}亿元", amount / 10'000, amount % 10'000)};
  return Cell{fmt::format("{}万元", amount)};
}

Cell day_as_written(Date date, std::string_view first, std::string_view second, std::string_view end) {
  const auto [year, month, day_of_month] = civil(date);
  return fmt::format("{}{}{}{}{}{}", year, first, month, second, day_of_month, end);
}

std::optional<Cell> old_word_for_size(const Enterprise& firm, Rng&) {
  if (firm.size_class == SizeClass::industry_above) return Cell{"规模以上工业"};
  if (firm.size_class == SizeClass::service_above) return Cell{"规模以上服务业"};
  return {};
}

const std::vector<Spoiling>& spoilings() {
  using enum LedgerColumn;
  static const std::vector<Spoiling> all = {
      // What one click mends.
      {"intake.look_alike", 24, uscc, look_alike},
      {"intake.closing_note", 18, name,
       [](const Enterprise& f, Rng& r) { return Cell{f.name + (r.chance(50) ? "（盖章）" : "(公章)")}; }},
      {"intake.full_width", 16, contact_phone,
       [](const Enterprise& f, Rng&) { return Cell{in_full_width(f.contact_phone)}; }},
      {"intake.two_phones", 16, contact_phone,
       [](const Enterprise& f, Rng& r) {
         return Cell{fmt::format("{}/1000000{:04}", f.contact_phone, r.below(10'000))};
       }},
      {"intake.date_notation", 14, established_on,
       [](const Enterprise& f, Rng&) { return day_as_written(*f.established_on, ".", ".", ""); }},
      {"intake.date_notation", 12, established_on,
       [](const Enterprise& f, Rng&) { return day_as_written(*f.established_on, "年", "月", "日"); }},
      {"intake.date_serial", 12, established_on,
       [](const Enterprise& f, Rng&) { return Cell{static_cast<double>(f.established_on->days + 25'569)}; }},
      {"intake.unit_mixed", 18, registered_capital, amount_with_unit},
      {"intake.number_note", 16, employees,
       [](const Enterprise& f, Rng&) { return Cell{fmt::format("约{}人", *f.employees)}; }},
      {"intake.separators", 6, employees,
       [](const Enterprise& f, Rng&) -> std::optional<Cell> {
         if (*f.employees < 1000) return {};
         return Cell{fmt::format("{},{:03}", *f.employees / 1000, *f.employees % 1000)};
       }},
      {"intake.placeholder", 18, note,
       [](const Enterprise&, Rng& r) { return Cell{r.chance(50) ? "无" : "/"}; }},
      {"intake.unknown_choice", 10, size_class, old_word_for_size},
      {"intake.line_break", 8, address,
       [](const Enterprise& f, Rng&) {
         return Cell{std::string(f.address).insert(std::string_view("示例湖街道").size(), "\n")};
       }},
      {"intake.emoji", 4, contact_name, [](const Enterprise& f, Rng&) { return Cell{f.contact_name + "👍"}; }},
      {"intake.control_character", 3, legal_representative,
       [](const Enterprise& f, Rng&) { return Cell{f.legal_representative + "\x0B"}; }},
      {"intake.formula_text", 4, note, [](const Enterprise&, Rng&) { return Cell{"=待核实"}; }},
      {"intake.garbled", 3, note, [](const Enterprise&, Rng&) { return Cell{"浼佷笟"}; }},
      {"intake.lost_zero", 4, industry_code,
       [](const Enterprise& f, Rng&) -> std::optional<Cell> {
         if (f.industry_code[0] != '0') return {};
         return Cell{static_cast<double>(f.industry_code[1] - '0')};
       }},
      {"intake.date_incomplete", 4, established_on,
       [](const Enterprise& f, Rng&) {
         return Cell{fmt::format("{}年{}月", civil(*f.established_on).year, civil(*f.established_on).month)};
       }},
      {"intake.date_without_year", 3, established_on,
       [](const Enterprise&, Rng& r) { return Cell{fmt::format("1月{}日", r.between(2, 28))}; }},
      // What somebody has to look up.
      {"intake.lost_digits", 4, uscc,
       [](const Enterprise& f, Rng&) { return Cell{fmt::format("9.199{:05}E+17", f.id.value)}; }},
      {"intake.code_invalid", 3, uscc, invalid_code},
      {"intake.formula_error", 4, employees, [](const Enterprise&, Rng&) { return Cell{"#N/A"}; }},
      {"intake.out_of_range", 3, employees,
       [](const Enterprise& f, Rng&) { return Cell{static_cast<double>(-*f.employees)}; }},
      {"intake.percent", 2, employees, [](const Enterprise&, Rng&) { return Cell{"85%"}; }},
      {"intake.wrong_type", 2, employees, [](const Enterprise&, Rng&) { return Cell{"若干"}; }},
      {"intake.date_impossible", 2, established_on,
       [](const Enterprise& f, Rng&) { return Cell{fmt::format("{}.2.30", civil(*f.established_on).year)}; }},
      {"intake.phone_invalid", 3, contact_phone, [](const Enterprise&, Rng&) { return Cell{"微信联系"}; }},
      {"intake.blank_key", 2, name, [](const Enterprise&, Rng&) { return Cell{}; }},
  };
  return all;
}

std::vector<Enterprise> firms_of_the_ledger(const Options& options) {
  DemoZone zone;
  zone.options = options;
  add_enterprises(zone);
  return std::move(zone.enterprises);
}

class LedgerMaker {
 public:
  LedgerMaker(const Options& options, int wanted)
      : firms_(firms_of_the_ledger(options)),
        rng_(options.seed * 1000 + static_cast<std::uint64_t>(Stream::ledger)),
        wanted_(wanted) {}

  Ledger make() {
    lay_out();
    spoil_layout();
    spoil_groups();
    spoil_neighbours();
    for (const Spoiling& spoiling : spoilings()) spoil_cells(spoiling, spoiling.count);
    fill_up();
    Ledger ledger{write_pages(pages_, "填表说明"), std::move(planted_)};
    const auto place = [](const Planted& p) { return std::tuple(p.sheet, p.row, p.column); };
    std::sort(ledger.planted.begin(), ledger.planted.end(),
              [&](const Planted& a, const Planted& b) { return place(a) < place(b); });
    return ledger;
  }

 private:
  struct Line {
    std::size_t page, index;
  };

  void lay_out() {
    pages_.resize(2);
    LedgerPage& above = pages_[0];
    above.name = "四上企业";
    above.titles = {"示例经开区·示例湖街道企业台账（2020年2月）",
                    "填报单位：各网格 　 统计截至2020年2月10日"};
    for (std::size_t c = 0; c < kLedgerColumns; ++c) above.order.push_back(static_cast<LedgerColumn>(c));
    LedgerPage& small = pages_[1];
    small.name = "规下企业";
    small.titles = {"示例湖街道规下企业台账（2020年2月）"};
    small.order = above.order;
    small.order.pop_back();
    std::reverse(small.order.begin() + 3, small.order.end());
    std::swap(small.order[0], small.order[2]);
    for (const Enterprise& firm : firms_) {
      const std::string parent =
          firm.parent_id ? firms_[static_cast<std::size_t>(firm.parent_id->value) - 1].name : "";
      pages_[firm.size_class == SizeClass::small ? 1 : 0].lines.push_back(clean_line(firm, parent));
    }
  }

  void spoil_layout() {
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      LedgerPage& page = pages_[p];
      for (std::size_t t = 0; t < page.titles.size(); ++t)
        planted_.push_back({p, static_cast<int>(t) + 1, 0, "intake.title_row"});
      // A subtotal in the middle and the signatures' line at the end.
      insert_words(p, page.lines.size() / 2, "小计", "intake.subtotal_row");
      insert_words(p, page.lines.size(), "合计", "intake.total_row");
      insert_words(p, page.lines.size(), "填表人：示例甲  审核人：示例乙", "intake.footer_row");
    }
    planted_.push_back({1, pages_[1].header_row(), 0, "intake.columns_reordered"});
    const std::size_t output = pages_[0].column_of(LedgerColumn::output_so_far);
    planted_.push_back({0, pages_[0].header_row(), output, "intake.unknown_column"});
    planted_.push_back({0, pages_[0].header_row(), output, "intake.cumulative_column"});
    planted_.push_back({2, 1, 0, "intake.hidden_sheet"});
    for (std::size_t p = 0; p < pages_.size(); ++p) {
      is_spoilt_.emplace_back(pages_[p].lines.size(), false);
      for (std::size_t i = 0; i < pages_[p].lines.size(); ++i) is_spoilt_[p][i] = !pages_[p].lines[i].firm;
    }
    shuffle_candidates();
    for (int i = 0; i < 4; ++i) hide(take_candidate());
  }

  void insert_words(std::size_t p, std::size_t at, std::string words, std::string_view code) {
    LedgerPage& page = pages_[p];
    page.lines.insert(page.lines.begin() + static_cast<std::ptrdiff_t>(at),
                      words_line(LedgerColumn::name, std::move(words)));
    planted_.push_back({p, page.row_of(at), page.column_of(LedgerColumn::name), code});
  }

  void hide(Line line) {
    pages_[line.page].lines[line.index].is_hidden = true;
    planted_.push_back({line.page, pages_[line.page].row_of(line.index), 0, "intake.hidden_row"});
    is_spoilt_[line.page][line.index] = true;
  }

  /// The name of some groups stands once, in a cell merged over its firms.
  void spoil_groups() {
    LedgerPage& page = pages_[0];
    int groups = 0;
    for (std::size_t i = 0; i + 3 < page.lines.size() && groups < 4; ++i) {
      if (!page.lines[i].firm || page.lines[i].firm->parent_id || page.lines[i].firm->group_name.empty())
        continue;
      std::size_t last = i;
      while (page.lines[last + 1].firm &&
             page.lines[last + 1].firm->group_name == page.lines[i].firm->group_name)
        ++last;
      if (last - i != 3) continue;  // the large group keeps its own
      page.merges.push_back({i, last, LedgerColumn::group_name});
      for (std::size_t below = i + 1; below <= last; ++below)
        plant({0, below}, LedgerColumn::group_name, {}, "intake.merged_cell");
      is_spoilt_[0][i] = true;
      ++groups;
    }
  }

  /// "Same as above" needs a sound cell above; once accepted, the two firms share an address.
  void spoil_neighbours() {
    for (int planted = 0; planted < 12;) {
      const Line line = take_candidate();
      if (line.index == 0 || is_spoilt_[line.page][line.index - 1]) continue;
      is_spoilt_[line.page][line.index - 1] = true;
      plant(line, LedgerColumn::address, "同上", "intake.same_as_above");
      ++planted;
    }
  }

  void spoil_cells(const Spoiling& spoiling, int count) {
    // From the front again each time: what one kind had to pass by may suit another.
    for (std::size_t i = 0; i < candidates_.size() && count > 0 && room() > 0; ++i) {
      const Line line = candidates_[i];
      if (is_spoilt_[line.page][line.index]) continue;
      auto cell = spoiling.spoil(*pages_[line.page].lines[line.index].firm, rng_);
      if (!cell) continue;
      plant(line, spoiling.column, std::move(*cell), spoiling.code);
      --count;
    }
  }

  /// Superfluous blanks are the commonest of all.
  void fill_up() {
    spoil_cells({"intake.blanks", 0, LedgerColumn::name,
                 [](const Enterprise& firm, Rng& rng) {
                   return Cell{firm.name + (rng.chance(50) ? " " : "\u00A0")};
                 }},
                room());
  }

  void plant(Line line, LedgerColumn column, Cell cell, std::string_view code) {
    LedgerPage& page = pages_[line.page];
    page.lines[line.index].at(column) = std::move(cell);
    is_spoilt_[line.page][line.index] = true;
    planted_.push_back({line.page, page.row_of(line.index), page.column_of(column), code});
  }

  int room() const { return wanted_ - static_cast<int>(planted_.size()); }

  /// Firms that others refer to stay sound, so that one defect never makes a second.
  void shuffle_candidates() {
    std::vector<bool> is_parent(firms_.size() + 1);
    for (const Enterprise& firm : firms_)
      if (firm.parent_id) is_parent[static_cast<std::size_t>(firm.parent_id->value)] = true;
    for (std::size_t p = 0; p < pages_.size(); ++p)
      for (std::size_t i = 0; i < pages_[p].lines.size(); ++i) {
        const Enterprise* firm = pages_[p].lines[i].firm;
        if (firm && !is_parent[static_cast<std::size_t>(firm->id.value)]) candidates_.push_back({p, i});
      }
    rng_.shuffle(candidates_);
  }

  Line take_candidate() {
    while (is_spoilt_[candidates_[next_].page][candidates_[next_].index]) ++next_;
    return candidates_[next_++];
  }

  std::vector<Enterprise> firms_;
  Rng rng_;
  int wanted_;
  std::vector<LedgerPage> pages_;
  std::vector<std::vector<bool>>
      is_spoilt_;  ///< by page and line: carries a defect or must stay sound for one
  std::vector<Line> candidates_;
  std::size_t next_ = 0;
  std::vector<Planted> planted_;
};

}  // namespace

Ledger messy_workbook(const Options& options, int defects) { return LedgerMaker(options, defects).make(); }

std::string planted_json(const Ledger& ledger) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_array();
  for (const Planted& planted : ledger.planted)
    json.begin_object()
        .member("sheet", planted.sheet)
        .member("cell", record::sheet::cell_name(static_cast<int>(planted.column), planted.row))
        .member("code", planted.code)
        .end_object();
  json.end_array();
  return out;
}

}  // namespace zw::app::demo
