#include "modules/projects/schedule_messages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

namespace zw::modules::projects {
namespace {

std::set<std::string> codes_in(const std::filesystem::path& folder) {
  // Said as they are, or by the verifier without the engine's name.
  const std::regex whole("\"schedule\\.([a-z_]+)\""), judged("(?:report|complain)\\(\"([a-z_]+)\"");
  std::set<std::string> codes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (const auto& form : {whole, judged})
      for (std::sregex_iterator found(text.begin(), text.end(), form), end; found != end; ++found)
        codes.insert("schedule." + (*found)[1].str());
  }
  return codes;
}

TEST(ScheduleMessages, EveryCodeOfTheEngineHasASentence) {
  std::set<std::string> said;
  for (const auto& message : schedule_messages()) said.insert(std::string(message.code));
  const auto codes = codes_in(std::filesystem::path(ZW_SOURCE_DIR) / "src/engines/schedule");
  EXPECT_GT(codes.size(), 35u);
  for (const auto& code : codes) EXPECT_TRUE(said.contains(code)) << code;
}

}  // namespace
}  // namespace zw::modules::projects
