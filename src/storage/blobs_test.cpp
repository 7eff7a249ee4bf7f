#include "storage/blobs.h"

#include <filesystem>
#include <fstream>

#include "storage/digest.h"
#include "storage/testing.h"

namespace zw::storage {
namespace {

TEST(Blobs, GivesBackWhatWasPut) {
  const testing::TemporaryFolder folder;
  Blobs blobs(folder.file("blobs"));
  const std::string bytes("\0\xff\n台账", 9);
  const std::string name = blobs.put(bytes);
  EXPECT_EQ(name, digest(bytes));
  EXPECT_EQ(blobs.get(name), bytes);
  EXPECT_EQ(Blobs(folder.file("blobs")).get(name), bytes);
}

TEST(Blobs, KeepsEqualBytesOnceAndNoDrafts) {
  const testing::TemporaryFolder folder;
  Blobs blobs(folder.file("blobs"));
  EXPECT_EQ(blobs.put("a"), blobs.put("a"));
  blobs.put("b");
  const auto files = std::filesystem::directory_iterator(folder.file("blobs"));
  EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

TEST(Blobs, KnowsNothingOfWhatWasNeverPut) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(Blobs(folder.file("blobs")).get(digest("x")), std::nullopt);
}

TEST(Blobs, NoticesDamage) {
  const testing::TemporaryFolder folder;
  Blobs blobs(folder.file("blobs"));
  const std::string name = blobs.put("ledger");
  std::ofstream(folder.file("blobs/" + name)) << "letter";
  EXPECT_THROW(blobs.get(name), DatabaseError);
}

}  // namespace
}  // namespace zw::storage
