#include "record/sheet/xml.h"

#include <expat.h>

#include <charconv>
#include <memory>
#include <type_traits>

namespace zw::record::sheet {
namespace {

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

/// Joins expat's C callbacks to the handler and watches over depth and token length.
class Walk {
 public:
  Walk(std::string_view part, const Limits& limits, XmlHandler& handler)
      : part_(part), limits_(limits), handler_(handler), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetCommentHandler(parser_.get(), on_comment);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
  }

  Flow feed(std::string_view chunk) {
    silent_bytes_ += chunk.size();
    const XML_Status status =
        XML_Parse(parser_.get(), chunk.data(), static_cast<int>(chunk.size()), XML_FALSE);
    if (status != XML_STATUS_OK) {
      if (!problem_ && handler_.wants_more()) problem_ = malformed();
      return Flow::stop;
    }
    // expat looks at an unfinished token again with every chunk: without a bound one endless attribute costs
    // O(n²).
    constexpr std::size_t kLongestToken = 2u << 20;
    if (silent_bytes_ <= kLongestToken) return Flow::go_on;
    problem_ = malformed();
    return Flow::stop;
  }

  Outcome finish() {
    if (!problem_ && handler_.wants_more() && XML_Parse(parser_.get(), "", 0, XML_TRUE) != XML_STATUS_OK &&
        !problem_ && handler_.wants_more())
      problem_ = malformed();
    if (problem_) return *problem_;
    if (handler_.problem()) return *handler_.problem();
    return Nothing{};
  }

 private:
  static Walk& self(void* data) { return *static_cast<Walk*>(data); }

  static void on_start(void* data, const char* name, const char** attributes) {
    Walk& walk = self(data);
    walk.silent_bytes_ = 0;
    if (++walk.depth_ > walk.limits_.xml_depth) return walk.stop(walk.malformed());
    walk.handler_.start(local_name(name), Attributes(attributes));
    walk.stop_if_done();
  }
  static void on_end(void* data, const char* name) {
    Walk& walk = self(data);
    walk.silent_bytes_ = 0;
    --walk.depth_;
    // A stopped expat still delivers the end of an empty element.
    if (walk.handler_.wants_more()) walk.handler_.end(local_name(name));
    walk.stop_if_done();
  }
  static void on_text(void* data, const char* text, int length) {
    Walk& walk = self(data);
    walk.silent_bytes_ = 0;
    if (walk.handler_.wants_more()) walk.handler_.text({text, static_cast<std::size_t>(length)});
    walk.stop_if_done();
  }
  static void on_comment(void* data, const char*) { self(data).silent_bytes_ = 0; }
  static void on_doctype(void* data, const char*, const char*, const char*, int) {
    Walk& walk = self(data);
    walk.stop({"sheet.doctype", "", {{"part", std::string(walk.part_)}}});
  }

  void stop(Problem problem) {
    if (!problem_) problem_ = std::move(problem);
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  void stop_if_done() {
    if (!handler_.wants_more()) XML_StopParser(parser_.get(), XML_FALSE);
  }
  Problem malformed() const {
    return {
        "sheet.malformed",
        "",
        {{"part", std::string(part_)}, {"line", std::to_string(XML_GetCurrentLineNumber(parser_.get()))}}};
  }

  std::string_view part_;
  const Limits& limits_;
  XmlHandler& handler_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser_;
  std::optional<Problem> problem_;
  std::size_t depth_ = 0;
  std::size_t silent_bytes_ = 0;
};

}  // namespace

std::optional<std::string_view> Attributes::find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair; pair += 2)
    if (local_name(*pair) == name) return pair[1];
  return {};
}

bool Attributes::is_true(std::string_view name) const {
  const std::string_view value = get(name);
  return value == "1" || value == "true" || value == "on";
}

std::optional<int> Attributes::whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return number;
}

Outcome read_xml(ZipArchive& archive, std::string_view part, const Limits& limits, XmlHandler& handler) {
  Walk walk(part, limits, handler);
  Outcome unpacked = archive.read(part, [&](std::string_view chunk) { return walk.feed(chunk); });
  if (!unpacked) return unpacked;
  return walk.finish();
}

}  // namespace zw::record::sheet
