// The zone of each stage, generated once for all tests.
#pragma once

#include <map>

#include "app/demo/zone.h"

namespace zw::app::demo::testing {

inline const DemoZone& zone_at(Stage stage) {
  static std::map<Stage, DemoZone> zones;
  auto found = zones.find(stage);
  if (found == zones.end()) found = zones.emplace(stage, generate({.stage = stage})).first;
  return found->second;
}

}  // namespace zw::app::demo::testing
