#include "storage/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "record/pinyin.h"
#include "record/record_json.h"
#include "record/sql.h"
#include "record/validate.h"
#include "storage/audit.h"
#include "storage/counter.h"
#include "storage/cursor_code.h"
#include "storage/outbox.h"

namespace zw::storage {
namespace {

using record::Field;
using record::is_number;
using record::Kind;

Item read_item(const Cursor& cursor, const Entity& entity) {
  Item item{{cursor.integer(0)}, cursor.integer(1), {}};
  item.row.reserve(entity.fields.size());
  for (std::size_t i = 0; i < entity.fields.size(); ++i)
    item.row.push_back(cursor.value(
        static_cast<int>(i) + 2, is_number(entity.fields[i].kind) ? Cursor::As::number : Cursor::As::text));
  return item;
}

std::string search_key_of(const Entity& entity, const Row& row) {
  std::string key;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto* text = std::get_if<std::string>(&row[i]);
    if (entity.fields[i].rules.search && text && !text->empty()) key += record::search_key(*text) + "\n";
  }
  return key;
}

/// Keys hold names without blanks, so blanks of the question say nothing.
std::string like_pattern(std::string_view search) {
  std::string pattern = "%";
  for (char c : to_lower(squeeze(fold_width(search)))) {
    if (c == ' ') continue;
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

/// Collects `$n` arguments while the text of a statement grows.
class Arguments {
 public:
  std::string add(Value value) {
    values_.push_back(std::move(value));
    return fmt::format("${}", values_.size());
  }
  std::span<const Value> values() const { return values_; }

 private:
  std::vector<Value> values_;
};

std::string filter_condition(const Filter& filter, Arguments& arguments) {
  std::string list, condition;
  for (const Value& value : filter.any_of) {
    if (record::is_null(value)) {
      condition = fmt::format("{} IS NULL", filter.field->name);
      if (!is_number(filter.field->kind)) condition += fmt::format(" OR {} = ''", filter.field->name);
    } else {
      list += (list.empty() ? "" : ", ") + arguments.add(value);
    }
  }
  if (!list.empty())
    condition += fmt::format("{}{} IN ({})", condition.empty() ? "" : " OR ", filter.field->name, list);
  return condition.empty() ? "1 = 0" : "(" + condition + ")";
}

std::string where(const Entity& entity, const ListQuery& query, ZoneId zone, Arguments& arguments) {
  std::string text = " WHERE zone_id = " + arguments.add(zone.value);
  for (const Filter& filter : query.filters) text += " AND " + filter_condition(filter, arguments);
  if (!query.search.empty() && entity.is_searchable())
    text += " AND search_key LIKE " + arguments.add(like_pattern(query.search)) + " ESCAPE '\\'";
  if (!query.restriction.empty()) text += " AND (" + query.restriction + ")";
  return text;
}

struct Order {
  std::string column = "id";
  bool is_descending = false;
  bool is_nullable = false;
  bool is_text = false;
};

std::optional<Order> order_of(const Entity& entity, std::string_view sort) {
  Order order;
  if (sort.empty()) sort = entity.default_sort;
  if (sort.starts_with('-')) order.is_descending = true, sort.remove_prefix(1);
  if (sort == "id") return order;
  const Field* field = entity.find(sort);
  if (!field || field->privacy.data_class == record::DataClass::secret) return {};
  // People expect names in the order of their pinyin, which is how the search key of the title begins.
  const bool is_first_searched =
      field->rules.search &&
      std::none_of(&entity.fields.front(), field, [](const Field& f) { return f.rules.search; });
  order.column = is_first_searched ? "search_key" : std::string(field->name);
  order.is_text = is_first_searched || !is_number(field->kind);
  order.is_nullable = !field->rules.required && !is_first_searched;
  return order;
}

/// Rows behind the cursor; empty values come last in both directions.
std::string behind(const Order& order, const CursorPosition& position, Arguments& arguments) {
  const char* than = order.is_descending ? "<" : ">";
  if (order.column == "id") return fmt::format(" AND id {} {}", than, arguments.add(position.id));
  if (record::is_null(position.value))
    return fmt::format(" AND {} IS NULL AND id {} {}", order.column, than, arguments.add(position.id));
  const std::string value = arguments.add(position.value), id = arguments.add(position.id);
  if (!order.is_nullable) return fmt::format(" AND ({}, id) {} ({}, {})", order.column, than, value, id);
  return fmt::format(" AND ({0} IS NULL OR ({0}, id) {1} ({2}, {3}))", order.column, than, value, id);
}

std::string order_by(const Order& order) {
  const char* direction = order.is_descending ? "DESC" : "ASC";
  if (order.column == "id") return fmt::format(" ORDER BY id {}", direction);
  return fmt::format(" ORDER BY {0} {1} NULLS LAST, id {1}", order.column, direction);
}

/// Asked for all the time, so each thread makes it once.
const std::string& select_one(const Entity& entity) {
  thread_local std::unordered_map<const Entity*, std::string> made;
  std::string& sql = made[&entity];
  if (sql.empty())
    sql = fmt::format("SELECT {} FROM {} WHERE zone_id = $1 AND id = $2", record::column_list(entity),
                      entity.name);
  return sql;
}

/// Lists of 1, 2, 4, … arguments, so that few statement texts are prepared.
std::size_t padded(std::size_t count) {
  std::size_t size = 1;
  while (size < count) size *= 2;
  return size;
}

}  // namespace

std::optional<Item> Records::find(const Entity& entity, Id id) {
  auto cursor = connection_.query(select_one(entity), {scope_.zone.value, id.value});
  if (!cursor->step()) return {};
  return read_item(*cursor, entity);
}

std::optional<Item> Records::find_by(const Entity& entity, std::string_view field, const Value& value) {
  ZW_ASSERT(entity.find(field), "a search by key names a field");
  auto cursor =
      connection_.query(fmt::format("SELECT {} FROM {} WHERE zone_id = $1 AND {} = $2 ORDER BY id LIMIT 1",
                                    record::column_list(entity), entity.name, field),
                        {scope_.zone.value, value});
  if (!cursor->step()) return {};
  return read_item(*cursor, entity);
}

std::int64_t Records::count(const Entity& entity, const ListQuery& query) {
  Arguments arguments;
  const std::string sql =
      fmt::format("SELECT count(*) FROM {}{}", entity.name, where(entity, query, scope_.zone, arguments));
  auto cursor = connection_.query(sql, arguments.values());
  cursor->step();
  return cursor->integer(0);
}

Result<Page> Records::list(const Entity& entity, const ListQuery& query) {
  const auto order = order_of(entity, query.sort);
  if (!order) return Problem{"list.sort", "sort", {{"value", query.sort}}};
  Arguments arguments;
  std::string sql = fmt::format("SELECT {}{} FROM {}", record::column_list(entity),
                                order->column == "search_key" ? ", search_key" : "", entity.name);
  sql += where(entity, query, scope_.zone, arguments);
  if (!query.after.empty()) {
    const auto position = decode_cursor(query.after, order->column, order->is_text);
    if (!position) return Problem{"list.cursor", "after", {}};
    sql += behind(*order, *position, arguments);
  }
  sql += order_by(*order);
  const bool is_limited = query.limit < 1'000'000;
  if (is_limited) sql += fmt::format(" LIMIT {}", arguments.add(static_cast<std::int64_t>(query.limit + 1)));

  Page page;
  Value last;
  auto cursor = connection_.query(sql, arguments.values());
  while (cursor->step()) {
    if (is_limited && page.items.size() == query.limit) {
      page.next = encode_cursor(order->column, {last, page.items.back().id.value});
      break;
    }
    page.items.push_back(read_item(*cursor, entity));
    if (order->column == "search_key") {
      last = std::string(cursor->text(static_cast<int>(entity.fields.size()) + 2));
    } else if (order->column != "id") {
      last = page.items.back().row[entity.index(order->column)];
    }
  }
  cursor.reset();
  if (query.wants_total) page.total = count(entity, query);
  return page;
}

void Records::check_references(const Entity& entity, const Row* before, const Row& row, Problems& problems) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Field& field = entity.fields[i];
    if (field.kind != Kind::ref || field.rules.refers_to.empty() || record::is_null(row[i])) continue;
    if (before && (*before)[i] == row[i]) continue;
    auto cursor = connection_.query(
        fmt::format("SELECT 1 FROM {} WHERE zone_id = $1 AND id = $2", field.rules.refers_to),
        {scope_.zone.value, row[i]});
    if (!cursor->step())
      problems.push_back({"field.unknown_reference",
                          std::string(field.name),
                          {{"value", fmt::format("{}", record::integer(row[i]))}}});
  }
}

void Records::check_unique(const Entity& entity, const Row* before, const Row& row, Id self,
                           Problems& problems) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Field& field = entity.fields[i];
    if (!field.rules.unique || record::is_null(row[i]) || (before && (*before)[i] == row[i])) continue;
    auto cursor = connection_.query(
        fmt::format("SELECT id FROM {} WHERE zone_id = $1 AND {} = $2 AND id <> $3", entity.name, field.name),
        {scope_.zone.value, row[i], self.value});
    if (cursor->step())
      problems.push_back(
          {"field.taken", std::string(field.name), {{"id", fmt::format("{}", cursor->integer(0))}}});
  }
}

Result<Id> Records::insert(const Entity& entity, const Row& row, std::string_view action) {
  Problems problems = record::validate(entity, row);
  check_references(entity, nullptr, row, problems);
  check_unique(entity, nullptr, row, Id{}, problems);
  if (!problems.empty()) return problems;

  const Id id = append(entity, row);
  append_audit(connection_, scope_, {action, entity.name, id, 1, record::difference(entity, nullptr, &row)});
  publish(connection_, scope_, fmt::format("{}.{}", entity.name, action), entity.name, id);
  return id;
}

Id Records::append(const Entity& entity, const Row& row) {
  const Id id = next_id(connection_, scope_.zone, entity.name);
  std::vector<Value> arguments{scope_.zone.value, id.value, std::int64_t{1}};
  arguments.insert(arguments.end(), row.begin(), row.end());
  if (entity.is_searchable()) arguments.emplace_back(search_key_of(entity, row));
  std::string places;
  for (std::size_t i = 1; i <= arguments.size(); ++i) places += fmt::format("{}${}", i == 1 ? "" : ", ", i);
  connection_.execute(
      fmt::format("INSERT INTO {} (zone_id, {}{}) VALUES ({})", entity.name, record::column_list(entity),
                  entity.is_searchable() ? ", search_key" : "", places),
      arguments);
  return id;
}

Result<std::int64_t> Records::update(const Entity& entity, const Item& before, const Row& after,
                                     std::string_view action) {
  if (before.row == after) return before.version;
  Problems problems = record::validate(entity, after);
  check_references(entity, &before.row, after, problems);
  check_unique(entity, &before.row, after, before.id, problems);
  if (!problems.empty()) return problems;

  std::string assignments = "version = version + 1";
  std::vector<Value> arguments;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (before.row[i] == after[i]) continue;
    arguments.push_back(after[i]);
    assignments += fmt::format(", {} = ${}", entity.fields[i].name, arguments.size());
  }
  if (entity.is_searchable()) {
    arguments.emplace_back(search_key_of(entity, after));
    assignments += fmt::format(", search_key = ${}", arguments.size());
  }
  const std::size_t n = arguments.size();
  arguments.insert(arguments.end(), {scope_.zone.value, before.id.value, before.version});
  const auto changed =
      connection_.execute(fmt::format("UPDATE {} SET {} WHERE zone_id = ${} AND id = ${} AND version = ${}",
                                      entity.name, assignments, n + 1, n + 2, n + 3),
                          arguments);
  if (changed != 1) return Problem{"record.stale", "", {}};
  append_audit(
      connection_, scope_,
      {action, entity.name, before.id, before.version + 1, record::difference(entity, &before.row, &after)});
  publish(connection_, scope_, fmt::format("{}.{}", entity.name, action), entity.name, before.id);
  return before.version + 1;
}

void Records::erase(const Entity& entity, const Item& before, std::string_view action) {
  connection_.execute(fmt::format("DELETE FROM {} WHERE zone_id = $1 AND id = $2", entity.name),
                      {scope_.zone.value, before.id.value});
  append_audit(
      connection_, scope_,
      {action, entity.name, before.id, before.version, record::difference(entity, &before.row, nullptr)});
  publish(connection_, scope_, fmt::format("{}.{}", entity.name, action), entity.name, before.id);
}

std::vector<std::string> Records::titles(const Entity& entity, const std::vector<Id>& ids) {
  std::vector<std::string> titles(ids.size());
  if (ids.empty()) return titles;
  if (entity.title == "id") {
    for (std::size_t i = 0; i < ids.size(); ++i) titles[i] = fmt::format("#{}", ids[i].value);
    return titles;
  }
  const Field& title = entity.fields[entity.index(entity.title)];
  std::vector<Value> arguments{scope_.zone.value};
  for (std::size_t i = 0; i < padded(ids.size()); ++i)
    arguments.emplace_back(ids[std::min(i, ids.size() - 1)].value);
  std::string places;
  for (std::size_t i = 2; i <= arguments.size(); ++i) places += fmt::format("{}${}", i == 2 ? "" : ", ", i);
  auto cursor = connection_.query(
      fmt::format("SELECT id, {} FROM {} WHERE zone_id = $1 AND id IN ({})", title.name, entity.name, places),
      arguments);
  std::vector<Id> referred(ids.size());
  while (cursor->step())
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (ids[i].value != cursor->integer(0) || cursor->is_null(1)) continue;
      if (title.kind == Kind::ref)
        referred[i] = Id{cursor->integer(1)};
      else
        titles[i] =
            is_number(title.kind) ? fmt::format("{}", cursor->integer(1)) : std::string(cursor->text(1));
    }
  cursor.reset();
  const Entity* next = title.kind == Kind::ref ? Catalogue::find(title.rules.refers_to) : nullptr;
  return next ? this->titles(*next, referred) : titles;
}

namespace {
std::vector<const Entity*>& catalogue() {
  static std::vector<const Entity*> entities;
  return entities;
}
}  // namespace

void Catalogue::set(std::vector<const Entity*> entities) { catalogue() = std::move(entities); }
const std::vector<const Entity*>& Catalogue::all() { return catalogue(); }
const Entity* Catalogue::find(std::string_view name) {
  for (const Entity* entity : catalogue())
    if (entity->name == name) return entity;
  return nullptr;
}

std::optional<Problem> explain_violation(const DatabaseError& error) {
  if (error.failure() == Failure::foreign_key) return Problem{"record.still_referred", "", {}};
  if (error.failure() != Failure::unique) return {};
  const std::string& constraint = error.constraint();
  for (const Entity* entity : Catalogue::all()) {
    for (const auto& together : entity->unique_together) {
      std::string columns = fmt::format("{}.zone_id", entity->name);
      for (auto name : together.fields) columns += fmt::format(", {}.{}", entity->name, name);
      if (constraint == columns || constraint == fmt::format("{}_{}", entity->name, together.name))
        return Problem{std::string(together.problem), std::string(together.fields.front()), {}};
    }
    for (const Field& field : entity->fields)
      if (field.rules.unique &&
          (constraint == fmt::format("{0}.zone_id, {0}.{1}", entity->name, field.name) ||
           constraint == fmt::format("{}_{}_unique", entity->name, field.name)))
        return Problem{"field.taken", std::string(field.name), {}};
  }
  return Problem{"record.conflict", "", {}};
}

}  // namespace zw::storage
