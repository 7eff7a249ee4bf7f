#include "storage/mirror.h"

#include <fmt/format.h>

#include <algorithm>

#include "record/sql.h"
#include "storage/outbox.h"
#include "storage/read_item.h"

namespace zw::storage {
namespace {

constexpr std::int64_t kEventsAtOnce = 1'000;
/// With more news than this share of its rows a table is read whole.
constexpr std::int64_t kNewsShare = 8;

std::string select_rows(const Entity& entity) {
  return fmt::format("SELECT {}{} FROM {} WHERE zone_id = $1", record::column_list(entity),
                     entity.is_searchable() ? ", search_key" : "", entity.name);
}

void put(Columns& columns, const Entity& entity, const Cursor& cursor) {
  const Item item = read_item(cursor, entity);
  columns.put(item.id, item.row,
              entity.is_searchable() ? cursor.text(static_cast<int>(entity.fields.size()) + 2) : "");
}

}  // namespace

std::shared_ptr<Mirror::Kept> Mirror::kept(ZoneId zone, const Entity& entity) {
  std::lock_guard lock(mutex_);
  auto& kept = kept_[{zone.value, &entity}];
  if (!kept) kept = std::make_shared<Kept>();
  return kept;
}

bool Mirror::with(Connection& connection, ZoneId zone, const Entity& entity,
                  const std::function<void(const Columns&)>& use) {
  const auto kept = this->kept(zone, entity);
  if (kept->is_making) return false;
  const std::int64_t now = last_event(connection, zone);
  kept->used = ++uses_;
  {
    std::shared_lock lock(kept->mutex);
    if (!kept->columns && now <= kept->small_until) return false;
    if (kept->columns && kept->seq > now) return false;
    if (kept->columns && kept->seq == now) return use(*kept->columns), true;
  }
  {
    std::unique_lock lock(kept->mutex);
    if (kept->columns && kept->seq > now) return false;
    if (kept->columns && kept->seq < now) follow(*kept, connection, zone, entity, now);
    if (!kept->columns) make(*kept, connection, zone, entity, now);
    if (!kept->columns) return false;
    // Another reader may follow further as soon as the lock is given up, so it is kept for this once.
    use(*kept->columns);
  }
  make_room(*kept);
  return true;
}

void Mirror::make(Kept& kept, Connection& connection, ZoneId zone, const Entity& entity, std::int64_t now) {
  std::int64_t rows = 0;
  {
    auto counted = connection.query(fmt::format("SELECT count(*) FROM {} WHERE zone_id = $1", entity.name),
                                    {zone.value});
    counted->step();
    rows = counted->integer(0);
  }
  if (rows < fewest_rows_) {
    kept.small_until = now + fewest_rows_ - rows - 1;
    return;
  }
  // Meanwhile others are better served by the database than by waiting.
  struct Making {
    std::atomic<bool>& is_making;
    explicit Making(std::atomic<bool>& flag) : is_making(flag) { is_making = true; }
    ~Making() { is_making = false; }
  } making(kept.is_making);
  auto columns = std::make_unique<Columns>(entity);
  auto cursor = connection.query(select_rows(entity) + " ORDER BY id", {zone.value});
  while (cursor->step()) put(*columns, entity, *cursor);
  kept.columns = std::move(columns);
  kept.seq = now;
}

void Mirror::follow(Kept& kept, Connection& connection, ZoneId zone, const Entity& entity, std::int64_t now) {
  // Whoever fails half-way leaves nothing behind.
  auto columns = std::move(kept.columns);
  if (now - kept.seq > static_cast<std::int64_t>(columns->rows()) / kNewsShare || columns->is_worn()) return;
  const std::string select = select_rows(entity) + " AND id = $2";
  for (std::int64_t seen = kept.seq; seen < now;) {
    const auto events = events_after(connection, zone, seen, kEventsAtOnce);
    // Events are forgotten some day: then nobody knows what has changed.
    if (events.empty() || events.front().seq != seen + 1) return;
    for (const Event& event : events) {
      if (event.entity == entity.name) {
        auto cursor = connection.query(select, {zone.value, event.id.value});
        if (cursor->step())
          put(*columns, entity, *cursor);
        else
          columns->erase(event.id);
      }
      seen = event.seq;
    }
  }
  kept.columns = std::move(columns);
  kept.seq = now;
}

void Mirror::make_room(const Kept& except) {
  std::lock_guard lock(mutex_);
  std::size_t held = 0;
  const auto size_of = [&](Kept& kept) {
    std::unique_lock one(kept.mutex, std::try_to_lock);
    return one && kept.columns ? kept.columns->bytes() : 0;
  };
  for (const auto& [key, kept] : kept_) held += size_of(*kept);
  while (held > most_bytes_) {
    Kept* oldest = nullptr;
    for (const auto& [key, kept] : kept_)
      if (kept.get() != &except && size_of(*kept) > 0 && (!oldest || kept->used < oldest->used))
        oldest = kept.get();
    if (!oldest) return;
    std::unique_lock one(oldest->mutex);
    held -= oldest->columns ? oldest->columns->bytes() : 0;
    oldest->columns.reset();
  }
}

}  // namespace zw::storage
