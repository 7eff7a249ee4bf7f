#include "engines/schedule/formats/format.h"

#include <algorithm>

#include "base/text.h"
#include "engines/schedule/formats/patterson.h"
#include "engines/schedule/formats/progen_max.h"
#include "engines/schedule/formats/psplib.h"

namespace zw::engines::schedule::formats {

Format guess_format(std::string_view file_name, std::string_view bytes) {
  const std::string name = to_lower(file_name);
  if (name.ends_with(".sm") || name.ends_with(".mm")) return Format::psplib;
  if (name.ends_with(".sch")) return Format::progen_max;
  if (name.ends_with(".rcp")) return Format::patterson;
  if (bytes.find("PRECEDENCE RELATIONS") != bytes.npos) return Format::psplib;
  const bool is_numbers = !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return (c >= '0' && c <= '9') || std::string_view(" \t\r\n-[]:").find(c) != std::string_view::npos;
  });
  if (!is_numbers) return Format::unknown;
  if (bytes.find('[') != bytes.npos) return Format::progen_max;
  return bytes.find(':') != bytes.npos ? Format::mplib : Format::patterson;
}

Result<Draft> read_format(Format format, std::string_view bytes) {
  switch (format) {
    case Format::psplib:
      return read_psplib(bytes);
    case Format::progen_max:
      return read_progen_max(bytes);
    case Format::patterson:
      return read_patterson(bytes);
    case Format::mplib:
      return read_mplib(bytes);
    case Format::unknown:
      break;
  }
  return Problem{"schedule.format_unknown", "", {}};
}

}  // namespace zw::engines::schedule::formats
