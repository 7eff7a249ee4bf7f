// Live updates: tells every listening browser that something in its zone changed, in order, without gaps.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "storage/outbox.h"

namespace zw::http {

/// The connection's side of a stream. Both may be called from any thread and never block.
class StreamSink {
 public:
  virtual ~StreamSink() = default;
  virtual void send(std::shared_ptr<const std::string> text) = 0;
  virtual void finish() = 0;
};

class EventHub;

/// One listener. Nothing is sent before it is attached, so that the answer's head goes first.
class Subscription : public std::enable_shared_from_this<Subscription> {
 public:
  Subscription(EventHub& hub, ZoneId zone, std::optional<std::int64_t> after)
      : hub_(hub), zone_(zone), after_(after) {}
  void attach(std::weak_ptr<StreamSink> sink);
  /// The stream ends when this says no; asked by the hub's thread, and set before the stream is attached.
  void listen_while(std::function<bool()> may_listen) { may_listen_ = std::move(may_listen); }

 private:
  friend class EventHub;
  EventHub& hub_;
  ZoneId zone_;
  std::optional<std::int64_t> after_;  ///< the last event the listener has
  std::function<bool()> may_listen_;
  std::weak_ptr<StreamSink> sink_;
  std::chrono::steady_clock::time_point ends_at_;
};

struct EventHubSettings {
  std::chrono::milliseconds heartbeat{20'000};
  /// Many commits within this time are told together.
  std::chrono::milliseconds gathering{20};
  /// A stream ends after this time and its browser comes back.
  std::chrono::milliseconds longest_stream{10 * 60'000};
  /// Who missed more is told to load afresh instead.
  int most_missed = 1'000;
  /// Older events are forgotten; whoever comes back later than this loads afresh.
  std::chrono::seconds kept{24 * 3600};
  std::chrono::milliseconds tidying{3'600'000};
};

/// Owns one thread that reads the outbox and hands texts to the sinks. Serves one server, which stops it.
class EventHub {
 public:
  using Settings = EventHubSettings;

  EventHub(storage::Database& database, const Clock& clock, Settings settings = {});
  ~EventHub();
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  /// `after` is the Last-Event-ID of a listener that comes back.
  std::shared_ptr<Subscription> subscribe(ZoneId zone, std::optional<std::int64_t> after);
  /// Ends the streams of those who may no longer listen, soon; otherwise they are asked with every heartbeat.
  void ask_again();
  /// Ends the thread; the server ends the streams.
  void stop();

 private:
  friend class Subscription;
  using Text = std::shared_ptr<const std::string>;
  struct Zone {
    std::int64_t newest = 0;  ///< everything up to here was sent to `listeners`
    std::vector<std::shared_ptr<Subscription>> listeners;
  };

  void attach(std::shared_ptr<Subscription> subscription);
  void wake();
  void run();
  void admit(const std::shared_ptr<Subscription>& newcomer);
  std::string what_was_missed(ZoneId zone, std::int64_t after, std::int64_t newest);
  void tell_news(ZoneId zone_id, Zone& zone);
  std::vector<storage::Event> missed_by(ZoneId zone, std::int64_t after);
  void beat();
  void dismiss();
  void tidy();
  void work(std::vector<std::shared_ptr<Subscription>> newcomers, bool must_ask);
  static void send(const Subscription& listener, const Text& text);

  storage::Database& database_;
  const Clock& clock_;
  Settings settings_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopping_ = false;
  bool has_news_ = false;
  bool must_ask_ = false;
  std::vector<std::shared_ptr<Subscription>> newcomers_;
  std::map<std::int64_t, Zone> zones_;  ///< touched by the hub's thread only
  std::chrono::steady_clock::time_point next_beat_, next_tidying_;
  std::thread thread_;
  std::shared_ptr<void> commits_;  ///< listening to the database
};

}  // namespace zw::http
