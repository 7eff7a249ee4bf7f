#include "app/export.h"

#include <fmt/format.h>

#include <map>

#include "record/record_json.h"
#include "record/sheet/write.h"

namespace zw::app {
namespace {

namespace sheet = record::sheet;
using record::Entity;
using record::Field;
using record::Kind;
using record::Row;
using storage::Item;
using storage::Records;

/// Titles of everything one reference column points at.
using Titles = std::map<std::int64_t, std::string>;

sheet::ColumnKind column_kind(const Field& field) {
  switch (field.kind) {
    case Kind::integer:
      return sheet::ColumnKind::whole_number;
    case Kind::money:
      return sheet::ColumnKind::decimal_number;
    case Kind::date:
      return sheet::ColumnKind::date;
    case Kind::instant:
      return sheet::ColumnKind::instant;
    default:
      return sheet::ColumnKind::text;
  }
}

Titles titles_of(Records& records, const Field& field, const std::vector<Item>& items, std::size_t column) {
  Titles titles;
  const Entity* target = storage::Catalogue::find(field.rules.refers_to);
  if (!target) return titles;
  std::vector<Id> ids;
  for (const Item& item : items)
    if (!record::is_null(item.row[column]) && titles.try_emplace(record::integer(item.row[column])).second)
      ids.push_back(Id{record::integer(item.row[column])});
  for (std::size_t start = 0; start < ids.size(); start += 500) {
    const std::vector<Id> some(ids.begin() + static_cast<std::ptrdiff_t>(start),
                               ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), start + 500)));
    const auto names = records.titles(*target, some);
    for (std::size_t i = 0; i < some.size(); ++i) titles[some[i].value] = names[i];
  }
  return titles;
}

std::string_view choice_label(const Field& field, std::string_view name) {
  for (const auto& choice : field.choices)
    if (choice.name == name) return choice.label.zh;
  return name;
}

sheet::Field cell(const Field& field, const record::Value& value, const Titles& titles) {
  if (record::is_null(value)) return {};
  switch (field.kind) {
    case Kind::ref: {
      const auto found = titles.find(record::integer(value));
      return found == titles.end() ? sheet::Field{} : sheet::Field{std::string_view(found->second)};
    }
    case Kind::money:
      return static_cast<double>(record::integer(value)) / 100.0;
    case Kind::integer:
      return static_cast<double>(record::integer(value));
    case Kind::boolean:
      return std::string_view(record::integer(value) ? "是" : "否");
    case Kind::instant:
      return Instant{record::integer(value)};
    case Kind::date: {
      const auto date = parse_date(record::text(value));
      return date ? sheet::Field{*date} : sheet::Field{};
    }
    case Kind::choice:
      return choice_label(field, record::text(value));
    default:
      return std::string_view(record::text(value));
  }
}

std::string as_table(Records& records, const Entity& entity, const std::vector<Item>& items,
                     sheet::TableWriter& writer) {
  std::vector<std::size_t> columns;
  std::vector<sheet::Column> headings;
  std::vector<Titles> titles;
  for (std::size_t i = 0; i < entity.fields.size(); ++i) {
    const Field& field = entity.fields[i];
    if (field.privacy.data_class == record::DataClass::secret) continue;
    columns.push_back(i);
    headings.push_back(
        {field.kind == Kind::money ? fmt::format("{}（元）", field.label.zh) : std::string(field.label.zh),
         column_kind(field)});
    titles.push_back(field.kind == Kind::ref ? titles_of(records, field, items, i) : Titles{});
  }
  writer.sheet(entity.label.zh, headings);
  std::vector<sheet::Field> cells(columns.size());
  for (const Item& item : items) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      cells[c] = cell(entity.fields[columns[c]], item.row[columns[c]], titles[c]);
    writer.row(cells);
  }
  return writer.finish();
}

std::string as_json(const Entity& entity, const std::vector<Item>& items) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_array();
  for (const Item& item : items) {
    json.begin_object();
    record::append_fields(json, entity, item.id, item.version, item.row);
    json.end_object();
  }
  json.end_array();
  return out;
}

}  // namespace

std::string export_records(Records& records, const Entity& entity, ExportFormat format) {
  const auto page = records.list(entity, {.limit = SIZE_MAX, .sort = "id", .wants_total = false});
  ZW_ASSERT(page.ok(), "every list can be sorted by id");
  if (format == ExportFormat::json) return as_json(entity, page->items);
  const auto writer = format == ExportFormat::csv ? sheet::make_csv_writer() : sheet::make_xlsx_writer();
  return as_table(records, entity, page->items, *writer);
}

}  // namespace zw::app
