#include "app/world.h"

#include <gtest/gtest.h>

#include "app/demo/store.h"
#include "storage/testing.h"

namespace zw::app {
namespace {

TEST(WorldTest, ADemonstrationGoesOnFromTheMorningOfItsStage) {
  const storage::testing::TemporaryFolder folder;
  {
    auto world = open_world({.data_dir = folder.file("data"), .durable = false});
    EXPECT_EQ(world->zone_clock.now().micros / kMicrosPerDay, world->clock.now().micros / kMicrosPerDay)
        << "no story yet";
    ASSERT_TRUE(
        demo::build_demo(*world->database, world->clock, world->data_dir, {.stage = demo::Stage::middle})
            .ok());
  }
  const auto world = open_world({.data_dir = folder.file("data"), .create = false, .durable = false});
  const Instant begin = morning_of(*parse_date(demo_stage(*world->database)));
  const std::int64_t since = world->zone_clock.now().micros - begin.micros;
  EXPECT_GE(since, 0);
  EXPECT_LT(since, kMicrosPerDay) << "as much later as the demonstration is old";
}

}  // namespace
}  // namespace zw::app
