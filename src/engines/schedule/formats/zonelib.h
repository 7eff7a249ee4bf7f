// Invents projects in space and time: trades that pass through the rooms of buildings, for benchmarks that
// the public sets do not offer.
#pragma once

#include <cstdint>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule::formats {

/// Sizes and habits of a building site. Chances are in a hundred.
struct Zonelib {
  std::uint64_t seed = 1;
  int trades = 8;                            ///< 1 … 100
  int buildings = 2, floors = 3, rooms = 2;  ///< of the site, of a building, of a floor; each 1 … 20
  Slot slots_per_day = 3;                    ///< 2 … 96; the last third of them are the night
  int longest_work = 4;                      ///< days of a trade in a room, at most
  int two_crews = 30;                        ///< of a trade to have a second crew
  int fixed_flow = 30;                       ///< of a trade to go through its zones in one given order
  int sharing = 40;                          ///< of a trade to share its zone with others, by area
  int whole_floor = 15;                      ///< of a trade to take a floor at a time
  int curing = 25;                           ///< of a trade to leave what must dry, in elapsed days
  int second_front = 20;                     ///< of an activity to have a faster and dearer way
  int six_days = 75;                         ///< of a trade to rest on the seventh day
  int quiet_nights = 50;                     ///< of a building to be quiet at night
  int due_of_flow = 0;                       ///< when buildings are due, of the strict flow line; 0: never
};

/// Zones are buildings with floors with rooms; resources are the crews of each trade; an activity is one
/// trade in one zone. Trades follow each other in every zone, finish to start with drying time in between or,
/// when both share the zone, overlapping: the later one starts and finishes some time after the earlier one.
/// Same parameters, same draft, on every machine. It can always be planned: one activity after the other
/// fits.
Draft invent_zonelib(const Zonelib& shape);

}  // namespace zw::engines::schedule::formats
