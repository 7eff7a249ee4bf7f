#include <fmt/format.h>

#include "app/demo/store.h"
#include "app/world.h"
#include "base/time.h"
#include "cli/commands.h"

namespace zw::cli {

int demo(const Options& options) {
  const auto world = app::open_world(
      {.data_dir = options.data, .postgres = options.postgres, .exclusive = true, .durable = false});
  if (app::first_zone(*world->database).value != 0) {
    fmt::print(stderr, "zonewright: {} has a zone already; name an empty folder with --data.\n",
               options.postgres.empty() ? options.data : "the database");
    return kWrongUse;
  }
  app::demo::Options demo;
  demo.stage = *app::demo::stage_of(*parse_date(options.stage));
  demo.scale = options.scale;
  if (options.has_seed) demo.seed = options.seed;
  const auto done = app::demo::build_demo(*world->database, world->clock, options.data, demo);
  if (!done) {
    print_problems(done.problems(), "");
    return kNo;
  }
  fmt::print("The demonstration zone of {} is in {}.\n", options.stage, options.data);
  return kDone;
}

}  // namespace zw::cli
