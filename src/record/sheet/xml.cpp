#include "record/sheet/xml.h"

#include <expat.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <type_traits>

#include "base/text.h"
#include "record/sheet/plain_xml.h"

namespace zw::record::sheet {
namespace {

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

/// Joins expat's C callbacks to the handler and watches over depth and token length.
///
/// Where a part repeats one element thousands of times, it is cut behind each end tag of that element. When
/// expat has just come to that very end tag, it stands between two elements, and whole elements that follow
/// may be left out of what it sees: those that are plain are read by PlainXml and never given to it.
class Walk {
 public:
  Walk(std::string_view part, const Limits& limits, XmlHandler& handler)
      : part_(part),
        limits_(limits),
        handler_(handler),
        parser_(XML_ParserCreate(nullptr)),
        end_tag_(handler.end_of_most()) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetCommentHandler(parser_.get(), on_comment);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
    XML_SetXmlDeclHandler(parser_.get(), on_declaration);
  }

  Flow feed(std::string_view chunk) {
    if (end_tag_.empty()) return parse(chunk);
    const std::size_t overlap = std::min(held_.size(), end_tag_.size() - 1);
    std::size_t from = held_.size() - overlap, done = 0;
    held_ += chunk;
    for (std::size_t end; (end = held_.find(end_tag_, from)) != held_.npos; done = from) {
      from = end + end_tag_.size();
      if (take(std::string_view(held_).substr(done, from - done)) == Flow::stop) return Flow::stop;
    }
    held_.erase(0, done);
    constexpr std::size_t kMostHeld = 1u << 20;
    if (held_.size() <= kMostHeld) return Flow::go_on;
    end_tag_ = {};  // what follows does not repeat
    const Flow flow = parse(held_);
    held_.clear();
    return flow;
  }

  Outcome finish() {
    if (wants_more()) parse(held_);
    if (wants_more() && XML_Parse(parser_.get(), "", 0, XML_TRUE) != XML_STATUS_OK && wants_more())
      problem_ = malformed();
    if (problem_) return *problem_;
    if (handler_.problem()) return *handler_.problem();
    return Nothing{};
  }

 private:
  Flow take(std::string_view piece) {
    if (is_between_ && plain_.read(piece)) {
      for (std::size_t at = 0; (at = piece.find('\n', at)) != piece.npos; ++at) ++lines_left_out_;
      return hand_over();
    }
    const Flow flow = parse(piece);
    is_between_ = is_utf8_ && depth_ > 0 && last_end_ == parsed_bytes_;
    return flow;
  }

  Flow hand_over() {
    for (const PlainXml::Event& event : plain_.events()) {
      switch (event.kind) {
        case PlainXml::Event::Kind::start:
          start(event.text, plain_.attributes(event));
          break;
        case PlainXml::Event::Kind::end:
          --depth_;
          handler_.end(local_name(event.text));
          break;
        case PlainXml::Event::Kind::text:
          handler_.text(event.text);
          break;
      }
      if (!wants_more()) return Flow::stop;
    }
    return Flow::go_on;
  }

  Flow parse(std::string_view chunk) {
    silent_bytes_ += chunk.size();
    parsed_bytes_ += static_cast<XML_Index>(chunk.size());
    const XML_Status status =
        XML_Parse(parser_.get(), chunk.data(), static_cast<int>(chunk.size()), XML_FALSE);
    if (status != XML_STATUS_OK) {
      if (wants_more()) problem_ = malformed();
      return Flow::stop;
    }
    // expat looks at an unfinished token again with every chunk: without a bound one endless attribute costs
    // O(n²).
    constexpr std::size_t kLongestToken = 2u << 20;
    if (silent_bytes_ <= kLongestToken) return Flow::go_on;
    problem_ = malformed();
    return Flow::stop;
  }

  void start(std::string_view name, const char* const* attributes) {
    if (++depth_ > limits_.xml_depth)
      problem_ = malformed();
    else
      handler_.start(local_name(name), Attributes(attributes));
  }

  static Walk& self(void* data) { return *static_cast<Walk*>(data); }

  static void on_start(void* data, const char* name, const char** attributes) {
    Walk& walk = self(data);
    walk.silent_bytes_ = 0;
    walk.start(name, attributes);
    walk.stop_if_done();
  }
  static void on_end(void* data, const char* name) {
    Walk& walk = self(data);
    walk.silent_bytes_ = 0;
    --walk.depth_;
    walk.last_end_ =
        XML_GetCurrentByteIndex(walk.parser_.get()) + XML_GetCurrentByteCount(walk.parser_.get());
    // A stopped expat still delivers the end of an empty element.
    if (walk.wants_more()) walk.handler_.end(local_name(name));
    walk.stop_if_done();
  }
  static void on_text(void* data, const char* text, int length) {
    Walk& walk = self(data);
    walk.silent_bytes_ = 0;
    if (walk.wants_more()) walk.handler_.text({text, static_cast<std::size_t>(length)});
    walk.stop_if_done();
  }
  static void on_comment(void* data, const char*) { self(data).silent_bytes_ = 0; }
  static void on_doctype(void* data, const char*, const char*, const char*, int) {
    Walk& walk = self(data);
    if (!walk.problem_) walk.problem_ = {"sheet.doctype", "", {{"part", std::string(walk.part_)}}};
    walk.stop_if_done();
  }
  static void on_declaration(void* data, const char*, const char* encoding, int) {
    self(data).is_utf8_ = !encoding || to_lower(encoding) == "utf-8";
  }

  bool wants_more() const { return !problem_ && handler_.wants_more(); }
  void stop_if_done() {
    if (!wants_more()) XML_StopParser(parser_.get(), XML_FALSE);
  }
  Problem malformed() const {
    const auto line = XML_GetCurrentLineNumber(parser_.get()) + lines_left_out_;
    return {"sheet.malformed", "", {{"part", std::string(part_)}, {"line", std::to_string(line)}}};
  }

  std::string_view part_;
  const Limits& limits_;
  XmlHandler& handler_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser_;
  std::optional<Problem> problem_;
  std::size_t depth_ = 0;
  std::size_t silent_bytes_ = 0;

  std::string_view end_tag_;  ///< behind which the part is cut; empty when it is not
  std::string held_;          ///< what came behind the last cut
  PlainXml plain_;
  bool is_utf8_ = true, is_between_ = false;
  XML_Index parsed_bytes_ = 0, last_end_ = -1;  ///< what expat was given, and where its last end tag ended
  XML_Size lines_left_out_ = 0;
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

Outcome read_xml(std::string_view document, const Limits& limits, XmlHandler& handler) {
  constexpr std::size_t kChunk = 1u << 16;
  Walk walk("", limits, handler);
  for (std::size_t at = 0; at < document.size(); at += kChunk)
    if (walk.feed(document.substr(at, kChunk)) == Flow::stop) break;
  return walk.finish();
}

}  // namespace zw::record::sheet
