// The columns of one table in memory, so that any filter, order and search of a large list is one walk over
// a few arrays.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/cursor_code.h"
#include "storage/list_query.h"
#include "storage/text_column.h"

namespace zw::storage {

/// The search keys of rows, in two columns by alphabet: what is typed in letters is looked for in the pinyin,
/// what is typed in characters in the names themselves.
class KeyColumn {
 public:
  void set(std::size_t row, std::string_view search_key);
  void mark(std::string_view needle, std::vector<std::uint8_t>& found) const;
  /// Less than, equal to or more than 0, as the whole keys compare byte by byte.
  int compare(std::size_t row, std::size_t other) const;
  int compare(std::size_t row, std::string_view latin, std::string_view native) const;
  std::size_t bytes() const { return latin_.bytes() + native_.bytes(); }
  std::size_t idle_bytes() const { return latin_.idle_bytes() + native_.idle_bytes(); }

  /// The key without its words in other letters than Latin, each replaced by a mark, and those words.
  struct Split {
    std::string latin, native;
  };
  static Split split(std::string_view search_key);

 private:
  std::vector<std::uint64_t> starts_;  ///< the first eight bytes of `latin_`, which decide most comparisons
  TextColumn latin_, native_;
};

class Columns {
 public:
  explicit Columns(const Entity& entity);

  /// Ids of new rows only grow. `search_key` is empty where the entity is not searched.
  void put(Id id, const Row& row, std::string_view search_key);
  void erase(Id id);
  std::size_t rows() const { return ids_.size() - erased_; }
  std::size_t bytes() const;
  /// So much lies idle that making all anew costs less than keeping it.
  bool is_worn() const;

  /// Whether everything the question names is held here. Long texts are not.
  bool can_answer(const ListQuery& query, const Order& order) const;
  bool can_match(const ListQuery& query) const;

  struct Found {
    std::vector<Id> ids;  ///< in the order asked for, `limit` at most
    bool has_more = false;
    std::int64_t total = 0;  ///< of all pages
  };
  /// Whether these fields can be grouped by: numbers and choices.
  bool can_group(const ListQuery& query, std::span<const record::Field* const> fields) const;
  std::int64_t count(const ListQuery& query) const;
  /// In the order of their values; nothing when the values lie too far apart for one number of 63 bits.
  std::optional<std::vector<Group>> groups(const ListQuery& query,
                                           std::span<const record::Field* const> fields) const;

  /// What matching rows hold in `field`, a number, where they hold anything.
  std::vector<std::int64_t> numbers(const ListQuery& query, const record::Field& field) const;
  /// Matching rows whose ids are not among `named`, in any order.
  std::int64_t count_others(const ListQuery& query, std::span<const std::int64_t> named) const;

  /// `query.after` has been read into `after`.
  Found select(const ListQuery& query, const Order& order, const std::optional<CursorPosition>& after) const;

 private:
  enum class Holding { nothing, number, choice, text };
  struct Column {
    Holding holding = Holding::nothing;
    std::vector<std::int64_t> numbers;  ///< kNone for nothing
    std::vector<std::uint8_t> choices;  ///< positions in `names`, kNoChoice for nothing
    TextColumn texts;
    std::vector<std::string_view> names;  ///< of the choices, in the order in which they are sorted
  };
  using Mask = std::vector<std::uint8_t>;

  using Rows = std::vector<std::uint32_t>;
  class Ties;

  struct Rank;
  static Rank rank_of(const Column& of, const Mask& mask);
  std::size_t position(Id id) const;
  const Column& column(const record::Field& field) const;
  static std::uint8_t choice_of(const Column& column, const Value& value);
  void set(Column& column, std::size_t row, const Value& value);
  void filter(const Filter& filter, Mask& mask) const;
  Mask matching(const ListQuery& query) const;
  template <class Before, class Behind>
  Rows take_first(const Mask& mask, std::size_t count, bool is_backwards, const Before& before,
                  const Behind& behind) const;
  template <class Key>
  Rows first_by_number(const Mask& mask, std::size_t count, bool is_descending,
                       const std::optional<CursorPosition>& after, const Key& key, std::int64_t last) const;
  template <class Compare, class CompareLast>
  Rows first_by_text(const Mask& mask, std::size_t count, bool is_descending,
                     const std::optional<CursorPosition>& after, const Compare& compare,
                     const CompareLast& compare_last) const;
  Rows first(const Mask& mask, std::size_t count, const Order& order,
             const std::optional<CursorPosition>& after) const;

  const Entity& entity_;
  std::vector<std::int64_t> ids_;  ///< ascending
  Mask is_there_;
  std::size_t erased_ = 0;
  std::vector<Column> columns_;  ///< one for each field of the entity
  KeyColumn keys_;
};

}  // namespace zw::storage
