// Streams the XML parts of a workbook; refuses document types, so no entity can be declared and none can
// expand.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "record/sheet/zip.h"

namespace zw::record::sheet {

/// Without the prefix of its name space. Hot: nearly all names in a sheet are one letter.
inline std::string_view local_name(std::string_view name) {
  if (name.size() == 1) return name;
  const std::size_t colon = name.rfind(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

/// Attributes of the element at hand, without name-space prefixes.
class Attributes {
 public:
  explicit Attributes(const char* const* pairs) : pairs_(pairs) {}

  std::optional<std::string_view> find(std::string_view name) const;
  std::string_view get(std::string_view name) const { return find(name).value_or(""); }
  /// Each of them once, for those who look at several.
  template <class Take>
  void for_each(const Take& take) const {
    for (const char* const* pair = pairs_; *pair; pair += 2)
      take(local_name(pair[0]), std::string_view(pair[1]));
  }
  /// "1", "true" and "on" as XML Schema and old Office write truth.
  bool is_true(std::string_view name) const;
  /// A whole number, or nothing.
  std::optional<int> number(std::string_view name) const { return whole_number(get(name)); }
  static std::optional<int> whole_number(std::string_view text);

 private:
  const char* const* pairs_;
};

/// Names come without prefix. Set `problem_` or `enough_` to end the reading.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}
  /// The end tag of the element that nearly all of the part consists of, when there is one.
  virtual std::string_view end_of_most() const { return {}; }

  bool wants_more() const { return !problem_ && !enough_; }
  const std::optional<Problem>& problem() const { return problem_; }

 protected:
  std::optional<Problem> problem_;
  bool enough_ = false;
};

/// Walks one part of the archive through the handler.
Outcome read_xml(ZipArchive& archive, std::string_view part, const Limits& limits, XmlHandler& handler);
/// Walks a document that stands by itself.
Outcome read_xml(std::string_view document, const Limits& limits, XmlHandler& handler);

}  // namespace zw::record::sheet
