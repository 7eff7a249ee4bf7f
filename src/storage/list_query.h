// What a list is asked for: filters, order, page.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "record/description.h"
#include "record/value.h"

namespace zw::storage {

using record::Entity;
using record::Row;
using record::Value;

struct Item {
  Id id;
  std::int64_t version = 0;
  Row row;
};

/// The field holds one of the values; a null value asks for empty ones.
struct Filter {
  const record::Field* field;
  std::vector<Value> any_of;
};

/// The field, a number, holds something, and that lies between the two, both included.
struct Limit {
  const record::Field* field;
  std::int64_t at_most = INT64_MAX;
  std::int64_t at_least = INT64_MIN;
};

struct ListQuery {
  std::size_t limit = 50;
  std::string after = {};   ///< cursor of the page before
  std::string sort = {};    ///< a field, "-" before it for descending; empty = the entity's own order
  std::string search = {};  ///< part of a searched field, of its pinyin, or of its initials
  std::vector<Filter> filters = {};
  std::vector<Limit> limits = {};
  std::string restriction = {};  ///< further condition the program adds, with $-free SQL
  bool wants_total = true;
};

struct Page {
  std::vector<Item> items;
  std::string next;  ///< empty on the last page
  std::int64_t total = 0;
};

/// How many rows have the same values in the fields asked for.
struct Group {
  std::vector<Value> values;
  std::int64_t rows = 0;
};

/// How rows are sorted; those of equal value by their id, in the same direction. Empty values come last in
/// both directions.
struct Order {
  std::string column = "id";
  bool is_descending = false;
  bool is_nullable = false;
  bool is_text = false;
};

/// Nothing when `sort` names no field that may be shown.
std::optional<Order> order_of(const Entity& entity, std::string_view sort);

/// The question as search keys are written: they hold names in small letters and without blanks, so blanks
/// of the question say nothing.
std::string needle_of(std::string_view search);

}  // namespace zw::storage
