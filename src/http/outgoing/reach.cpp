#include "http/outgoing/reach.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace zw::http::outgoing {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct Network {
  std::array<std::uint8_t, 16> prefix;
  int bits;
};

constexpr Network kClosedV4[] = {
    {{0}, 8},              // this host; on Linux another name of loopback
    {{100, 64}, 10},       // carriers, and the metadata service of Alibaba Cloud at 100.100.100.200
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local, and the metadata services of most clouds
    {{192, 0, 0}, 24},     // protocol assignments, and the metadata service of Oracle's cloud
    {{192, 0, 2}, 24},     // documentation
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, and broadcast
};

constexpr Network kClosedV6[] = {
    {{}, 128},                       // unspecified
    {{0x01}, 8},                     // discard
    {{0x20, 0x01, 0, 0}, 32},        // Teredo hides an IPv4 address in it
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0xfd, 0x00, 0x0e, 0xc2}, 32},  // the metadata service of Amazon's cloud
    {{0xfe, 0x80}, 10},              // link-local
    {{0xfe, 0xc0}, 10},              // site-local, withdrawn but still routed by some
    {{0xff}, 8},                     // multicast
};

/// IPv6 addresses that are a way to an IPv4 address, and where in them that address stands.
struct Passage {
  Network network;
  std::size_t offset;
};
constexpr Passage kPassages[] = {
    {{{}, 96}, 12},                                          // compatible; ::1 is 0.0.0.1 here
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},  // mapped
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},        // translated
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                    // NAT64
    {{{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, 12},        // NAT64 of one's own
    {{{0x20, 0x02}, 16}, 2},                                 // 6to4
};

bool contains(const Network& network, Bytes address) {
  for (int bit = 0; bit < network.bits; ++bit) {
    const std::size_t byte = static_cast<std::size_t>(bit) / 8;
    const int mask = 0x80 >> (bit % 8);
    if ((network.prefix[byte] & mask) != (address[byte] & mask)) return false;
  }
  return true;
}

bool is_in(std::span<const Network> networks, Bytes address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return contains(network, address); });
}

}  // namespace

bool is_open_to_calls(Bytes address) {
  ZW_ASSERT(address.size() == 4 || address.size() == 16, "an IP address has 4 or 16 bytes");
  if (address.size() == 4) return !is_in(kClosedV4, address);
  for (const Passage& passage : kPassages)
    if (contains(passage.network, address) && !is_in(kClosedV6, address))
      return is_open_to_calls(address.subspan(passage.offset, 4));
  return !is_in(kClosedV6, address);
}

}  // namespace zw::http::outgoing
