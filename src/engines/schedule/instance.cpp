#include "engines/schedule/instance.h"

#include <algorithm>

#include "engines/schedule/reader.h"

namespace zw::engines::schedule {

WorkTable::WorkTable(std::vector<Slot> before) : before_(std::move(before)) {
  nth_.reserve(static_cast<std::size_t>(before_.back()));
  for (Slot t = 0; t < horizon(); ++t)
    if (is_working(t)) nth_.push_back(t);
}

WorkTable::WorkTable(const std::vector<Span>& working, Slot horizon)
    : WorkTable([&] {
        std::vector<Slot> before(static_cast<std::size_t>(horizon) + 1, 0);
        for (const Span& span : working)
          for (Slot t = span.from; t < std::min(span.until, horizon); ++t) before[t + 1] = 1;
        for (Slot t = 0; t < horizon; ++t) before[t + 1] += before[t];
        return before;
      }()) {}

WorkTable::WorkTable(const WorkTable& a, const WorkTable& b)
    : WorkTable([&] {
        std::vector<Slot> before(a.before_.size(), 0);
        for (Slot t = 0; t < a.horizon(); ++t)
          before[t + 1] = before[t] + (a.is_working(t) && b.is_working(t) ? 1 : 0);
        return before;
      }()) {}

Slot Instance::latest_start(int activity, int mode, Slot finish) const {
  const Slot work = this->work(activity, mode);
  const int table = table_of(activity, mode);
  if (table == kNone || work == 0) return finish - work;
  const Slot rank = tables_[table].before(std::min(finish, horizon())) - work;
  return rank < 0 ? -1 : tables_[table].nth(rank);
}

Slot Instance::after_lag(const Arc& arc, Slot t) const {
  if (arc.calendar == kNone || arc.lag == 0) return t + arc.lag;
  const WorkTable& table = tables_[arc.calendar];
  const Slot rank = table.before(std::clamp(t, 0, horizon())) + arc.lag;
  // A lag is over when its last working slot is; a negative one reaches back to where it would be over at t.
  if (rank <= 0) return 0;
  return table.nth(rank - 1) + 1;
}

Result<Instance> read(Draft draft) { return Reader(std::move(draft)).read(); }

}  // namespace zw::engines::schedule
