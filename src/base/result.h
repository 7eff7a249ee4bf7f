// A value or every problem that kept it from being made; never just the first.
#pragma once

#include <utility>
#include <variant>

#include "base/assert.h"
#include "base/problem.h"

namespace zw {

struct Nothing {};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Problems problems) : state_(std::in_place_index<1>, std::move(problems)) {
    ZW_ASSERT(!std::get<1>(state_).empty(), "a failed result names at least one problem");
  }
  Result(Problem problem) : Result(Problems{std::move(problem)}) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return ZW_ASSERT(ok(), "the caller checked ok()"), std::get<0>(state_); }
  const T& value() const& { return ZW_ASSERT(ok(), "the caller checked ok()"), std::get<0>(state_); }
  T&& value() && { return ZW_ASSERT(ok(), "the caller checked ok()"), std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Problems& problems() const {
    return ZW_ASSERT(!ok(), "the caller checked !ok()"), std::get<1>(state_);
  }

 private:
  std::variant<T, Problems> state_;
};

using Outcome = Result<Nothing>;

}  // namespace zw
