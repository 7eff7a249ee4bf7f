// How a text is written: encoding, invisible characters, blanks, width, placeholders, notes.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "modules/intake/defects/encoding.h"
#include "modules/intake/defects/examiner.h"

namespace zw::modules::intake {
namespace {

template <class Change>
std::string rewritten(std::string_view text, Change change) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) change(next_code_point(text, pos), out);
  return out;
}

/// A finding when the rewritten text differs.
std::optional<Finding> if_changed(const CellContext& cell, std::string proposal) {
  if (proposal == cell.text) return {};
  return Finding{std::move(proposal)};
}

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || (c >= 0x7F && c < 0xA0 && c != 0x85);
}

bool is_emoji(char32_t c) {
  return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0xFE0F || c == 0x20E3;
}

bool is_ideograph(char32_t c) { return c >= 0x2E80 && c <= 0x9FFF; }

class Garbled final : public Examiner {
  std::string_view code() const override { return "intake.garbled"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (auto restored = restore_encoding(cell.text)) return Finding{std::move(restored)};
    const bool is_beyond_repair =
        cell.text.find("\xEF\xBF\xBD") != std::string::npos || cell.text.find("锟斤拷") != std::string::npos;
    if (is_beyond_repair) return Finding{};
    return {};
  }
};

class ControlCharacter final : public Examiner {
  std::string_view code() const override { return "intake.control_character"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    return if_changed(cell, rewritten(cell.text, [](char32_t c, std::string& out) {
                        if (!is_control(c)) append_utf8(out, c);
                      }));
  }
};

class Emoji final : public Examiner {
  std::string_view code() const override { return "intake.emoji"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    if (!cell.is_textual()) return {};
    std::string without = rewritten(cell.text, [](char32_t c, std::string& out) {
      if (!is_emoji(c)) append_utf8(out, c);
    });
    if (without == cell.text) return {};
    return Finding{std::string(trim(without))};
  }
};

class LineBreak final : public Examiner {
  std::string_view code() const override { return "intake.line_break"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    const std::string_view text = trim(cell.text);
    if (cell.field.kind == record::Kind::long_text || text.find_first_of("\r\n") == std::string_view::npos)
      return {};
    // Between two ideographs a break stands for nothing, elsewhere for a blank.
    std::string joined;
    char32_t last = 0;
    bool is_broken = false;
    for (std::size_t pos = 0; pos < text.size();) {
      const char32_t c = next_code_point(text, pos);
      if (c == '\n' || c == '\r') {
        is_broken = true;
        continue;
      }
      if (is_broken && !(is_ideograph(last) && is_ideograph(c)) && !cell.is_code()) joined += ' ';
      is_broken = false;
      append_utf8(joined, c);
      last = c;
    }
    return Finding{std::move(joined)};
  }
};

class Blanks final : public Examiner {
  std::string_view code() const override { return "intake.blanks"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    return if_changed(cell, tidy(cell));
  }
  static std::string tidy(const CellContext& cell) {
    if (cell.is_code() || cell.is_numeric())
      return rewritten(cell.text, [](char32_t c, std::string& out) {
        if (!is_blank(c) && !is_invisible(c)) append_utf8(out, c);
      });
    if (cell.field.kind != record::Kind::long_text) return squeeze(cell.text);
    // Paragraphs keep their lines; only the odd blanks become ordinary ones.
    return rewritten(trim(cell.text), [](char32_t c, std::string& out) {
      if (c == 0xA0 || c == 0x3000)
        out += ' ';
      else if (!is_invisible(c))
        append_utf8(out, c);
    });
  }
};

class FullWidth final : public Examiner {
  std::string_view code() const override { return "intake.full_width"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    const bool is_words =
        (cell.is_textual() && !cell.is_code() && !cell.is_phone()) || cell.field.kind == record::Kind::ref;
    if (!cell.is_textual() && cell.is_plain()) return {};
    if (!is_words) return if_changed(cell, fold_width(cell.text));
    // In running text only letters and digits: Chinese punctuation is full-width by right.
    return if_changed(cell, rewritten(cell.text, [](char32_t c, std::string& out) {
                        const bool is_wide = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                                             (c >= 0xFF41 && c <= 0xFF5A);
                        append_utf8(out, is_wide ? c - 0xFF01 + 0x21 : c);
                      }));
  }
};

class Placeholder final : public Examiner {
  std::string_view code() const override { return "intake.placeholder"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    static constexpr std::array<std::string_view, 20> kNothing = {
        "-",   "--", "---",  "—",    "——",  "/",    "\\",   "无",   "暂无", "没有",
        "n/a", "na", "none", "null", "nil", "不详", "未知", "待定", "待补", "空"};
    if (cell.kind != CellKind::text || (!cell.is_textual() && cell.is_plain())) return {};
    if (std::find(kNothing.begin(), kNothing.end(), to_lower(cell.text)) == kNothing.end()) return {};
    return Finding{std::string{}};
  }
};

class FormulaText final : public Examiner {
  std::string_view code() const override { return "intake.formula_text"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    static constexpr std::string_view kSigns = "=+-@";
    if (!cell.is_textual() || cell.kind != CellKind::text || cell.text.empty()) return {};
    if (kSigns.find(cell.text[0]) == std::string_view::npos) return {};
    const std::size_t start = cell.text.find_first_not_of(kSigns);
    const bool is_sign_of_number = (cell.text[0] == '-' || cell.text[0] == '+') && start == 1 &&
                                   cell.text.find_first_not_of("0123456789.-() ", 1) == std::string::npos;
    if (is_sign_of_number) return {};
    std::string rest =
        start == std::string::npos ? "" : std::string(trim(std::string_view(cell.text).substr(start)));
    return Finding{std::move(rest), {{"first", cell.text.substr(0, 1)}}};
  }
};

class ClosingNote final : public Examiner {
  std::string_view code() const override { return "intake.closing_note"; }
  std::optional<Finding> examine(const CellContext& cell) const override {
    const bool is_name = cell.field.name == cell.target.name_field ||
                         cell.field.name == cell.target.former_name_field ||
                         cell.field.kind == record::Kind::ref;
    if (!is_name) return {};
    std::string clean = clean_name(cell.text);
    if (clean == squeeze(cell.text)) return {};
    return Finding{std::move(clean)};
  }
};

}  // namespace

Examiners text_examiners() {
  static const Garbled garbled;
  static const ControlCharacter control_character;
  static const Emoji emoji;
  static const LineBreak line_break;
  static const Blanks blanks;
  static const FullWidth full_width;
  static const Placeholder placeholder;
  static const FormulaText formula_text;
  static const ClosingNote closing_note;
  static const Examiner* const kAll[] = {&garbled,     &control_character, &emoji,       &line_break,
                                         &blanks,      &full_width,        &placeholder, &formula_text,
                                         &closing_note};
  return kAll;
}

}  // namespace zw::modules::intake
