// The words of a command line, read once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zw::cli {

struct Options {
  std::string verb;
  std::string data = "var";
  std::string postgres;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  int threads = 2;
  bool behind_proxy = false;
  bool log_requests = false;
  std::string profile = "modern";
  std::vector<std::string> relays;  ///< "host:port"
  std::string stage = "2020-06-14";
  int scale = 1;
  std::uint64_t seed = 0;
  bool has_seed = false;
  double seconds = 0;  ///< 0 = no limit
  std::int64_t iterations = 0;
  std::string engine;  ///< of solve, verify, explain
  std::string file;    ///< first file
  std::string plan;    ///< second file
  std::string object;  ///< "firm:12"
  std::int64_t officer = 0;
  std::int64_t activity = 0;
  int grain = 1440;  ///< minutes of a slot
  std::string out;   ///< third file
  std::string entity = "enterprise";
  std::string format;  ///< csv, xlsx, json
  std::string person, role;
  std::string act;  ///< of subject: export or delete
  std::string phone;
  std::int64_t zone = 0, person_id = 0;
  bool dry_run = false;
  int days = 30;
  bool accept = false;  ///< all proposed fixes
  bool replace = false;
  bool typescript = false;
};

/// Reads the words; when there is nothing to run (help, version, wrong use) answers the exit code instead.
struct Parsed {
  Options options;
  bool is_done = false;
  int exit_code = 0;
};
Parsed parse(int argc, char** argv);

}  // namespace zw::cli
