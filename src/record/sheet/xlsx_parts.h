// The parts of an xlsx archive that rows refer to: shared strings, number formats, and the list of sheets.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "record/sheet/text_arena.h"
#include "record/sheet/xml.h"

namespace zw::record::sheet {

/// Collects the text of `<si>` and `<is>`: rich runs are joined, phonetic runs (`rPh`, which WPS adds) are
/// left out.
class RichText {
 public:
  explicit RichText(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  void clear() { text_.clear(), phonetic_depth_ = 0, in_text_ = false; }
  void start(std::string_view element, const Attributes& attributes);
  void end(std::string_view element);
  void text(std::string_view piece);
  bool is_too_long() const { return text_.size() > most_bytes_; }
  /// With the escapes `_xHHHH_` resolved.
  std::string_view value();

 private:
  std::size_t most_bytes_;
  std::string text_;
  std::size_t run_start_ = 0;
  int phonetic_depth_ = 0;
  bool in_text_ = false, keeps_blanks_ = false;
};

/// Whether the seven characters are such an escape.
bool is_escape(std::string_view seven);
/// Replaces Office's `_x000D_` escapes by what they stand for.
void unescape(std::string& text);

class SharedStrings final : public XmlHandler {
 public:
  explicit SharedStrings(const Limits& limits);

  std::size_t size() const { return places_.size(); }
  std::string_view at(std::size_t index) const;

 private:
  void start(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view piece) override { current_.text(piece); }
  std::string_view end_of_most() const override { return "</si>"; }

  const Limits& limits_;
  RichText current_;
  TextArena arena_;
  std::vector<const char*> places_;  ///< each a length and the bytes: half the size of a string_view
  bool inside_ = false;
};

/// What the number format of a cell means for its value.
struct NumberLook {
  enum class Kind { plain, date, percent, zero_padded };
  Kind kind = Kind::plain;
  int digits = 0;  ///< zero_padded: "00000000" is 8
};

/// Reads a format code such as `yyyy"年"m"月"d"日"` or `0.00%`.
NumberLook look_of_format(std::string_view code);

class Styles final : public XmlHandler {
 public:
  NumberLook look(std::size_t style) const { return style < looks_.size() ? looks_[style] : NumberLook{}; }

 private:
  void start(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view element) override;

  std::unordered_map<int, NumberLook> custom_;
  std::vector<NumberLook> looks_;
  bool in_cell_formats_ = false;
};

struct Relationship {
  std::string id, type, target;  ///< target: a part name from the root of the archive
};

class Relationships final : public XmlHandler {
 public:
  /// `source` is the part the relationships belong to; relative targets start beside it.
  explicit Relationships(std::string_view source) : source_(source) {}

  const Relationship* by_id(std::string_view id) const;
  /// The first whose type ends in "/<kind>".
  const Relationship* by_kind(std::string_view kind) const;

  /// "xl/workbook.xml" → "xl/_rels/workbook.xml.rels"
  static std::string part_of(std::string_view source);

 private:
  void start(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view) override {}

  std::string source_;
  std::vector<Relationship> all_;
};

class WorkbookPart final : public XmlHandler {
 public:
  struct Entry {
    std::string name, relationship;
    bool is_hidden = false;
  };

  bool counts_from_1904() const { return counts_from_1904_; }
  const std::vector<Entry>& sheets() const { return sheets_; }

 private:
  void start(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view) override {}

  bool counts_from_1904_ = false;
  std::vector<Entry> sheets_;
};

}  // namespace zw::record::sheet
