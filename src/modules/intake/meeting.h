// Where rows meet: each other as duplicates, and the records that the zone has already.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "modules/intake/interpret.h"

namespace zw::modules::intake {

/// Settles for every row whether it is new, changes a record, repeats something, or has to wait.
class Meeting {
 public:
  Meeting(const Grid& grid, const Target& target, const Known& known, const Decisions& decisions,
          Interpretation& made)
      : grid_(grid), target_(target), known_(known), decisions_(decisions), made_(made) {}

  void settle();

 private:
  using RowKey = std::pair<std::size_t, int>;

  /// Reports a defect of the row as a whole at the cell of `field`; answers what was decided about it.
  DefectState report(RowReading& row, std::string_view field, std::string_view code, Params params,
                     std::string value, std::optional<std::string> proposal = {});
  void replace(RowReading& row, std::string_view field, std::string value);
  const record::Field& field(std::string_view name) const { return *target_.entity->find(name); }
  std::optional<std::size_t> column_position(const RowReading& row, std::string_view field) const;

  bool is_identical(const RowReading& a, const RowReading& b) const;
  enum class Repetition { none, open, left_out };
  /// Finds an earlier row that is the same firm.
  Repetition compare_with_earlier(RowReading& row, std::size_t index);
  void meet_record(RowReading& row);
  void compare_names(RowReading& row, const std::string& known_name, const std::string& known_former_names);
  void require_key(RowReading& row);
  void compute_result(RowReading& row);
  record::Value resolved(const record::Field& field, const record::Value& value) const;
  void refuse_own_parents();
  void hold_back_children();
  std::string known_text(std::size_t item, std::string_view field) const;
  bool waits(const RowReading& row) const { return blocked_.contains({row.sheet, row.row}); }

  const Grid& grid_;
  const Target& target_;
  const Known& known_;
  const Decisions& decisions_;
  Interpretation& made_;
  std::set<RowKey> blocked_;    ///< rows with an open error
  std::set<Place> unreadable_;  ///< cells with one
  std::unordered_map<std::string, std::size_t> by_code_, by_name_, by_former_name_, by_content_;
  std::unordered_map<std::size_t, std::size_t> by_known_;
};

}  // namespace zw::modules::intake
