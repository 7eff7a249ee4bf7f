// Reads the members of a JSON object by name and notes every one that is wrong or unknown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "record/json.h"

namespace zw::record {

/// Problems: `<area>.field_type`, and, when the reader ends its life, `<area>.field_unknown` for members that
/// nobody asked for; fields such as "objects/3/industry". A member that is null counts as absent.
class ObjectReader {
 public:
  ObjectReader(std::string_view area, const Json& json, std::string place, Problems& problems);
  ~ObjectReader();
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  std::int64_t number(std::string_view name, std::int64_t otherwise = 0);
  bool flag(std::string_view name, bool otherwise);
  std::string word(std::string_view name);
  std::vector<std::int64_t> numbers(std::string_view name);
  std::vector<Id> ids(std::string_view name);
  /// `act(item, place)` for each item of the list of that name.
  template <class Act>
  void each(std::string_view name, Act act) {
    const Json* value = find(name);
    if (!value) return;
    if (!value->array()) return wrong(name);
    for (std::size_t i = 0; i < value->array()->size(); ++i)
      act((*value->array())[i], field(name) + "/" + std::to_string(i));
  }
  /// The member, or nothing; it counts as asked for.
  const Json* find(std::string_view name);
  void wrong(std::string_view name);
  std::string field(std::string_view name) const;

 private:
  std::string_view area_;
  const Json& json_;
  std::string place_;
  Problems& problems_;
  std::vector<std::string> seen_;
};

}  // namespace zw::record
