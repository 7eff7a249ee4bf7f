#include "modules/intake/preview_json.h"

#include <algorithm>
#include <map>

namespace zw::modules::intake {
namespace {

constexpr std::size_t kRowsShown = 50;

void append_label(record::JsonWriter& json, const record::Label& label) {
  json.begin_object().member("zh", label.zh).member("en", label.en).end_object();
}

void append_summary(record::JsonWriter& json, const Interpretation& reading) {
  struct Tally {
    std::size_t count = 0, fixable = 0;
  };
  std::map<int, Tally> by_class;
  for (const Found& defect : reading.defects) {
    if (defect.state != DefectState::open) continue;
    Tally& tally = by_class[defect_class(defect.code).number];
    ++tally.count;
    tally.fixable += defect.proposal.has_value();
  }
  const Summary& summary = reading.summary;
  json.begin_object().member("rows", summary.rows).member("ready", summary.create + summary.update);
  json.member("create", summary.create).member("update", summary.update).member("same", summary.same);
  json.member("blocked", summary.blocked)
      .member("skipped", summary.skipped)
      .member("defects", summary.open_defects);
  json.key("by_code").begin_array();
  for (const auto& [number, tally] : by_class) {
    const DefectClass& defect = kDefectClasses[number - 1];
    json.begin_object().member("code", defect.code).key("title");
    append_label(json, defect.title);
    json.member("count", tally.count).member("fixable", tally.fixable).end_object();
  }
  json.end_array().end_object();
}

void append_sheet(record::JsonWriter& json, const GridSheet& sheet, const SheetLayout& layout) {
  json.begin_object()
      .member("name", sheet.name)
      .member("hidden", sheet.is_hidden)
      .member("recognised", layout.is_recognised);
  json.member("header_row", layout.last_header_row)
      .member("rows", layout.data.size())
      .key("columns")
      .begin_array();
  for (const Column& column : layout.columns) {
    json.begin_object()
        .member("letter", column_letters(column.index))
        .member("heading", column.heading)
        .key("field");
    if (column.field)
      json.string(column.field->name);
    else
      json.null();
    json.key("label");
    if (column.field)
      append_label(json, column.field->label);
    else
      json.null();
    json.end_object();
  }
  json.end_array().end_object();
}

/// References to rows of the upload have no id yet and are shown as null.
void append_row(record::JsonWriter& json, const RowReading& row, const SheetLayout& layout,
                record::Sight sight) {
  json.begin_object()
      .member("sheet", row.sheet)
      .member("row", row.row)
      .member("action", to_string(row.action))
      .key("values")
      .begin_object();
  const auto columns = columns_with_field(layout);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool is_number = row.values[i] && row.values[i]->index() == 1;
    const bool is_unstored =
        columns[i]->field->kind == record::Kind::ref && is_number && record::integer(*row.values[i]) < 0;
    json.key(columns[i]->field->name);
    record::append_value(json, *columns[i]->field,
                         row.values[i] && !is_unstored ? *row.values[i] : record::Value{}, sight);
  }
  json.end_object().end_object();
}

}  // namespace

std::string summary_json(const Interpretation& reading) {
  std::string out;
  record::JsonWriter json(out);
  append_summary(json, reading);
  return out;
}

std::string preview_json(const Preview& preview, std::string_view batch_json, record::Sight sight) {
  const Interpretation& reading = preview.reading;
  std::string out;
  record::JsonWriter json(out);
  json.begin_object().key("batch").raw(batch_json).key("sheets").begin_array();
  for (std::size_t s = 0; s < preview.grid.sheets.size(); ++s)
    append_sheet(json, preview.grid.sheets[s], reading.layout.sheets[s]);
  json.end_array().key("summary");
  append_summary(json, reading);
  json.key("rows").begin_array();
  for (std::size_t i = 0; i < std::min(reading.rows.size(), kRowsShown); ++i)
    append_row(json, reading.rows[i], reading.layout.sheets[reading.rows[i].sheet], sight);
  json.end_array().end_object();
  return out;
}

}  // namespace zw::modules::intake
