// A wake-up without content: listeners are told that something happened and look for themselves.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>

namespace zw::storage {

class Signal {
 public:
  using Listener = std::function<void()>;

  /// Listens as long as the answer lives. When its destructor returns, the listener is not running and never
  /// will.
  [[nodiscard]] std::shared_ptr<void> listen(Listener listener) {
    std::lock_guard lock(state_->mutex);
    auto place = state_->listeners.insert(state_->listeners.end(), std::move(listener));
    return {state_.get(), [state = state_, place](void*) {
              std::lock_guard inner(state->mutex);
              state->listeners.erase(place);
            }};
  }

  void emit() {
    std::lock_guard lock(state_->mutex);
    for (const Listener& listener : state_->listeners) listener();
  }

 private:
  struct State {
    std::mutex mutex;
    std::list<Listener> listeners;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace zw::storage
