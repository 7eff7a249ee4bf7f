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

EventHub::EventHub(storage::Database& database, Settings settings)
    : database_(database), settings_(settings), next_beat_(steady_clock::now() + settings.heartbeat) {
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
    changed_.wait_until(lock, next_beat_, [&] { return is_stopping_ || has_news_ || !newcomers_.empty(); });
    has_news_ = false;
    auto newcomers = std::exchange(newcomers_, {});
    lock.unlock();
    work(std::move(newcomers));
    lock.lock();
    changed_.wait_for(lock, settings_.gathering, [&] { return is_stopping_; });
  }
}

/// A database that fails for a moment must not end live updates: what was not told is told after the next
/// commit or heartbeat, because every zone remembers the last number it told.
void EventHub::work(std::vector<std::shared_ptr<Subscription>> newcomers) {
  try {
    for (auto& [id, zone] : zones_) tell_news(ZoneId{id}, zone);
    while (!newcomers.empty()) {
      admit(newcomers.back());
      newcomers.pop_back();
    }
  } catch (const storage::DatabaseError&) {
    std::lock_guard lock(mutex_);
    for (auto& newcomer : newcomers) newcomers_.push_back(std::move(newcomer));
  }
  if (steady_clock::now() >= next_beat_) beat();
}

void EventHub::admit(const std::shared_ptr<Subscription>& newcomer) {
  Zone& zone = zones_[newcomer->zone_.value];
  if (zone.listeners.empty())
    database_.read([&](storage::Connection& connection) {
      zone.newest = storage::last_event(connection, newcomer->zone_);
    });
  std::string hello;
  if (!newcomer->after_) {
    hello = greeting(zone.newest);
  } else if (const auto missed = zone.newest - *newcomer->after_;
             missed < 0 || missed > settings_.most_missed) {
    hello = reset(zone.newest);
  } else {
    hello = greeting(*newcomer->after_);
    for (const storage::Event& event : missed_by(newcomer->zone_, *newcomer->after_))
      if (event.seq <= zone.newest) append(hello, event);
  }
  send(*newcomer, text_of(std::move(hello)));
  zone.listeners.push_back(newcomer);
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
