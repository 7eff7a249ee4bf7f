#include "record/sheet/worksheet.h"

namespace zw::record::sheet {
namespace {

Outcome read_if_present(ZipArchive& archive, const Relationship* relationship, const Limits& limits,
                        XmlHandler& handler) {
  if (!relationship || !archive.has(relationship->target)) return Nothing{};
  return read_xml(archive, relationship->target, limits, handler);
}

Problem unsupported(std::string_view format) {
  return {"sheet.unsupported_format", "", {{"format", std::string(format)}, {"remedy", "save_as_xlsx"}}};
}

/// The part that lists the sheets.
Result<std::string> find_workbook(ZipArchive& archive, const Limits& limits) {
  Relationships root("");
  if (archive.has("_rels/.rels"))
    if (Outcome read = read_xml(archive, "_rels/.rels", limits, root); !read) return read.problems();
  const Relationship* document = root.by_kind("officeDocument");
  std::string part = document ? document->target : "xl/workbook.xml";
  if (part.ends_with(".bin")) return unsupported("xlsb");
  if (archive.has("content.xml") && archive.has("mimetype")) return unsupported("ods");
  if (!part.ends_with(".xml") || part.starts_with("word/") || part.starts_with("ppt/") || !archive.has(part))
    return Problem{"sheet.not_a_sheet", "", {}};
  return part;
}

}  // namespace

Outcome read_xlsx(std::string_view bytes, const Limits& limits, RowSink& sink) {
  Result<ZipArchive> archive = ZipArchive::open(bytes, limits);
  if (!archive) return archive.problems();
  const Result<std::string> workbook_part = find_workbook(*archive, limits);
  if (!workbook_part) return workbook_part.problems();

  WorkbookPart workbook;
  if (Outcome read = read_xml(*archive, *workbook_part, limits, workbook); !read) return read;
  Relationships relationships(*workbook_part);
  const std::string relationships_part = Relationships::part_of(*workbook_part);
  if (Outcome read = read_xml(*archive, relationships_part, limits, relationships); !read) return read;
  if (workbook.sheets().size() > static_cast<std::size_t>(limits.sheets))
    return Problem{"sheet.too_many_sheets", "", {{"limit", std::to_string(limits.sheets)}}};

  Styles styles;
  if (Outcome read = read_if_present(*archive, relationships.by_kind("styles"), limits, styles); !read)
    return read;
  SharedStrings strings(limits);
  if (Outcome read = read_if_present(*archive, relationships.by_kind("sharedStrings"), limits, strings);
      !read)
    return read;

  WorkbookContext context{limits, strings, styles, workbook.counts_from_1904(), limits.rows, limits.cells};
  for (const WorkbookPart::Entry& entry : workbook.sheets()) {
    const Relationship* relationship = relationships.by_id(entry.relationship);
    if (!relationship || !archive->has(relationship->target))
      return Problem{
          "sheet.damaged", entry.name, {{"part", relationship ? relationship->target : entry.relationship}}};
    if (!relationship->type.ends_with("/worksheet")) continue;  // chart sheets and macro sheets hold no rows
    Worksheet sheet({entry.name, entry.is_hidden, {}, {}}, context, sink);
    if (Outcome read = read_xml(*archive, relationship->target, limits, sheet); !read) return read;
    sheet.finish();
    if (sheet.was_stopped()) return Nothing{};
  }
  return Nothing{};
}

}  // namespace zw::record::sheet
