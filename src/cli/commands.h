// The verbs of the program.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/problem.h"
#include "cli/options.h"

namespace zw::cli {

/// Parses the words, runs the verb, answers the exit code. One of the three places that catch what the world
/// throws.
int run(int argc, char** argv);

inline constexpr int kDone = 0, kNo = 1, kWrongUse = 2, kWorldFailed = 3;

int serve(const Options& options);
int demo(const Options& options);
int import_file(const Options& options);
int export_records(const Options& options);
int check(const Options& options);
int backup(const Options& options);
int restore(const Options& options);
int token(const Options& options);
int subject(const Options& options);
int describe(const Options& options);
int solve_match(const Options& options);
int verify_match(const Options& options);
int explain_match(const Options& options);
int solve_schedule(const Options& options);
int verify_schedule(const Options& options);
int explain_schedule(const Options& options);
int bound_schedule(const Options& options);

/// What `--iterations` and `--seconds` ask for; the seconds count from now.
std::function<bool()> deadline_of(const Options& options);
std::uint64_t iterations_of(const Options& options);

/// The file's bytes; throws with one sentence when it cannot be read.
std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& bytes);
/// One line per problem on standard error, in English.
void print_problems(const Problems& problems, const std::string& file);

}  // namespace zw::cli
