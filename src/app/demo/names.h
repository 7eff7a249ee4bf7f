// Invented names, trades and places: plausible to read, impossible to mistake for anybody's.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/rng.h"

namespace zw::app::demo {

/// "第一", "第十七"; 1 ≤ number ≤ 99.
std::string ordinal(int number);

/// "示例甲" … "示例癸", then pairs of stems and branches such as "示例甲子"; different for numbers below 370.
std::string person_name(int number);
/// "演示员001"
std::string officer_name(int number);
/// "1000000" and four digits: no Chinese mobile number begins so.
std::string phone(int number);

/// Two characters of good omen; 2,304 different ones.
std::string brand(std::uint64_t number);

/// What firms of one division do (GB/T 4754-2017).
struct Trade {
  std::string_view division;                ///< two digits
  std::span<const std::string_view> words;  ///< middle of a firm's name
  std::string_view products;
};

const Trade& trade_of(std::string_view division);
/// Divisions in which firms of this kind live, likelier ones repeated.
std::span<const std::string_view> industrial_divisions();
std::span<const std::string_view> service_divisions();
std::span<const std::string_view> trading_divisions();
std::span<const std::string_view> construction_divisions();
std::span<const std::string_view> small_divisions();

/// What an officer may be good at and a firm may ask for.
std::span<const std::string_view> skills();

/// "示例湖街道示范大道18号3幢"
std::string address(Rng& rng);

/// Metres east and north of the zone's centre, which lies in the open sea so that no point is anybody's
/// address.
struct Point {
  std::int64_t east = 0, north = 0;
};
/// Where the office of a grid stands; 0 ≤ grid < kGrids.
Point grid_centre(int grid);
/// Within `metres` of `centre` on both axes.
Point near(Point centre, std::int64_t metres, Rng& rng);
std::int64_t latitude_e6(Point point);
std::int64_t longitude_e6(Point point);
/// "第三网格工作站"
std::string station(int grid);

}  // namespace zw::app::demo
