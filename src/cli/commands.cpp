#include "cli/commands.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "app/app.h"
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

int run(int argc, char** argv) {
  const Parsed parsed = parse(argc, argv);
  if (parsed.is_done) return parsed.exit_code;
  const std::map<std::string, int (*)(const Options&)> verbs = {
      {"serve", &serve},      {"demo", &demo},         {"import", &import_file},  {"export", &export_records},
      {"check", &check},      {"backup", &backup},     {"restore", &restore},     {"token", &token},
      {"subject", &subject},  {"solve", &solve_match}, {"verify", &verify_match}, {"explain", &explain_match},
      {"describe", &describe}};
  try {
    return verbs.at(parsed.options.verb)(parsed.options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "zonewright: {}\n", error.what());
    return kWorldFailed;
  }
}

}  // namespace zw::cli
