// A write that may be refused: problems undo everything the work had already done.
#pragma once

#include <optional>

#include "base/result.h"
#include "storage/database.h"

namespace zw::storage {

/// Runs `work(connection) -> Result<T>` inside `Database::write`. When it answers problems the transaction is
/// rolled back and the problems are the answer; the rejection never leaves this function.
template <class Work>
auto transact(Database& database, Work&& work) -> decltype(work(std::declval<Connection&>())) {
  using Answer = decltype(work(std::declval<Connection&>()));
  struct Rejection {};
  std::optional<Answer> answer;
  try {
    database.write([&](Connection& connection) {
      answer.emplace(work(connection));
      if (!answer->ok()) throw Rejection{};
    });
  } catch (const Rejection&) {
  }
  ZW_ASSERT(answer.has_value(), "the work ran or an exception went past here");
  return *std::move(answer);
}

}  // namespace zw::storage
