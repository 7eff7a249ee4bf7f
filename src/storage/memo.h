// What one reading connection remembers between its reads: derived values that hold until the next commit.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <unordered_map>

#include "base/assert.h"
#include "storage/text_hash.h"

namespace zw::storage {

/// Of one connection and therefore of one thread at a time. Everything in it was derived from the snapshot of
/// one version of the data; a read that sees another version finds it empty.
class Memo {
 public:
  /// Starts a read at `version` of the data.
  void begin(std::int64_t version) {
    if (version == version_ && !is_full()) return;
    slots_.clear();
    weight_ = 0;
    version_ = version;
  }

  bool is_of(std::int64_t version) const { return version == version_; }
  bool is_full() const { return weight_ >= kMostBytes; }

  /// The slot of that name, made empty at its first use; stays where it is until the next `begin`.
  template <class T>
  T& slot(std::string_view name) {
    auto found = slots_.find(name);
    if (found == slots_.end()) {
      found = slots_.emplace(std::string(name), Slot{std::make_shared<T>(), &typeid(T)}).first;
      weight_ += kSlotBytes + name.size();
    }
    ZW_ASSERT(*found->second.type == typeid(T), "a slot is always used with one type");
    return *static_cast<T*>(found->second.value.get());
  }

  /// About how many bytes were put into slots; too many are forgotten at the next `begin`.
  void weigh(std::size_t bytes) { weight_ += bytes; }

 private:
  static constexpr std::size_t kMostBytes = 16 << 20, kSlotBytes = 128;

  struct Slot {
    std::shared_ptr<void> value;
    const std::type_info* type;
  };

  std::unordered_map<std::string, Slot, TextHash, std::equal_to<>> slots_;
  std::int64_t version_ = -1;
  std::size_t weight_ = 0;
};

}  // namespace zw::storage
