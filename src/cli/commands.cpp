#include "cli/commands.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "app/app.h"
#include "base/stop_rule.h"
#include "http/messages.h"

namespace zw::cli {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("The file {} cannot be read.", path));
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (in.bad()) throw std::runtime_error(fmt::format("Reading {} failed.", path));
  return std::move(bytes).str();
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.flush();
  if (!out) throw std::runtime_error(fmt::format("The file {} cannot be written.", path));
}

void print_problems(const Problems& problems, const std::string& file) {
  static const auto further = app::all_messages(app::all_modules());
  static const http::Messages messages(further);
  for (const Problem& problem : problems)
    fmt::print(stderr, "{}{}{}: {} [{}]\n", file, problem.field.empty() ? "" : "!", problem.field,
               messages.translate(problem.code, problem.params, http::Language::en), problem.code);
}

std::function<bool()> deadline_of(const Options& options) {
  if (options.seconds <= 0) return {};
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(options.seconds);
  return [end] { return std::chrono::steady_clock::now() >= end; };
}

std::uint64_t iterations_of(const Options& options) {
  return options.iterations > 0 ? static_cast<std::uint64_t>(options.iterations) : StopRule::kNoLimit;
}

int run(int argc, char** argv) {
  const Parsed parsed = parse(argc, argv);
  if (parsed.is_done) return parsed.exit_code;
  using Verb = int (*)(const Options&);
  const std::map<std::string, Verb> verbs = {
      {"serve", &serve},     {"demo", &demo},        {"import", &import_file}, {"export", &export_records},
      {"check", &check},     {"backup", &backup},    {"restore", &restore},    {"token", &token},
      {"subject", &subject}, {"describe", &describe}};
  const std::map<std::pair<std::string, std::string>, Verb> engine_verbs = {
      {{"match", "solve"}, &solve_match},         {{"match", "verify"}, &verify_match},
      {{"match", "explain"}, &explain_match},     {{"schedule", "solve"}, &solve_schedule},
      {{"schedule", "verify"}, &verify_schedule}, {{"schedule", "explain"}, &explain_schedule},
      {{"schedule", "bound"}, &bound_schedule}};
  const Options& options = parsed.options;
  try {
    if (!options.engine.empty()) return engine_verbs.at({options.engine, options.verb})(options);
    return verbs.at(options.verb)(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "zonewright: {}\n", error.what());
    return kWorldFailed;
  }
}

}  // namespace zw::cli
