// The generic store: every entity created, read, changed, deleted, listed and found by its unique key,
// each change with its audit row and its event in the same transaction.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "record/description.h"
#include "storage/cursor_code.h"
#include "storage/database.h"
#include "storage/list_query.h"
#include "storage/scope.h"

namespace zw::storage {

class Columns;

/// Bound to one connection and one scope; cheap to make. Writing methods need a connection inside
/// `Database::write`.
class Records {
 public:
  Records(Connection& connection, const Scope& scope) : connection_(connection), scope_(scope) {}

  std::optional<Item> find(const Entity& entity, Id id);
  std::optional<Item> find_by(const Entity& entity, std::string_view field, const Value& value);
  /// Problems: list.cursor, list.sort.
  Result<Page> list(const Entity& entity, const ListQuery& query);
  std::int64_t count(const Entity& entity, const ListQuery& query);
  /// Rows of the list, counted by the values of `fields`; in the order of the values.
  std::vector<Group> groups(const Entity& entity, const ListQuery& query,
                            std::span<const std::string_view> fields);
  /// Rows of the list that no row of the list of `others` names in `reference`, a number.
  std::int64_t count_unnamed(const Entity& entity, const ListQuery& query, const Entity& others,
                             const ListQuery& naming, std::string_view reference);

  /// Problems: all of `record::validate`, field.taken, field.unknown_reference.
  Result<Id> insert(const Entity& entity, const Row& row, std::string_view action = "created");
  /// Stores a row that is itself a piece of history: without audit row and event. Of entities that are
  /// followed only while nobody reads yet.
  Id append(const Entity& entity, const Row& row);
  /// Many such rows, in far fewer statements; answers the id of the first, the others follow it.
  Id append_all(const Entity& entity, std::span<const Row> rows);
  /// Writes `after` over `before`; nothing happens when they are equal. Answers the new version.
  Result<std::int64_t> update(const Entity& entity, const Item& before, const Row& after,
                              std::string_view action = "updated");
  void erase(const Entity& entity, const Item& before, std::string_view action = "deleted");

  /// The title of each of `ids`, in their order; "" for unknown ones. A title that is itself a reference is
  /// followed.
  std::vector<std::string> titles(const Entity& entity, const std::vector<Id>& ids);

  template <class T>
  std::optional<T> find(Id id) {
    auto item = find(record::describe<T>(), id);
    if (!item) return {};
    return record::from_row<T>(item->row, item->id, item->version);
  }
  template <class T>
  Result<Id> insert(const T& value) {
    return insert(record::describe<T>(), record::to_row(value));
  }
  template <class T>
  Result<std::int64_t> update(const T& value, std::string_view action = "updated") {
    auto before = find(record::describe<T>(), value.id);
    ZW_ASSERT(before, "a record that was loaded in this transaction exists");
    return update(record::describe<T>(), *before, record::to_row(value), action);
  }
  template <class T>
  std::vector<T> all(const ListQuery& query = {.limit = SIZE_MAX, .wants_total = false}) {
    std::vector<T> values;
    auto page = list(record::describe<T>(), query);
    ZW_ASSERT(page.ok(), "a query of the program names known fields");
    for (Item& item : page->items) values.push_back(record::from_row<T>(item.row, item.id, item.version));
    return values;
  }

  Connection& connection() { return connection_; }
  const Scope& scope() const { return scope_; }

 private:
  std::optional<Page> list_from_memory(const Entity& entity, const ListQuery& query, const Order& order,
                                       const std::optional<CursorPosition>& after);
  /// False when the database has to answer.
  bool ask_memory(const Entity& entity, const std::function<bool(const Columns&)>& ask);
  void check_references(const Entity& entity, const Row* before, const Row& row, Problems& problems);
  void check_unique(const Entity& entity, const Row* before, const Row& row, Id self, Problems& problems);

  Connection& connection_;
  const Scope& scope_;
};

/// Every entity of the program; filled once at start by `app`. References and titles are found through it.
class Catalogue {
 public:
  static void set(std::vector<const Entity*> entities);
  static const std::vector<const Entity*>& all();
  static const Entity* find(std::string_view name);
};

/// The problem people are told when a uniqueness of some entity was violated; nothing when none fits.
std::optional<Problem> explain_violation(const DatabaseError& error);

}  // namespace zw::storage
