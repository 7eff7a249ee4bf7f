#include "record/xml.h"

#include "base/text.h"
#include "record/sheet/xml.h"

namespace zw::record {
namespace {

class TreeBuilder : public sheet::XmlHandler {
 public:
  void start(std::string_view name, const sheet::Attributes&) override {
    open_.push_back({.name = std::string(name)});
  }
  void end(std::string_view) override {
    XmlElement done = std::move(open_.back());
    open_.pop_back();
    done.text = std::string(trim(done.text));
    if (open_.empty())
      root_ = std::move(done);
    else
      open_.back().children.push_back(std::move(done));
  }
  void text(std::string_view text) override {
    if (!open_.empty()) open_.back().text += text;
  }
  XmlElement take() { return std::move(root_); }

 private:
  std::vector<XmlElement> open_;
  XmlElement root_;
};

}  // namespace

const XmlElement* XmlElement::find(std::string_view child) const {
  for (const XmlElement& element : children)
    if (element.name == child) return &element;
  return nullptr;
}

std::string_view XmlElement::text_of(std::string_view child) const {
  const XmlElement* element = find(child);
  return element ? std::string_view(element->text) : std::string_view();
}

Result<XmlElement> parse_xml(std::string_view bytes, const XmlLimits& limits) {
  if (bytes.size() > limits.bytes) return Problem{"xml.too_large", "", {}};
  TreeBuilder builder;
  sheet::Limits reading;
  reading.xml_depth = limits.depth;
  const Outcome outcome = sheet::read_xml(bytes, reading, builder);
  if (outcome) return builder.take();
  Problem problem = outcome.problems()[0];
  const bool is_doctype = problem.code == "sheet.doctype";
  Problem told{is_doctype ? "xml.doctype" : "xml.malformed", "", {}};
  for (auto& param : problem.params)
    if (param.first == "line") told.params.push_back(std::move(param));
  return told;
}

void append_xml_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
}

}  // namespace zw::record
