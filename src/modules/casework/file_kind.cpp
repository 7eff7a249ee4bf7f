#include "modules/casework/file_kind.h"

#include <algorithm>

#include "base/text.h"

namespace zw::modules::casework {
namespace {

constexpr std::size_t kLongestName = 120;

bool is_plain_text(std::string_view bytes) {
  if (first_invalid_utf8(bytes)) return false;
  return std::ranges::none_of(bytes, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t';
  });
}

bool is_pdf(std::string_view bytes) { return bytes.starts_with("%PDF-"); }
bool is_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }
bool is_jpeg(std::string_view bytes) { return bytes.starts_with("\xff\xd8\xff"); }
bool is_webp(std::string_view bytes) {
  return bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP";
}
bool is_heic(std::string_view bytes) {
  const auto brand = bytes.substr(std::min<std::size_t>(4, bytes.size()), 8);
  return brand.starts_with("ftyphei") || brand.starts_with("ftypmif");
}
/// An Office package names its parts, and the main one says what it is; an ordinary archive has neither.
bool is_package(std::string_view bytes, std::string_view main_part) {
  return bytes.starts_with("PK\x03\x04") && bytes.find("[Content_Types].xml") != std::string_view::npos &&
         bytes.find(main_part) != std::string_view::npos;
}
bool is_document(std::string_view bytes) { return is_package(bytes, "word/document"); }
bool is_workbook(std::string_view bytes) { return is_package(bytes, "xl/workbook"); }
bool is_slides(std::string_view bytes) { return is_package(bytes, "ppt/presentation"); }
bool is_old_office(std::string_view bytes) { return bytes.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"); }

struct FileType {
  std::string_view ending, media_type;
  bool (*fits)(std::string_view bytes);
};

constexpr FileType kTypes[] = {
    {"pdf", "application/pdf", &is_pdf},
    {"png", "image/png", &is_png},
    {"jpg", "image/jpeg", &is_jpeg},
    {"jpeg", "image/jpeg", &is_jpeg},
    {"webp", "image/webp", &is_webp},
    {"heic", "image/heic", &is_heic},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &is_document},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &is_workbook},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", &is_slides},
    {"doc", "application/msword", &is_old_office},
    {"xls", "application/vnd.ms-excel", &is_old_office},
    {"wps", "application/vnd.ms-works", &is_old_office},
    {"et", "application/vnd.ms-excel", &is_old_office},
    {"txt", "text/plain; charset=utf-8", &is_plain_text},
    {"csv", "text/csv; charset=utf-8", &is_plain_text}};

bool is_sound_name(std::string_view name) {
  if (name.empty() || character_count(name) > kLongestName || first_invalid_utf8(name)) return false;
  if (name.find_first_of("/\\:*?\"<>|") != std::string_view::npos || name.starts_with('.')) return false;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_code_point(name, at);
    if (c < 0x20 || c == 0x7f || is_invisible(c)) return false;
  }
  return trim(name) == name;
}

}  // namespace

Result<std::string_view> media_type_of(std::string_view name, std::string_view bytes) {
  Problems problems;
  if (bytes.empty()) problems.push_back({"file.empty", "", {}});
  if (bytes.size() > kMostFileBytes)
    problems.push_back({"file.too_large", "", {{"limit", std::to_string(kMostFileBytes >> 20)}}});
  if (!is_sound_name(name)) problems.push_back({"file.name", "name", {}});
  const std::size_t dot = name.rfind('.');
  const std::string ending = dot == std::string_view::npos ? "" : to_lower(name.substr(dot + 1));
  const auto type = std::ranges::find(kTypes, ending, &FileType::ending);
  if (type == std::end(kTypes))
    problems.push_back({"file.type_refused", "name", {{"ending", ending}}});
  else if (!bytes.empty() && !type->fits(bytes))
    problems.push_back({"file.type_mismatch", "", {{"ending", ending}}});
  if (!problems.empty()) return problems;
  return type->media_type;
}

}  // namespace zw::modules::casework
