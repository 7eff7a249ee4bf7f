// The only way to learn what time it is, so that tests can hold time still.
#pragma once

#include "base/time.h"

namespace zw {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// Stands still until told otherwise.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};

/// Another clock's time, so much later or earlier: a story goes on while it is told.
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(const Clock& clock) : clock_(clock) {}
  Instant now() const override { return {clock_.now().micros + micros_}; }
  void shift(std::int64_t micros) { micros_ = micros; }

 private:
  const Clock& clock_;
  std::int64_t micros_ = 0;
};

}  // namespace zw
