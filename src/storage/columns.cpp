#include "storage/columns.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "base/assert.h"

namespace zw::storage {

using record::Field;
using record::Kind;

namespace {

constexpr std::int64_t kNone = INT64_MIN;
constexpr std::uint8_t kNoChoice = UINT8_MAX;
/// In place of a word in other letters: like their first bytes it sorts behind all that is Latin, and no
/// text contains it.
constexpr char kMark = '\xff';

bool is_latin(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_plain(std::string_view needle) {
  return std::ranges::all_of(needle, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// Up to the first mark, for what stands there decides before all that follows.
std::uint64_t start_of(std::string_view latin) {
  const std::size_t mark = latin.find(kMark);
  const std::string_view text = latin.substr(0, mark == latin.npos ? mark : mark + 1);
  std::uint64_t start = 0;
  for (std::size_t i = 0; i < sizeof start; ++i)
    start = start << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return start;
}

int sign(int order) { return (order > 0) - (order < 0); }

/// Two split keys, compared as if they were whole: where both have a mark at the first place that matters,
/// the words that stood there decide.
int compare_split(std::string_view latin, std::string_view native, std::string_view other_latin,
                  std::string_view other_native) {
  const auto word = [](std::string_view& words) {
    const std::size_t end = std::min(words.find('\n'), words.size());
    const std::string_view taken = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    return taken;
  };
  std::size_t begin = 0;
  const std::size_t common = std::min(latin.size(), other_latin.size());
  while (begin < common) {
    const auto [here, there] = std::mismatch(latin.begin() + static_cast<std::ptrdiff_t>(begin),
                                             latin.begin() + static_cast<std::ptrdiff_t>(common),
                                             other_latin.begin() + static_cast<std::ptrdiff_t>(begin));
    const auto differs = static_cast<std::size_t>(here - latin.begin());
    for (std::size_t i = begin; i < differs; ++i) {
      if (latin[i] != kMark) continue;
      // A word that begins another is followed by a separator, which sorts before every letter.
      const int order = sign(word(native).compare(word(other_native)));
      if (order != 0) return order;
    }
    if (differs < common)
      return static_cast<unsigned char>(*here) < static_cast<unsigned char>(*there) ? -1 : 1;
    begin = common;
  }
  return (latin.size() > other_latin.size()) - (latin.size() < other_latin.size());
}

}  // namespace

KeyColumn::Split KeyColumn::split(std::string_view search_key) {
  Split parts;
  for (std::size_t begin = 0; begin <= search_key.size();) {
    const std::size_t end = std::min(search_key.find_first_of(" \n", begin), search_key.size());
    const std::string_view word = search_key.substr(begin, end - begin);
    if (is_latin(word)) {
      parts.latin += word;
    } else {
      const auto foreign =
          std::ranges::find_if(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
      parts.latin.append(word.begin(), foreign) += kMark;
      parts.native.append(word) += '\n';
    }
    if (end < search_key.size()) parts.latin += search_key[end];
    begin = end + 1;
  }
  return parts;
}

void KeyColumn::set(std::size_t row, std::string_view search_key) {
  const Split parts = split(search_key);
  if (row == starts_.size()) starts_.push_back(0);
  starts_[row] = start_of(parts.latin);
  latin_.set(row, parts.latin);
  native_.set(row, parts.native);
}

void KeyColumn::mark(std::string_view needle, std::vector<std::uint8_t>& found) const {
  // Letters and digits of a name are all in its pinyin as well; marks of punctuation are only in the name.
  if (is_latin(needle)) latin_.mark(needle, found);
  if (!is_plain(needle)) native_.mark(needle, found);
}

int KeyColumn::compare(std::size_t row, std::size_t other) const {
  if (starts_[row] != starts_[other]) return starts_[row] < starts_[other] ? -1 : 1;
  return compare_split(latin_.text(row), native_.text(row), latin_.text(other), native_.text(other));
}

int KeyColumn::compare(std::size_t row, std::string_view latin, std::string_view native) const {
  return compare_split(latin_.text(row), native_.text(row), latin, native);
}

Columns::Columns(const Entity& entity) : entity_(entity), columns_(entity.fields.size()) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Field& field = entity.fields[i];
    Column& column = columns_[i];
    if (field.privacy.data_class == record::DataClass::secret) continue;
    if (record::is_number(field.kind)) column.holding = Holding::number;
    if (field.kind == Kind::text || field.kind == Kind::date) column.holding = Holding::text;
    if (field.kind == Kind::choice && field.choices.size() < kNoChoice) {
      column.holding = Holding::choice;
      for (const record::Choice& choice : field.choices) column.names.push_back(choice.name);
      std::ranges::sort(column.names);
    }
  }
}

std::size_t Columns::position(Id id) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(ids_, id.value) - ids_.begin());
}

const Columns::Column& Columns::column(const Field& field) const {
  return columns_[static_cast<std::size_t>(&field - entity_.fields.data())];
}

std::uint8_t Columns::choice_of(const Column& column, const Value& value) {
  if (record::is_null(value)) return kNoChoice;
  const auto found = std::ranges::find(column.names, record::text(value));
  return found == column.names.end() ? kNoChoice : static_cast<std::uint8_t>(found - column.names.begin());
}

void Columns::set(Column& column, std::size_t row, const Value& value) {
  const auto keep = [row](auto& values, auto kept) {
    if (row == values.size())
      values.push_back(kept);
    else
      values[row] = kept;
  };
  const bool is_null = record::is_null(value);
  if (column.holding == Holding::number) keep(column.numbers, is_null ? kNone : record::integer(value));
  if (column.holding == Holding::choice) keep(column.choices, choice_of(column, value));
  if (column.holding == Holding::text)
    is_null ? column.texts.set_null(row) : column.texts.set(row, record::text(value));
}

void Columns::put(Id id, const Row& row, std::string_view search_key) {
  const std::size_t at = position(id);
  ZW_ASSERT(at == ids_.size() || ids_[at] == id.value, "new rows have the largest ids");
  if (at == ids_.size()) {
    ids_.push_back(id.value);
    is_there_.push_back(1);
  } else if (!is_there_[at]) {
    is_there_[at] = 1;
    --erased_;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) set(columns_[i], at, row[i]);
  if (entity_.is_searchable()) keys_.set(at, search_key);
}

void Columns::erase(Id id) {
  const std::size_t at = position(id);
  if (at == ids_.size() || ids_[at] != id.value || !is_there_[at]) return;
  is_there_[at] = 0;
  ++erased_;
}

std::size_t Columns::bytes() const {
  std::size_t bytes = keys_.bytes() + ids_.size() * (sizeof(std::int64_t) + 40);
  for (const Column& column : columns_)
    bytes += column.numbers.size() * sizeof(std::int64_t) + column.choices.size() + column.texts.bytes() +
             (column.holding == Holding::text ? ids_.size() * 12 : 0);
  return bytes;
}

bool Columns::is_worn() const {
  constexpr std::size_t kAlways = 1 << 20;
  std::size_t idle = keys_.idle_bytes(), used = keys_.bytes();
  for (const Column& column : columns_) idle += column.texts.idle_bytes(), used += column.texts.bytes();
  return erased_ > ids_.size() / 2 || idle > used / 2 + kAlways;
}

bool Columns::can_match(const ListQuery& query) const {
  return query.restriction.empty() &&
         std::ranges::all_of(
             query.filters,
             [&](const Filter& filter) { return column(*filter.field).holding != Holding::nothing; }) &&
         std::ranges::all_of(query.limits, [&](const Limit& limit) {
           return column(*limit.field).holding == Holding::number;
         });
}

bool Columns::can_answer(const ListQuery& query, const Order& order) const {
  return can_match(query) && (order.column == "id" || order.column == "search_key" ||
                              column(*entity_.find(order.column)).holding != Holding::nothing);
}

bool Columns::can_group(const ListQuery& query, std::span<const Field* const> fields) const {
  return can_match(query) && std::ranges::all_of(fields, [&](const Field* field) {
           const Holding holding = column(*field).holding;
           return holding == Holding::number || holding == Holding::choice;
         });
}

std::int64_t Columns::count(const ListQuery& query) const {
  const Mask mask = matching(query);
  return std::accumulate(mask.begin(), mask.end(), std::int64_t{0});
}

std::vector<std::int64_t> Columns::numbers(const ListQuery& query, const Field& field) const {
  const Mask mask = matching(query);
  const auto& held = column(field).numbers;
  std::vector<std::int64_t> numbers;
  for (std::size_t row = 0; row < mask.size(); ++row)
    if (mask[row] && held[row] != kNone) numbers.push_back(held[row]);
  return numbers;
}

std::int64_t Columns::count_others(const ListQuery& query, std::span<const std::int64_t> named) const {
  Mask mask = matching(query);
  for (const std::int64_t id : named) {
    const std::size_t row = position(Id{id});
    if (row < ids_.size() && ids_[row] == id) mask[row] = 0;
  }
  return std::accumulate(mask.begin(), mask.end(), std::int64_t{0});
}

/// How the values of one column become small numbers in the order of the values, nothing first, and back.
struct Columns::Rank {
  const Column* of;
  std::int64_t least = 0;  ///< of the numbers
  int bits = 1;            ///< that hold every rank

  std::uint64_t of_row(std::size_t row) const {
    if (of->holding == Holding::choice)
      return of->choices[row] == kNoChoice ? 0 : std::uint64_t{of->choices[row]} + 1;
    const std::int64_t number = of->numbers[row];
    return number == kNone ? 0 : static_cast<std::uint64_t>(number) - static_cast<std::uint64_t>(least) + 1;
  }
  Value value(std::uint64_t rank) const {
    if (rank == 0) return {};
    if (of->holding == Holding::number)
      return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + rank - 1);
    return std::string(of->names[rank - 1]);
  }
};

Columns::Rank Columns::rank_of(const Column& of, const Mask& mask) {
  if (of.holding == Holding::choice) return {&of, 0, std::bit_width(of.names.size())};
  std::int64_t least = INT64_MAX, most = INT64_MIN;
  for (std::size_t row = 0; row < mask.size(); ++row) {
    if (!mask[row] || of.numbers[row] == kNone) continue;
    least = std::min(least, of.numbers[row]);
    most = std::max(most, of.numbers[row]);
  }
  if (least > most) return {&of, 0, 1};
  return {&of, least,
          std::bit_width(static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least) + 1)};
}

namespace {

/// Keys of at most so many bits are counted in a table of 16 MB; longer ones are sorted.
constexpr int kCountedBits = 22;

/// Calls `tell` with every key, in their order, and how often it is there.
template <class Tell>
void for_each_run(std::vector<std::uint64_t>& keys, int bits, const Tell& tell) {
  if (bits <= kCountedBits && keys.size() > (std::size_t{1} << bits) / 64) {
    std::vector<std::uint32_t> counts(std::size_t{1} << bits);
    for (const std::uint64_t key : keys) ++counts[key];
    for (std::size_t key = 0; key < counts.size(); ++key)
      if (counts[key] > 0) tell(key, static_cast<std::int64_t>(counts[key]));
    return;
  }
  std::ranges::sort(keys);
  for (std::size_t i = 0; i < keys.size();) {
    const std::size_t begin = i;
    while (i < keys.size() && keys[i] == keys[begin]) ++i;
    tell(keys[begin], static_cast<std::int64_t>(i - begin));
  }
}

}  // namespace

std::optional<std::vector<Group>> Columns::groups(const ListQuery& query,
                                                  std::span<const Field* const> fields) const {
  const Mask mask = matching(query);
  std::vector<Rank> ranks;
  int bits = 0;
  for (const Field* field : fields) bits += ranks.emplace_back(rank_of(column(*field), mask)).bits;
  if (bits > 63) return {};
  std::vector<std::uint64_t> keys;
  for (std::size_t row = 0; row < mask.size(); ++row) {
    if (!mask[row]) continue;
    std::uint64_t key = 0;
    for (const Rank& rank : ranks) key = key << rank.bits | rank.of_row(row);
    keys.push_back(key);
  }
  std::vector<Group> groups;
  for_each_run(keys, bits, [&](std::uint64_t key, std::int64_t rows) {
    Group& group = groups.emplace_back(Group{std::vector<Value>(ranks.size()), rows});
    for (std::size_t f = ranks.size(); f-- > 0; key >>= ranks[f].bits)
      group.values[f] = ranks[f].value(key & ((std::uint64_t{1} << ranks[f].bits) - 1));
  });
  return groups;
}

void Columns::filter(const Filter& filter, Mask& mask) const {
  const Column& of = column(*filter.field);
  const bool wants_empty =
      std::ranges::any_of(filter.any_of, [](const Value& v) { return record::is_null(v); });
  if (of.holding == Holding::choice) {
    std::array<std::uint8_t, 256> wanted{};
    for (const Value& value : filter.any_of) wanted[choice_of(of, value)] = 1;
    wanted[kNoChoice] = wants_empty;
    const std::uint8_t* choices = of.choices.data();
    std::uint8_t* bits = mask.data();
    for (std::size_t i = 0, rows = mask.size(); i < rows; ++i) bits[i] &= wanted[choices[i]];
  } else if (of.holding == Holding::number) {
    std::vector<std::int64_t> wanted;
    for (const Value& value : filter.any_of)
      wanted.push_back(record::is_null(value) ? kNone : record::integer(value));
    for (std::size_t i = 0; i < mask.size(); ++i) {
      std::uint8_t fits = 0;
      for (const std::int64_t value : wanted) fits |= static_cast<std::uint8_t>(of.numbers[i] == value);
      mask[i] &= fits;
    }
  } else {
    for (std::size_t i = 0; i < mask.size(); ++i)
      if (mask[i])
        mask[i] = of.texts.text(i).empty()
                      ? wants_empty
                      : std::ranges::any_of(filter.any_of, [&](const Value& value) {
                          return !record::is_null(value) && record::text(value) == of.texts.text(i);
                        });
  }
}

Columns::Mask Columns::matching(const ListQuery& query) const {
  Mask mask = is_there_;
  for (const Filter& wanted : query.filters) filter(wanted, mask);
  for (const Limit& limit : query.limits) {
    const std::int64_t* numbers = column(*limit.field).numbers.data();
    const std::int64_t least = std::max(limit.at_least, kNone + 1), most = limit.at_most;
    std::uint8_t* bits = mask.data();
    for (std::size_t i = 0, rows = mask.size(); i < rows; ++i)
      bits[i] &= static_cast<std::uint8_t>((numbers[i] >= least) & (numbers[i] <= most));
  }
  const std::string needle = entity_.is_searchable() ? needle_of(query.search) : "";
  if (!needle.empty()) {
    Mask found(mask.size());
    keys_.mark(needle, found);
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] &= found[i];
  }
  return mask;
}

/// A heap keeps the best `count` rows, the worst of them on top. Rows are walked in the order in which equal
/// ones are sorted, which is also the order in which most lists are sorted anyway, so that few get in.
template <class Before, class Behind>
Columns::Rows Columns::take_first(const Mask& mask, std::size_t count, bool is_backwards,
                                  const Before& before, const Behind& behind) const {
  Rows best;
  const std::size_t size = mask.size();
  for (std::size_t n = 0; n < size; ++n) {
    const auto row = static_cast<std::uint32_t>(is_backwards ? size - 1 - n : n);
    if (!mask[row] || !behind(row)) continue;
    if (best.size() == count) {
      if (!before(row, best.front())) continue;
      std::ranges::pop_heap(best, before);
      best.back() = row;
    } else {
      best.push_back(row);
    }
    std::ranges::push_heap(best, before);
  }
  std::ranges::sort_heap(best, before);
  return best;
}

/// Rows of equal value stand in the order of their ids; behind a cursor is what comes later.
class Columns::Ties {
 public:
  Ties(const Columns& columns, bool is_descending, const std::optional<CursorPosition>& after)
      : is_descending_(is_descending) {
    if (!after) return;
    last_ = columns.position(Id{after->id});
    is_last_there_ = last_ < columns.ids_.size() && columns.ids_[last_] == after->id;
  }
  bool is_earlier(std::uint32_t a, std::uint32_t b) const { return is_descending_ ? a > b : a < b; }
  bool is_behind(std::size_t row) const {
    return is_descending_ ? row < last_ : row > last_ || (row == last_ && !is_last_there_);
  }

 private:
  bool is_descending_, is_last_there_ = false;
  std::size_t last_ = 0;  ///< the row of the cursor, or the one that would follow it were it gone since
};

/// `key` of a row is a number sorted upwards, whatever the direction of the list.
template <class Key>
Columns::Rows Columns::first_by_number(const Mask& mask, std::size_t count, bool is_descending,
                                       const std::optional<CursorPosition>& after, const Key& key,
                                       std::int64_t last) const {
  const Ties ties(*this, is_descending, after);
  return take_first(
      mask, count, is_descending,
      [&](std::uint32_t a, std::uint32_t b) {
        const std::int64_t key_a = key(a), key_b = key(b);
        return key_a != key_b ? key_a < key_b : ties.is_earlier(a, b);
      },
      [&](std::uint32_t row) {
        if (!after) return true;
        const std::int64_t of_row = key(row);
        return of_row != last ? of_row > last : ties.is_behind(row);
      });
}

/// `compare` orders two rows, and `compare_last` a row and the cursor, in the direction of the list.
template <class Compare, class CompareLast>
Columns::Rows Columns::first_by_text(const Mask& mask, std::size_t count, bool is_descending,
                                     const std::optional<CursorPosition>& after, const Compare& compare,
                                     const CompareLast& compare_last) const {
  const Ties ties(*this, is_descending, after);
  return take_first(
      mask, count, is_descending,
      [&](std::uint32_t a, std::uint32_t b) {
        const int order = compare(a, b);
        return order != 0 ? order < 0 : ties.is_earlier(a, b);
      },
      [&](std::uint32_t row) {
        if (!after) return true;
        const int order = compare_last(row);
        return order != 0 ? order > 0 : ties.is_behind(row);
      });
}

Columns::Rows Columns::first(const Mask& mask, std::size_t count, const Order& order,
                             const std::optional<CursorPosition>& after) const {
  const bool is_descending = order.is_descending;
  const int direction = is_descending ? -1 : 1;
  if (order.column == "id")
    return first_by_number(
        mask, count, is_descending, after, [](std::uint32_t) { return std::int64_t{0}; }, 0);
  const Value last = after ? after->value : Value{};
  if (order.column == "search_key") {
    const auto split = KeyColumn::split(record::is_null(last) ? "" : record::text(last));
    return first_by_text(
        mask, count, is_descending, after,
        [&](std::uint32_t a, std::uint32_t b) { return direction * keys_.compare(a, b); },
        [&](std::uint32_t row) { return direction * keys_.compare(row, split.latin, split.native); });
  }
  const auto upwards = [&](std::int64_t value) {
    return value == kNone ? INT64_MAX : is_descending ? ~value : value;
  };
  const Column& of = column(*entity_.find(order.column));
  if (of.holding == Holding::number)
    return first_by_number(
        mask, count, is_descending, after, [&](std::uint32_t row) { return upwards(of.numbers[row]); },
        upwards(record::is_null(last) ? kNone : record::integer(last)));
  if (of.holding == Holding::choice) {
    const auto rank = [&](std::uint8_t choice) { return upwards(choice == kNoChoice ? kNone : choice); };
    const std::uint8_t last_choice = choice_of(of, last);
    return first_by_number(
        mask, count, is_descending, after, [&](std::uint32_t row) { return rank(of.choices[row]); },
        rank(last_choice));
  }
  const bool is_last_null = record::is_null(last);
  const std::string last_text = is_last_null ? std::string() : record::text(last);
  const auto compare = [&](bool is_a_null, std::string_view a, bool is_b_null, std::string_view b) {
    if (is_a_null || is_b_null) return static_cast<int>(is_a_null) - static_cast<int>(is_b_null);
    return direction * sign(a.compare(b));
  };
  return first_by_text(
      mask, count, is_descending, after,
      [&](std::uint32_t a, std::uint32_t b) {
        return compare(of.texts.is_null(a), of.texts.text(a), of.texts.is_null(b), of.texts.text(b));
      },
      [&](std::uint32_t row) {
        return compare(of.texts.is_null(row), of.texts.text(row), is_last_null, last_text);
      });
}

Columns::Found Columns::select(const ListQuery& query, const Order& order,
                               const std::optional<CursorPosition>& after) const {
  const Mask mask = matching(query);
  Found found;
  if (query.wants_total) found.total = std::accumulate(mask.begin(), mask.end(), std::int64_t{0});
  const Rows rows = first(mask, query.limit + 1, order, after);
  found.has_more = rows.size() > query.limit;
  for (const std::uint32_t row : rows)
    if (found.ids.size() < query.limit) found.ids.push_back(Id{ids_[row]});
  return found;
}

}  // namespace zw::storage
