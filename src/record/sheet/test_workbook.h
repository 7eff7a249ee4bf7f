// Hand-made archives and workbooks for the tests, including ones that no honest program writes.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "record/sheet/sheet.h"

namespace zw::record::sheet::testing {

/// Writes zip archives byte by byte, so that every field can lie.
class ZipMaker {
 public:
  enum class Packing { stored, deflated };

  ZipMaker& add(std::string_view name, std::string_view content, Packing packing = Packing::stored) {
    return add_packed(name, packing == Packing::stored ? std::string(content) : deflated(content),
                      content.size(), checksum(content), packing);
  }
  /// Sizes and checksum as the caller says.
  ZipMaker& add_packed(std::string_view name, std::string_view packed, std::size_t size, unsigned long crc,
                       Packing packing) {
    const std::size_t offset = bytes_.size();
    bytes_ += "PK\x03\x04" + common(name, packed, size, crc, packing) + number(0, 2) + std::string(name);
    bytes_ += packed;
    directory_ += "PK\x01\x02" + number(20, 2) + common(name, packed, size, crc, packing) + number(0, 2) +
                  number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(offset, 4) +
                  std::string(name);
    ++count_;
    return *this;
  }
  ZipMaker& flags(unsigned value) { return flags_ = value, *this; }

  std::string finish() const {
    return bytes_ + directory_ + "PK\x05\x06" + number(0, 4) + number(count_, 2) + number(count_, 2) +
           number(directory_.size(), 4) + number(bytes_.size(), 4) + number(0, 2);
  }

  static std::string deflated(std::string_view content) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    ZW_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END, "the bound holds the whole stream");
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }
  static unsigned long checksum(std::string_view content) {
    return crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
  }

 private:
  static std::string number(std::size_t value, int bytes) {
    std::string out;
    for (; bytes-- > 0; value >>= 8) out += static_cast<char>(value & 0xFF);
    return out;
  }
  /// The fields that local header and directory share, up to the length of the name.
  std::string common(std::string_view name, std::string_view packed, std::size_t size, unsigned long crc,
                     Packing packing) const {
    return number(20, 2) + number(flags_, 2) + number(packing == Packing::stored ? 0 : 8, 2) + number(0, 4) +
           number(crc, 4) + number(packed.size(), 4) + number(size, 4) + number(name.size(), 2);
  }

  std::string bytes_, directory_;
  std::size_t count_ = 0;
  unsigned flags_ = 0;
};

/// The parts of a small workbook; each may be replaced before `finish`.
struct XlsxParts {
  std::string sheet_data;  ///< inside <worksheet>
  std::string shared_strings;
  std::string styles;
  std::string workbook =
      R"(<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>)";
  std::string workbook_rels = relationships("worksheets/sheet1.xml");
  ZipMaker::Packing packing = ZipMaker::Packing::stored;

  static std::string relationships(std::string_view sheet, std::string_view folder = "") {
    const std::string type =
        R"(" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)";
    return R"(<Relationships><Relationship Id="rId1)" + type + R"(worksheet" Target=")" + std::string(sheet) +
           R"("/><Relationship Id="rId2)" + type + R"(sharedStrings" Target=")" + std::string(folder) +
           R"(sharedStrings.xml"/><Relationship Id="rId3)" + type + R"(styles" Target=")" +
           std::string(folder) + R"(styles.xml"/></Relationships>)";
  }

  std::string worksheet() const {
    return R"(<?xml version="1.0" encoding="UTF-8"?><worksheet>)" + sheet_data + "</worksheet>";
  }

  std::string finish() const {
    ZipMaker zip;
    zip.add(
        "_rels/.rels",
        R"(<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>)");
    zip.add("xl/workbook.xml", workbook).add("xl/_rels/workbook.xml.rels", workbook_rels);
    zip.add("xl/worksheets/sheet1.xml", worksheet(), packing);
    if (!shared_strings.empty()) zip.add("xl/sharedStrings.xml", shared_strings, packing);
    if (!styles.empty()) zip.add("xl/styles.xml", styles);
    return zip.finish();
  }
};

/// One row of cells "<c …/>".
inline std::string rows(std::string_view cells) {
  return R"(<sheetData><row r="1">)" + std::string(cells) + "</row></sheetData>";
}

/// The first problem code of a result, "" when it succeeded.
template <class Value>
std::string code_of(const Result<Value>& result) {
  return result.ok() ? "" : result.problems().front().code;
}

class CountRows final : public RowSink {
 public:
  Flow row(const Row&) override { return ++count, Flow::go_on; }
  int count = 0;
};

inline std::string refusal(std::string_view bytes, const Limits& limits = {}) {
  CountRows sink;
  return code_of(read(bytes, limits, sink));
}

}  // namespace zw::record::sheet::testing
