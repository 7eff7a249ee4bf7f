#include "storage/late_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <span>
#include <utility>

namespace zw::storage {
namespace {

/// In one statement. More would cost as much for each row, and longer texts to prepare.
constexpr std::size_t kMostRows = 32;

/// Asked for all the time, so each thread makes it once.
const std::string& insert_text(std::string_view table_and_columns, std::size_t rows, std::size_t columns) {
  thread_local std::map<std::pair<std::string_view, std::size_t>, std::string> made;
  std::string& text = made[{table_and_columns, rows}];
  if (!text.empty()) return text;
  text = fmt::format("INSERT INTO {} VALUES ", table_and_columns);
  for (std::size_t place = 0; place < rows * columns; ++place)
    text += fmt::format("{}${}", place % columns > 0 ? ", " : place == 0 ? "(" : "), (", place + 1);
  return text += ")";
}

/// By powers of two, so that few texts are prepared.
void insert(Connection& connection, std::string_view table_and_columns, std::span<const Value> values,
            std::size_t columns) {
  while (!values.empty()) {
    const std::size_t rows = std::bit_floor(std::min(values.size() / columns, kMostRows));
    connection.execute(insert_text(table_and_columns, rows, columns), values.first(rows * columns));
    values = values.subspan(rows * columns);
  }
}

}  // namespace

const LateRows::Values* LateRows::find(std::string_view name) const {
  const auto found = rows_.find(name);
  return found == rows_.end() ? nullptr : &found->second.values;
}

void LateRows::put(std::string_view name, std::string_view upsert, Values values) {
  auto found = rows_.find(name);
  if (found == rows_.end()) {
    found = rows_.emplace(name, Row{upsert, {}, keeps_}).first;
    before_.push_back({found, {}});
  } else if (std::exchange(found->second.changed_after, keeps_) != keeps_) {
    before_.push_back({found, std::move(found->second.values)});
  }
  found->second.values = std::move(values);
}

void LateRows::append(Connection& connection, std::string_view table_and_columns, Values row) {
  Appended& appended = appended_[table_and_columns];
  Values& values = appended.values;
  appended.columns = row.size();
  std::ranges::move(row, std::back_inserter(values));
  if (values.size() - appended.kept < kMostRows * row.size()) return;
  // Written under the savepoint of the work that gave them, and undone with it. Those of earlier works are
  // not: they must outlive it.
  insert(connection, table_and_columns, std::span(values).subspan(appended.kept), appended.columns);
  values.resize(appended.kept);
}

bool LateRows::is_empty() const {
  return rows_.empty() &&
         std::ranges::all_of(appended_, [](const auto& table) { return table.second.values.empty(); });
}

void LateRows::keep() {
  ++keeps_;
  before_.clear();
  for (auto& [table, appended] : appended_) appended.kept = appended.values.size();
}

void LateRows::undo() {
  for (Before& before : before_) {
    if (before.values) {
      before.row->second.values = *std::move(before.values);
    } else {
      rows_.erase(before.row);
    }
  }
  before_.clear();
  ++keeps_;
  for (auto& [table, appended] : appended_) appended.values.resize(appended.kept);
}

void LateRows::write(Connection& connection) {
  for (const auto& [table, appended] : appended_)
    insert(connection, table, appended.values, appended.columns);
  for (const auto& [name, row] : rows_) connection.execute(row.upsert, row.values);
  forget();
}

void LateRows::forget() {
  rows_.clear();
  before_.clear();
  for (auto& [table, appended] : appended_) {
    appended.values.clear();
    appended.kept = 0;
  }
}

}  // namespace zw::storage
