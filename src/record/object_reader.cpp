#include "record/object_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace zw::record {

ObjectReader::ObjectReader(std::string_view area, const Json& json, std::string place, Problems& problems)
    : area_(area), json_(json), place_(std::move(place)), problems_(problems) {
  if (!json.object()) wrong("");
}

ObjectReader::~ObjectReader() {
  if (!json_.object()) return;
  for (const auto& [name, value] : *json_.object())
    if (std::find(seen_.begin(), seen_.end(), name) == seen_.end())
      problems_.push_back({fmt::format("{}.field_unknown", area_), field(name), {}});
}

std::int64_t ObjectReader::number(std::string_view name, std::int64_t otherwise) {
  const Json* value = find(name);
  if (!value) return otherwise;
  if (value->integer()) return *value->integer();
  wrong(name);
  return otherwise;
}

bool ObjectReader::flag(std::string_view name, bool otherwise) {
  const Json* value = find(name);
  if (!value) return otherwise;
  if (value->boolean()) return *value->boolean();
  wrong(name);
  return otherwise;
}

std::string ObjectReader::word(std::string_view name) {
  const Json* value = find(name);
  if (!value) return "";
  if (value->text()) return *value->text();
  wrong(name);
  return "";
}

std::vector<std::int64_t> ObjectReader::numbers(std::string_view name) {
  std::vector<std::int64_t> list;
  each(name, [&](const Json& item, const std::string&) {
    if (item.integer())
      list.push_back(*item.integer());
    else
      wrong(name);
  });
  return list;
}

std::vector<Id> ObjectReader::ids(std::string_view name) {
  std::vector<Id> list;
  for (const auto number : numbers(name)) list.push_back(Id{number});
  return list;
}

const Json* ObjectReader::find(std::string_view name) {
  seen_.emplace_back(name);
  const Json* value = json_.find(name);
  return value && value->is_null() ? nullptr : value;
}

void ObjectReader::wrong(std::string_view name) {
  problems_.push_back({fmt::format("{}.field_type", area_), field(name), {}});
}

std::string ObjectReader::field(std::string_view name) const {
  return place_.empty() || name.empty() ? place_ + std::string(name) : fmt::format("{}/{}", place_, name);
}

}  // namespace zw::record
