// A counter on which any number of threads wait for the next turn, woken all at once.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cstdint>

namespace zw::storage {

/// `std::atomic::wait` is the same, but yields several times before it sleeps: sixty-four waiting threads
/// then take the processor from the one that they wait for.
class Turn {
 public:
  std::uint32_t now() const { return count_.load(std::memory_order_acquire); }
  /// Sleeps while it is still the turn that was `seen`; may return early.
  void wait_while(std::uint32_t seen) { call(FUTEX_WAIT_PRIVATE, seen); }
  void next() {
    count_.fetch_add(1, std::memory_order_release);
    call(FUTEX_WAKE_PRIVATE, INT_MAX);
  }

 private:
  void call(int operation, std::uint32_t value) {
    static_assert(sizeof count_ == sizeof value && std::atomic<std::uint32_t>::is_always_lock_free,
                  "the kernel looks at the number itself");
    ::syscall(SYS_futex, &count_, operation, value, nullptr, nullptr, 0);
  }

  std::atomic<std::uint32_t> count_{0};
};

}  // namespace zw::storage
