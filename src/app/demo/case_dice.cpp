#include "app/demo/case_dice.h"

#include <algorithm>

#include "app/demo/case_reception.h"

namespace zw::app::demo {
namespace {

using namespace modules::casework;

/// Of those the firm confirmed.
constexpr int kRatedPercent = 62;

/// Requests of a day: rising while firms restart, ebbing away from the end of March on.
int requests_on(Date date) {
  const auto line = [&](Date from, int at_from, Date until, int at_until) {
    return at_from + (at_until - at_from) * (date - from) / (until - from);
  };
  const Date first = day(2020, 2, 10), peak = day(2020, 3, 2), ebb = day(2020, 3, 21),
             april = day(2020, 4, 20), may = day(2020, 5, 15);
  if (date < peak) return line(first, 90, peak, 170);
  if (date < ebb) return 170;
  if (date < april) return line(ebb, 170, april, 60);
  return date < may ? line(april, 60, may, 35) : 30;
}

}  // namespace

CaseDice::CaseDice(const DemoZone& zone, const OfficeTime& time, Rng& rng) : rng_(rng) {
  int sum = 0;
  for (const Date date : time.days()) until_day_.push_back(sum += requests_on(date));
  for (const Standard& standard : zone.standards)
    promised_[static_cast<std::size_t>(standard.grade)] = static_cast<int>(standard.promised_minutes);
}

int CaseDice::minute() {
  const auto found = std::ranges::upper_bound(until_day_, between(0, until_day_.back() - 1));
  return static_cast<int>(found - until_day_.begin()) * OfficeTime::kMinutesPerDay +
         between(0, OfficeTime::kMinutesPerDay - 1);
}

Grade CaseDice::grade() {
  static constexpr std::array<int, 3> kGrades = {92, 7, 1};
  return static_cast<Grade>(drawn(kGrades, rng_));
}

Light CaseDice::light() {
  const int dice = between(0, 99);
  return dice < 2 ? Light::red : dice < 6 ? Light::yellow : Light::green;
}

int CaseDice::length(Grade grade, Light light) {
  const int most = promised(grade);
  if (light == Light::red) return between(most * 102 / 100, most * 130 / 100);
  if (light == Light::yellow) return between(most * 81 / 100, most * 98 / 100);
  const int least = grade == Grade::simple ? 40 : most / 6;
  // The smallest of three throws: most are solved early.
  int shortest = most * 78 / 100;
  for (int throws = 0; throws < 3; ++throws) shortest = std::min(shortest, between(least, most * 78 / 100));
  return shortest;
}

std::uint8_t CaseDice::rating() {
  static constexpr std::array<int, 5> kRatings = {1160, 700, 100, 32, 8};
  const bool is_rated = confirmed_ * kRatedPercent % 100 < kRatedPercent;
  ++confirmed_;
  return is_rated ? static_cast<std::uint8_t>(drawn(kRatings, rng_)) : kNoRating;
}

}  // namespace zw::app::demo
