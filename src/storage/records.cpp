#include "storage/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "record/pinyin.h"
#include "record/record_json.h"
#include "record/sql.h"
#include "record/validate.h"
#include "storage/audit.h"
#include "storage/counter.h"
#include "storage/cursor_code.h"
#include "storage/mirror.h"
#include "storage/outbox.h"
#include "storage/read_item.h"
#include "storage/search_key.h"

namespace zw::storage {
namespace {

using record::Field;
using record::is_number;
using record::Kind;

/// Of one statement that stores several rows.
constexpr std::size_t kArgumentsAtOnce = 600;
/// Longer pages are read by the program itself, whole tables at a time.
constexpr std::size_t kMostFromMemory = 500;

std::string like_pattern(std::string_view search) {
  std::string pattern = "%";
  for (char c : needle_of(search)) {
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
  for (const Limit& limit : query.limits) {
    text += fmt::format(" AND {} IS NOT NULL", limit.field->name);
    if (limit.at_most != INT64_MAX)
      text += fmt::format(" AND {} <= {}", limit.field->name, arguments.add(limit.at_most));
    if (limit.at_least != INT64_MIN)
      text += fmt::format(" AND {} >= {}", limit.field->name, arguments.add(limit.at_least));
  }
  if (!query.search.empty() && entity.is_searchable())
    text += " AND search_key LIKE " + arguments.add(like_pattern(query.search)) + " ESCAPE '\\'";
  if (!query.restriction.empty()) text += " AND (" + query.restriction + ")";
  return text;
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

/// The value by which the row of `cursor` is sorted; nothing where that is its id.
Value sorted_value(const Cursor& cursor, const Entity& entity, const Order& order, const Item& item) {
  if (order.column == "id") return {};
  if (order.column == "search_key")
    return std::string(cursor.text(static_cast<int>(entity.fields.size()) + 2));
  return item.row[entity.index(order.column)];
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

/// Made once a thread as well.
const std::string& insert_of(const Entity& entity, std::size_t rows) {
  thread_local std::map<std::pair<const Entity*, std::size_t>, std::string> made;
  std::string& sql = made[{&entity, rows}];
  if (!sql.empty()) return sql;
  sql = fmt::format("INSERT INTO {} (zone_id, {}{}) VALUES ", entity.name, record::column_list(entity),
                    entity.is_searchable() ? ", search_key" : "");
  const std::size_t columns = entity.fields.size() + (entity.is_searchable() ? 4 : 3);
  for (std::size_t i = 0; i < rows * columns; ++i) {
    const char* before = i % columns != 0 ? ", " : i == 0 ? "(" : "), (";
    sql += fmt::format("{}${}", before, i + 1);
  }
  return sql += ")";
}

/// Lists of 1, 2, 4, … arguments, so that few statement texts are prepared.
std::size_t padded(std::size_t count) {
  std::size_t size = 1;
  while (size < count) size *= 2;
  return size;
}

}  // namespace

std::string search_key_of(const Entity& entity, const Row& row) {
  std::string key;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto* text = std::get_if<std::string>(&row[i]);
    if (entity.fields[i].rules.search && text && !text->empty()) key += record::search_key(*text) + "\n";
  }
  return key;
}

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

bool Records::ask_memory(const Entity& entity, const std::function<bool(const Columns&)>& ask) {
  Mirror* mirror = entity.is_followed ? connection_.mirror() : nullptr;
  bool is_answered = false;
  if (mirror)
    mirror->with(connection_, scope_.zone, entity,
                 [&](const Columns& columns) { is_answered = ask(columns); });
  return is_answered;
}

std::int64_t Records::count(const Entity& entity, const ListQuery& query) {
  std::int64_t rows = 0;
  const bool is_counted = ask_memory(entity, [&](const Columns& columns) {
    if (!columns.can_match(query)) return false;
    rows = columns.count(query);
    return true;
  });
  if (is_counted) return rows;
  Arguments arguments;
  const std::string sql =
      fmt::format("SELECT count(*) FROM {}{}", entity.name, where(entity, query, scope_.zone, arguments));
  auto cursor = connection_.query(sql, arguments.values());
  cursor->step();
  return cursor->integer(0);
}

std::vector<Group> Records::groups(const Entity& entity, const ListQuery& query,
                                   std::span<const std::string_view> fields) {
  std::vector<const Field*> grouped;
  std::string names;
  for (const std::string_view name : fields) {
    grouped.push_back(&entity.fields[entity.index(name)]);
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
  }
  std::vector<Group> groups;
  const bool is_grouped = ask_memory(entity, [&](const Columns& columns) {
    if (!columns.can_group(query, grouped)) return false;
    auto found = columns.groups(query, grouped);
    if (found) groups = *std::move(found);
    return found.has_value();
  });
  if (is_grouped) return groups;
  Arguments arguments;
  const std::string sql = fmt::format("SELECT {}, count(*) FROM {}{}", names, entity.name,
                                      where(entity, query, scope_.zone, arguments)) +
                          " GROUP BY " + names;
  auto cursor = connection_.query(sql, arguments.values());
  while (cursor->step()) {
    Group group{{}, cursor->integer(static_cast<int>(grouped.size()))};
    for (std::size_t i = 0; i < grouped.size(); ++i)
      group.values.push_back(cursor->value(
          static_cast<int>(i), is_number(grouped[i]->kind) ? Cursor::As::number : Cursor::As::text));
    groups.push_back(std::move(group));
  }
  std::ranges::sort(groups, {}, &Group::values);
  return groups;
}

std::int64_t Records::count_unnamed(const Entity& entity, const ListQuery& query, const Entity& others,
                                    const ListQuery& naming, std::string_view reference) {
  std::int64_t rows = 0;
  std::vector<std::int64_t> named;
  const Field& field = others.fields[others.index(reference)];
  const bool is_counted =
      ask_memory(entity, [&](const Columns& columns) { return columns.can_match(query); }) &&
      ask_memory(others,
                 [&](const Columns& columns) {
                   if (!columns.can_group(naming, std::array{&field})) return false;
                   named = columns.numbers(naming, field);
                   return true;
                 }) &&
      ask_memory(entity, [&](const Columns& columns) {
        rows = columns.count_others(query, named);
        return true;
      });
  if (is_counted) return rows;
  Arguments arguments;
  const std::string matching = where(entity, query, scope_.zone, arguments);
  const std::string taken = where(others, naming, scope_.zone, arguments);
  const std::string sql = fmt::format("SELECT count(*) FROM {}{}", entity.name, matching) +
                          fmt::format(" AND id NOT IN (SELECT {0} FROM {1}{2} AND {0} IS NOT NULL)",
                                      reference, others.name, taken);
  auto cursor = connection_.query(sql, arguments.values());
  cursor->step();
  return cursor->integer(0);
}

/// Large tables: memory says which rows, the database what is in them.
std::optional<Page> Records::list_from_memory(const Entity& entity, const ListQuery& query,
                                              const Order& order,
                                              const std::optional<CursorPosition>& after) {
  Mirror* mirror = connection_.mirror();
  if (!mirror || !entity.is_followed || query.limit > kMostFromMemory || !query.restriction.empty())
    return {};
  Columns::Found found;
  bool is_answered = false;
  mirror->with(connection_, scope_.zone, entity, [&](const Columns& columns) {
    is_answered = columns.can_answer(query, order);
    if (is_answered) found = columns.select(query, order, after);
  });
  if (!is_answered) return {};
  Page page;
  page.total = found.total;
  std::vector<Value> arguments{scope_.zone.value};
  std::string places;
  for (std::size_t i = 0; i < padded(found.ids.size()); ++i) {
    arguments.emplace_back(found.ids.empty() ? 0 : found.ids[std::min(i, found.ids.size() - 1)].value);
    places += fmt::format("{}${}", i == 0 ? "" : ", ", i + 2);
  }
  std::unordered_map<std::int64_t, std::pair<Item, Value>> rows;
  auto cursor = connection_.query(
      fmt::format("SELECT {}{} FROM {} WHERE zone_id = $1 AND id IN ({})", record::column_list(entity),
                  order.column == "search_key" ? ", search_key" : "", entity.name, places),
      arguments);
  while (cursor->step()) {
    Item item = read_item(*cursor, entity);
    Value sorted = sorted_value(*cursor, entity, order, item);
    rows.emplace(item.id.value, std::pair{std::move(item), std::move(sorted)});
  }
  for (const Id id : found.ids) {
    const auto row = rows.find(id.value);
    ZW_ASSERT(row != rows.end(), "what is held in memory is what the snapshot holds");
    if (found.has_more && id == found.ids.back())
      page.next = encode_cursor(order.column, {std::move(row->second.second), id.value});
    page.items.push_back(std::move(row->second.first));
  }
  return page;
}

Result<Page> Records::list(const Entity& entity, const ListQuery& query) {
  const auto order = order_of(entity, query.sort);
  if (!order) return Problem{"list.sort", "sort", {{"value", query.sort}}};
  std::optional<CursorPosition> after;
  if (!query.after.empty()) {
    after = decode_cursor(query.after, order->column, order->is_text);
    if (!after) return Problem{"list.cursor", "after", {}};
  }
  if (auto page = list_from_memory(entity, query, *order, after)) return *std::move(page);

  Arguments arguments;
  std::string sql = fmt::format("SELECT {}{} FROM {}", record::column_list(entity),
                                order->column == "search_key" ? ", search_key" : "", entity.name);
  sql += where(entity, query, scope_.zone, arguments);
  if (after) sql += behind(*order, *after, arguments);
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
    last = sorted_value(*cursor, entity, *order, page.items.back());
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

Id Records::append(const Entity& entity, const Row& row) { return append_all(entity, {&row, 1}); }

Id Records::append_all(const Entity& entity, std::span<const Row> rows) {
  const Id first = next_ids(connection_, scope_.zone, entity.name, static_cast<std::int64_t>(rows.size()));
  const std::size_t at_once = std::max<std::size_t>(1, kArgumentsAtOnce / (entity.fields.size() + 4));
  std::vector<Value> arguments;
  std::size_t gathered = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    arguments.insert(arguments.end(),
                     {scope_.zone.value, first.value + static_cast<std::int64_t>(i), std::int64_t{1}});
    arguments.insert(arguments.end(), rows[i].begin(), rows[i].end());
    if (entity.is_searchable()) arguments.emplace_back(search_key_of(entity, rows[i]));
    if (++gathered < at_once && i + 1 < rows.size()) continue;
    connection_.execute(insert_of(entity, gathered), arguments);
    arguments.clear();
    gathered = 0;
  }
  return first;
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
        return Problem{std::string(together.problem),
                       together.fields.empty() ? std::string() : std::string(together.fields.front()),
                       {}};
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
