#include "http/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "record/json.h"

namespace zw::http {
namespace {

using std::chrono::steady_clock;

std::shared_ptr<const std::string> text_of(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

void append(std::string& out, const storage::Event& event) {
  out += fmt::format("id: {}\nevent: change\ndata: ", event.seq);
  record::JsonWriter(out)
      .begin_object()
      .member("topic", event.topic)
      .member("entity", event.entity)
      .member("id", event.id.value)
      .end_object();
  out += "\n\n";
}

/// Gives the browser a number to come back with, even before anything happens.
std::string greeting(std::int64_t seq) {
  return fmt::format("retry: 3000\nid: {}\nevent: ready\ndata: {{}}\n\n", seq);
}

/// What was missed is too much, or unknown: the browser loads its lists afresh.
std::string reset(std::int64_t seq) {
  return fmt::format("retry: 3000\nid: {}\nevent: reset\ndata: {{}}\n\n", seq);
}

}  // namespace

void Subscription::attach(std::weak_ptr<StreamSink> sink) {
  sink_ = std::move(sink);
  hub_.attach(shared_from_this());
}

EventHub::EventHub(storage::Database& database, const Clock& clock, Settings settings)
    : database_(database),
      clock_(clock),
      settings_(settings),
      next_beat_(steady_clock::now() + settings.heartbeat) {
  thread_ = std::thread([this] { run(); });
  commits_ = database_.events().listen([this] { wake(); });
}

EventHub::~EventHub() { stop(); }

std::shared_ptr<Subscription> EventHub::subscribe(ZoneId zone, std::optional<std::int64_t> after) {
  return std::make_shared<Subscription>(*this, zone, after);
}

void EventHub::attach(std::shared_ptr<Subscription> subscription) {
  subscription->ends_at_ = steady_clock::now() + settings_.longest_stream;
  std::lock_guard lock(mutex_);
  newcomers_.push_back(std::move(subscription));
  changed_.notify_one();
}

void EventHub::wake() {
  std::lock_guard lock(mutex_);
  has_news_ = true;
  changed_.notify_one();
}

void EventHub::ask_again() {
  std::lock_guard lock(mutex_);
  must_ask_ = true;
  changed_.notify_one();
}

void EventHub::stop() {
  commits_.reset();
  {
    std::lock_guard lock(mutex_);
    is_stopping_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void EventHub::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    changed_.wait_until(lock, next_beat_,
                        [&] { return is_stopping_ || has_news_ || must_ask_ || !newcomers_.empty(); });
    has_news_ = false;
    const bool must_ask = std::exchange(must_ask_, false);
    auto newcomers = std::exchange(newcomers_, {});
    lock.unlock();
    work(std::move(newcomers), must_ask);
    lock.lock();
    changed_.wait_for(lock, settings_.gathering, [&] { return is_stopping_; });
  }
}

/// A database that fails for a moment must not end live updates: what was not told is told after the next
/// commit or heartbeat, because every zone remembers the last number it told.
void EventHub::work(std::vector<std::shared_ptr<Subscription>> newcomers, bool must_ask) {
  const bool is_beat = steady_clock::now() >= next_beat_;
  try {
    // Before any news, which those who may no longer listen should not hear.
    if (must_ask || is_beat) dismiss();
    for (auto& [id, zone] : zones_) tell_news(ZoneId{id}, zone);
    while (!newcomers.empty()) {
      admit(newcomers.back());
      newcomers.pop_back();
    }
    if (is_beat) tidy();
  } catch (const storage::DatabaseError&) {
    std::lock_guard lock(mutex_);
    for (auto& newcomer : newcomers) newcomers_.push_back(std::move(newcomer));
  }
  if (is_beat) beat();
}

void EventHub::dismiss() {
  for (auto& [id, zone] : zones_)
    std::erase_if(zone.listeners, [](const std::shared_ptr<Subscription>& listener) {
      if (!listener->may_listen_ || listener->may_listen_()) return false;
      if (const auto sink = listener->sink_.lock()) sink->finish();
      return true;
    });
}

void EventHub::tidy() {
  const auto now = steady_clock::now();
  if (now < next_tidying_) return;
  next_tidying_ = now + settings_.tidying;
  const Instant before{clock_.now().micros - std::chrono::microseconds(settings_.kept).count()};
  database_.write([&](storage::Connection& connection) {
    std::vector<ZoneId> zones;
    const auto row = connection.query("SELECT zone_id FROM zone ORDER BY zone_id");
    while (row->step()) zones.push_back({row->integer(0)});
    for (const ZoneId zone : zones) storage::forget_events(connection, zone, before);
  });
}

void EventHub::admit(const std::shared_ptr<Subscription>& newcomer) {
  // The session may have ended since the request was answered.
  if (newcomer->may_listen_ && !newcomer->may_listen_()) {
    if (const auto sink = newcomer->sink_.lock()) sink->finish();
    return;
  }
  Zone& zone = zones_[newcomer->zone_.value];
  if (zone.listeners.empty())
    database_.read([&](storage::Connection& connection) {
      zone.newest = storage::last_event(connection, newcomer->zone_);
    });
  send(*newcomer, text_of(newcomer->after_ ? what_was_missed(newcomer->zone_, *newcomer->after_, zone.newest)
                                           : greeting(zone.newest)));
  zone.listeners.push_back(newcomer);
}

/// Too much, forgotten, or of another database: then the listener loads afresh.
std::string EventHub::what_was_missed(ZoneId zone, std::int64_t after, std::int64_t newest) {
  const std::int64_t missed = newest - after;
  if (missed < 0 || missed > settings_.most_missed) return reset(newest);
  std::string text = greeting(after);
  std::int64_t told = 0;
  for (const storage::Event& event : missed_by(zone, after)) {
    if (event.seq > newest) break;
    append(text, event);
    ++told;
  }
  return told == missed ? text : reset(newest);
}

std::vector<storage::Event> EventHub::missed_by(ZoneId zone, std::int64_t after) {
  std::vector<storage::Event> events;
  database_.read([&](storage::Connection& connection) {
    events = storage::events_after(connection, zone, after, settings_.most_missed);
  });
  return events;
}

void EventHub::tell_news(ZoneId zone_id, Zone& zone) {
  if (zone.listeners.empty()) return;
  for (;;) {
    const auto events = missed_by(zone_id, zone.newest);
    if (events.empty()) return;
    std::string text;
    for (const storage::Event& event : events) append(text, event);
    const Text shared = text_of(std::move(text));
    for (const auto& listener : zone.listeners) send(*listener, shared);
    zone.newest = events.back().seq;
    if (events.size() < static_cast<std::size_t>(settings_.most_missed)) return;
  }
}

/// Keeps proxies from closing quiet streams, and forgets listeners that left or have listened long enough.
void EventHub::beat() {
  const Text comment = text_of(":\n\n");
  const auto now = steady_clock::now();
  next_beat_ = now + settings_.heartbeat;
  for (auto zone = zones_.begin(); zone != zones_.end();) {
    std::erase_if(zone->second.listeners, [&](const std::shared_ptr<Subscription>& listener) {
      const auto sink = listener->sink_.lock();
      if (sink && now >= listener->ends_at_)
        sink->finish();
      else if (sink)
        sink->send(comment);
      return !sink || now >= listener->ends_at_;
    });
    zone = zone->second.listeners.empty() ? zones_.erase(zone) : std::next(zone);
  }
}

void EventHub::send(const Subscription& listener, const Text& text) {
  if (const auto sink = listener.sink_.lock()) sink->send(text);
}

}  // namespace zw::http
