#include "app/serve.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>

#include "cli/commands.h"

namespace zw::cli {

int serve(const Options& options) {
  // Blocked before any thread starts, so that only this thread hears them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  const auto world =
      app::open_world({.data_dir = options.data, .postgres = options.postgres, .exclusive = true});
  app::Serving serving(*world, {.host = options.host,
                                .port = options.port,
                                .threads = options.threads,
                                .behind_proxy = options.behind_proxy,
                                .log_requests = options.log_requests,
                                .profile = options.profile,
                                .relays = options.relays});
  if (const std::string path = serving.setup_path(); !path.empty())
    fmt::print("Set up this installation once, within 24 hours: {}{}\n", serving.address(), path);
  fmt::print("Zonewright is ready at {}\n", serving.address());
  std::fflush(stdout);

  int heard = 0;
  sigwait(&signals, &heard);
  fmt::print("Stopping: running requests finish first.\n");
  serving.stop();
  return kDone;
}

}  // namespace zw::cli
