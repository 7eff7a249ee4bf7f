// Serves the embedded screens: hashed files for ever, the first page always fresh, compressed as the browser
// likes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "http/message.h"

namespace zw::http {

class Assets {
 public:
  /// `name`, `name.br` and `name.gz` are one file in three encodings.
  explicit Assets(const std::vector<embedded::File>& files);

  /// The file at that path; the first page for every path without extension (the screens route themselves).
  Response serve(const Request& request) const;

 private:
  struct Variant {
    std::string_view coding;  ///< "" for the plain file
    std::string_view bytes;
    std::string etag;
  };
  struct Asset {
    std::string_view content_type;
    bool is_immutable = false;
    std::vector<Variant> variants;  ///< best first, the plain file last
  };

  Response serve(const Asset& asset, const Request& request) const;

  std::map<std::string, Asset, std::less<>> by_path_;
};

}  // namespace zw::http
