// Reads a piece of XML that consists of nothing but plain elements and texts, several times faster than
// expat; says so when there is anything else in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zw::record::sheet {

/// Nearly all bytes of a large workbook are rows of such elements. What is not certainly plain - references,
/// comments, sections, instructions, entities, unusual blanks, names, characters or encodings, and everything
/// malformed - is left to expat, which also knows what is wrong with it.
class PlainXml {
 public:
  struct Event {
    enum class Kind { start, end, text };
    Kind kind;
    std::string_view text;            ///< the name of the element, or the text
    std::size_t first_attribute = 0;  ///< of a start
  };

  /// Whether `piece` is plain and each of its elements complete. Its events live until the next call.
  bool read(std::string_view piece);
  const std::vector<Event>& events() const { return events_; }
  /// As expat gives them: names and values by turns, then a null.
  const char* const* attributes(const Event& start) const {
    return attributes_.data() + start.first_attribute;
  }

 private:
  // Each answers where the piece goes on, or null when it is not plain.
  char* read_text(char* at);
  char* read_end(char* at);
  char* read_start(char* at);
  char* read_attribute(char* at, std::size_t first);

  std::string copy_;  ///< with zeros behind the names and values of attributes
  const char* end_ = nullptr;
  std::vector<Event> events_;
  std::vector<const char*> attributes_;
  std::vector<std::string_view> open_;
};

}  // namespace zw::record::sheet
