// An XML document as a small tree, for files that other programs export: attributes, which they do not use,
// are passed over, document types are refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zw::record {

struct XmlElement {
  std::string name{};  ///< without the prefix of its name space
  std::string text{};  ///< its own, trimmed
  std::vector<XmlElement> children{};

  /// The first child of that name, or nothing.
  const XmlElement* find(std::string_view child) const;
  /// Text of that child, or "".
  std::string_view text_of(std::string_view child) const;
};

struct XmlLimits {
  std::size_t bytes = 64u << 20;
  std::size_t depth = 64;
};

/// Problems: xml.too_large; xml.malformed, params line; xml.doctype: a document type could declare entities
/// that expand without end.
Result<XmlElement> parse_xml(std::string_view bytes, const XmlLimits& limits = {});

/// With what XML needs escaped; characters that XML cannot hold are left out.
void append_xml_text(std::string& out, std::string_view text);

}  // namespace zw::record
