// What lists and figures ask of cases, put once, so that a figure is the size of its list.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "modules/casework/case.h"
#include "storage/list_query.h"

namespace zw::modules::casework {

inline const record::Field* case_field(std::string_view name) {
  const record::Field* field = record::describe<Case>().find(name);
  ZW_ASSERT(field, "the program asks for fields of a case");
  return field;
}

/// Cases in one of the states for which `holds`.
template <class Holds>
storage::Filter states_where(Holds holds) {
  storage::Filter filter{case_field("state"), {}};
  for (int s = 0; s < kStateCount; ++s)
    if (holds(static_cast<State>(s))) filter.any_of.push_back(std::string(name_of(static_cast<State>(s))));
  return filter;
}

inline storage::Filter alive_cases() { return states_where(&is_alive); }

inline storage::Filter cases_in(std::initializer_list<State> states) {
  return states_where([&](State state) { return std::ranges::find(states, state) != states.end(); });
}

inline storage::Filter cases_with(std::string_view field, record::Value value) {
  return {case_field(field), {std::move(value)}};
}

/// The field is not empty, and lies between the two.
inline storage::Limit cases_between(std::string_view field, std::int64_t at_least = INT64_MIN,
                                    std::int64_t at_most = INT64_MAX) {
  return {case_field(field), at_most, at_least};
}

/// Ended with the firm's word or without it, and never rated.
inline void narrow_to_unrated(storage::ListQuery& query) {
  query.filters.push_back(cases_with("rating", record::Value{}));
  query.filters.push_back(cases_in({State::closed, State::reviewed, State::archived}));
  query.limits.push_back(cases_between("closed_at"));
}

}  // namespace zw::modules::casework
