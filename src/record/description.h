// Describes an entity once; tables, JSON, sheets, OpenAPI, TypeScript, forms, masks and audit differences
// follow.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/value.h"

namespace zw::record {

struct Label {
  std::string_view zh, en;
};

enum class Kind { ref, text, long_text, integer, money, boolean, date, instant, choice, json };

/// Is a value of this kind stored as a whole number?
constexpr bool is_number(Kind kind) {
  return kind == Kind::ref || kind == Kind::integer || kind == Kind::money || kind == Kind::boolean ||
         kind == Kind::instant;
}

/// How carefully a value must be handled. There is no default: a field without a class does not compile.
enum class DataClass { open, internal, personal, sensitive, secret };

/// Why a value may be kept at all; mandatory for personal and sensitive fields.
struct Privacy {
  DataClass data_class;
  std::string_view purpose = "";
};
inline constexpr Privacy kOpen{DataClass::open};
inline constexpr Privacy kInternal{DataClass::internal};
/// Never leaves the server: password hashes, token digests.
inline constexpr Privacy kSecret{DataClass::secret, "authentication"};

struct Choice {
  std::string_view name;
  Label label;
};

struct Rules {
  bool required = false;
  bool unique = false;     ///< within the zone; makes GET ?<field>= answer with one record
  bool read_only = false;  ///< set by the program, refused from outside
  bool list = false;       ///< a column of the default list
  bool search = false;     ///< found by free text, pinyin and initials
  bool suggested = false;  ///< shown in the quick form
  std::int64_t minimum = INT64_MIN, maximum = INT64_MAX;
  std::size_t max_length = 200;
  std::string_view refers_to;                 ///< entity name, for Kind::ref
  bool cascade = false;                       ///< the referring row goes with the row it refers to
  bool (*check)(std::string_view) = nullptr;  ///< further shape of a text, e.g. a check digit
  std::string_view check_code;                ///< problem code when `check` says no
  std::string_view unit;                      ///< "fen", "m", "permille", … for readers of the API
};

struct Field {
  std::string_view name;
  Label label;
  Kind kind;
  Privacy privacy;
  Rules rules;
  std::span<const Choice> choices;
  std::vector<std::string_view> aliases;  ///< further headings under which sheets bring this value
  Value (*get)(const void* entity);
  void (*set)(void* entity, const Value& value);

  Field&& required() && { return rules.required = true, std::move(*this); }
  Field&& unique() && { return rules.unique = true, std::move(*this); }
  Field&& read_only() && { return rules.read_only = true, std::move(*this); }
  Field&& listed() && { return rules.list = true, std::move(*this); }
  Field&& searched() && { return rules.search = true, std::move(*this); }
  Field&& range(std::int64_t low, std::int64_t high) && {
    return rules.minimum = low, rules.maximum = high, std::move(*this);
  }
  Field&& at_most(std::size_t characters) && { return rules.max_length = characters, std::move(*this); }
  Field&& long_text(std::size_t characters = 20'000) && {
    return kind = Kind::long_text, rules.max_length = characters, std::move(*this);
  }
  /// The text is a JSON document, passed on as it is.
  Field&& json() && { return kind = Kind::json, rules.max_length = 4'000'000, std::move(*this); }
  Field&& refers_to(std::string_view entity) && {
    return kind = Kind::ref, rules.refers_to = entity, std::move(*this);
  }
  Field&& cascading() && { return rules.cascade = true, std::move(*this); }
  Field&& checked(bool (*check)(std::string_view), std::string_view code) && {
    return rules.check = check, rules.check_code = code, std::move(*this);
  }
  /// The text names any of these, parted by commas; forms offer them one by one.
  Field&& several_of(std::span<const Choice> names) && { return choices = names, std::move(*this); }
  Field&& unit(std::string_view unit_name) && { return rules.unit = unit_name, std::move(*this); }
  Field&& also_called(std::initializer_list<std::string_view> headings) && {
    return aliases.assign(headings), std::move(*this);
  }
};

/// What every stored record has; the zone comes from the scope of the request, never from the record.
struct Stored {
  Id id;
  std::int64_t version = 0;  ///< counts up with every change
};

/// A composite uniqueness inside the zone, optionally only where `where` holds.
struct UniqueTogether {
  std::string_view name;
  std::vector<std::string_view> fields;
  std::string_view where = "";
  std::string_view problem;  ///< code shown to people when it is violated
};

struct Entity {
  std::string_view module;  ///< "registry"
  std::string_view name;    ///< "enterprise", also the table
  std::string_view plural;  ///< "enterprises", in routes
  Label label;
  std::string_view title;  ///< the field people know a record by
  std::vector<Field> fields;
  std::vector<UniqueTogether> unique_together = {};
  std::string_view default_sort = "id";
  /// Every change of a row is told by an event, so that lists of very many may be kept in memory.
  bool is_followed = false;

  const Field* find(std::string_view field) const;
  /// Position of a field that the program itself names.
  std::size_t index(std::string_view field) const;
  bool is_searchable() const;
};

namespace detail {

template <class>
struct MemberOf;
template <class Owner, class Member>
struct MemberOf<Member Owner::*> {
  using owner = Owner;
  using type = Member;
};

template <class T>
struct Inner {
  using type = T;
  static constexpr bool is_optional = false;
};
template <class T>
struct Inner<std::optional<T>> {
  using type = T;
  static constexpr bool is_optional = true;
};

template <class T>
constexpr Kind kind_of() {
  if constexpr (std::same_as<T, Id>)
    return Kind::ref;
  else if constexpr (std::same_as<T, std::string>)
    return Kind::text;
  else if constexpr (std::same_as<T, bool>)
    return Kind::boolean;
  else if constexpr (std::same_as<T, Money>)
    return Kind::money;
  else if constexpr (std::same_as<T, Date>)
    return Kind::date;
  else if constexpr (std::same_as<T, Instant>)
    return Kind::instant;
  else if constexpr (std::is_enum_v<T>)
    return Kind::choice;
  else
    return Kind::integer;
}

template <class T>
Value to_value(const T& member) {
  if constexpr (std::same_as<T, Id>)
    return member.value;
  else if constexpr (std::same_as<T, std::string>)
    return member;
  else if constexpr (std::same_as<T, Money>)
    return member.fen;
  else if constexpr (std::same_as<T, Date>)
    return to_string(member);
  else if constexpr (std::same_as<T, Instant>)
    return member.micros;
  else if constexpr (std::is_enum_v<T>)
    return std::string(choices_of(T{})[static_cast<std::size_t>(member)].name);
  else
    return static_cast<std::int64_t>(member);
}

template <class T>
T from_value(const Value& value) {
  if constexpr (std::same_as<T, Id>)
    return Id{integer(value)};
  else if constexpr (std::same_as<T, std::string>)
    return text(value);
  else if constexpr (std::same_as<T, Money>)
    return Money{integer(value)};
  else if constexpr (std::same_as<T, Instant>)
    return Instant{integer(value)};
  else if constexpr (std::same_as<T, Date>) {
    const auto date = parse_date(text(value));
    ZW_ASSERT(date, "stored days are ISO 8601");
    return *date;
  } else if constexpr (std::is_enum_v<T>) {
    const std::span<const Choice> choices = choices_of(T{});
    for (std::size_t i = 0; i < choices.size(); ++i)
      if (choices[i].name == text(value)) return static_cast<T>(i);
    ZW_ASSERT(false, "stored choices are known by name");
    return T{};
  } else if constexpr (std::same_as<T, bool>)
    return integer(value) != 0;
  else
    return static_cast<T>(integer(value));
}

template <auto Member>
Value get(const void* entity) {
  using M = MemberOf<decltype(Member)>;
  const auto& member = static_cast<const typename M::owner*>(entity)->*Member;
  if constexpr (Inner<typename M::type>::is_optional) {
    return member ? to_value(*member) : Value{};
  } else {
    return to_value(member);
  }
}

template <auto Member>
void set(void* entity, const Value& value) {
  using M = MemberOf<decltype(Member)>;
  using T = typename Inner<typename M::type>::type;
  auto& member = static_cast<typename M::owner*>(entity)->*Member;
  if (is_null(value)) {
    member = typename M::type{};
  } else {
    member = from_value<T>(value);
  }
}

template <class T>
std::span<const Choice> choices() {
  if constexpr (std::is_enum_v<T>)
    return choices_of(T{});
  else
    return {};
}

}  // namespace detail

/// `field<&Enterprise::name>("name", {"企业名称", "Name"}, kInternal).required()`
/// Enums need `std::span<const Choice> choices_of(TheEnum)` beside them, in the order of the enumerators from
/// 0. A member that is not optional, and not a text, is required.
template <auto Member>
Field field(std::string_view name, Label label, Privacy privacy) {
  using T = typename detail::MemberOf<decltype(Member)>::type;
  using Plain = typename detail::Inner<T>::type;
  Field made{.name = name,
             .label = label,
             .kind = detail::kind_of<Plain>(),
             .privacy = privacy,
             .rules = {},
             .choices = detail::choices<Plain>(),
             .aliases = {},
             .get = &detail::get<Member>,
             .set = &detail::set<Member>};
  made.rules.required = !detail::Inner<T>::is_optional && !std::same_as<T, std::string>;
  return made;
}

/// Specialised beside every entity: `template <> const Entity& describe<Enterprise>();`
template <class T>
const Entity& describe();

template <class T>
Row to_row(const T& record) {
  Row row;
  row.reserve(describe<T>().fields.size());
  for (const Field& field : describe<T>().fields) row.push_back(field.get(&record));
  return row;
}

template <class T>
T from_row(const Row& row, Id id = {}, std::int64_t version = 0) {
  T record{};
  record.id = id;
  record.version = version;
  const Entity& entity = describe<T>();
  ZW_ASSERT(row.size() == entity.fields.size(), "a row has one value for each field");
  for (std::size_t i = 0; i < row.size(); ++i) entity.fields[i].set(&record, row[i]);
  return record;
}

}  // namespace zw::record
