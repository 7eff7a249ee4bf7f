#include "app/serve.h"

#include <fmt/format.h>

#include "app/accounts.h"
#include "app/app.h"
#include "app/law.h"
#include "app/retention.h"
#include "http/access_routes.h"
#include "http/dispatcher.h"
#include "http/events.h"
#include "http/operation_routes.h"
#include "http/secrets.h"
#include "http/server.h"
#include "jobs/runner.h"
#include "modules/notify/sending.h"
#include "modules/privacy/retention.h"
#include "modules/registry/people.h"

namespace zw::app {
namespace {

http::People people() {
  using modules::registry::Person;
  http::People people;
  people.create = [](storage::Connection& connection, const storage::Scope& scope, const std::string& name,
                     storage::Roles) {
    storage::Records records(connection, scope);
    Person person;
    person.name = name;
    const auto id = records.insert(person);
    ZW_ASSERT(id.ok(), "the set-up form has checked the name");
    return *id;
  };
  people.name = [](storage::Connection& connection, ZoneId zone, Id id) {
    auto cursor =
        connection.query("SELECT name FROM person WHERE zone_id = $1 AND id = $2", {zone.value, id.value});
    return cursor->step() ? std::string(cursor->text(0)) : std::string();
  };
  people.furnish = &furnish_with_law;
  return people;
}

http::AccessSettings access_settings(const ServeOptions& options) {
  http::AccessSettings settings;
  settings.profile = options.profile == "mlps3" ? http::kMlps3 : http::kModern;
  return settings;
}

http::Routes routes_of(World& world, http::Access& access, http::Metrics& metrics,
                       const modules::notify::Post& post) {
  http::Routes routes = all_routes(world.modules);
  for (auto more : {http::access_routes(access, kVersion), http::operation_routes(metrics),
                    account_routes(access), modules::notify::trial_routes(post)})
    for (auto& route : more) routes.push_back(std::move(route));
  return http::with_openapi(std::move(routes), kVersion);
}

/// Before anybody asks, lists of very many are brought into memory: the first to ask would wait for seconds.
void read_large_lists(storage::Database& database, Instant now) {
  std::vector<ZoneId> zones;
  database.read([&](storage::Connection& connection) {
    auto cursor = connection.query("SELECT zone_id FROM zone WHERE zone_id > 0 ORDER BY zone_id");
    while (cursor->step()) zones.push_back({cursor->integer(0)});
  });
  for (const ZoneId zone : zones)
    for (const record::Entity* entity : storage::Catalogue::all()) {
      if (!entity->is_followed) continue;
      database.read([&](storage::Connection& connection) {
        const storage::Scope scope{.zone = zone, .actor = {}, .now = now, .request = "chore"};
        storage::Records(connection, scope).count(*entity, {});
      });
    }
}

/// A far side that hangs must not keep the program from stopping.
constexpr std::chrono::seconds kLongestCall{6};

modules::notify::Post outgoing_post(const World& world, const ServeOptions& options) {
  modules::notify::Reach reach{.relays = options.relays};
  reach.limits.total = kLongestCall;
  return modules::notify::make_post(std::move(reach), world.clock);
}

/// Different in every process, so that servers that failed together do not come back together.
std::uint64_t seed() {
  std::uint64_t value = 0;
  for (const char c : http::random_bytes(sizeof value)) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

http::ServerSettings server_settings(const ServeOptions& options) {
  http::ServerSettings settings;
  settings.host = options.host;
  settings.port = options.port;
  settings.network_threads = options.threads;
  settings.behind_proxy = options.behind_proxy;
  return settings;
}

}  // namespace

struct Serving::Parts {
  World& world;
  std::vector<http::Message> further_messages;
  http::Messages messages;
  jobs::Runner runner;
  jobs::Runner sender;  ///< waits for far sides while the other one does the house's own work
  modules::notify::Post post;
  http::EventHub events;
  http::Services services;
  http::Access access;
  http::Metrics metrics;
  http::Log log;
  http::Assets assets;
  http::Dispatcher dispatcher;
  http::Server server;
  std::string host;

  Parts(World& w, const ServeOptions& options)
      : world(w),
        further_messages(all_messages(w.modules)),
        messages(further_messages),
        runner(*w.database, w.zone_clock),
        sender(*w.database, w.zone_clock, {.threads = 0}),
        post(outgoing_post(w, options)),
        events(*w.database, w.zone_clock),
        services{*w.database,
                 w.zone_clock,
                 &runner,
                 &events,
                 w.data_dir,
                 !demo_stage(*w.database).empty(),
                 demo_stage(*w.database)},
        access(*w.database, w.clock, people(), access_settings(options)),
        log(options.log_requests ? http::Log::Requests::written : http::Log::Requests::silent),
        assets(embedded::ui()),
        dispatcher(routes_of(w, access, metrics, post), {services, access, messages, metrics, log, assets}),
        server(server_settings(options), dispatcher),
        host(options.host) {
    access.when_forgetting([this] { events.ask_again(); });
    for (const auto& module : world.modules)
      if (module.register_jobs) module.register_jobs(runner);
    runner.repeat(std::chrono::hours(24), &read_large_lists);
    modules::notify::send_notices(sender, post, seed());
    // First the one without jobs: a runner that starts takes what is marked as running for left over.
    sender.start();
    runner.repeat(std::chrono::hours(1), modules::privacy::retention_chore(file_holders(), world.data_dir,
                                                                           [this] { world.compact(); }));
    runner.start();
  }
};

Serving::Serving(World& world, const ServeOptions& options)
    : parts_(std::make_unique<Parts>(world, options)) {}
Serving::~Serving() = default;

std::string Serving::address() const {
  return fmt::format("http://{}:{}", parts_->host, parts_->server.port());
}

std::string Serving::setup_path() {
  if (!parts_->access.needs_setup()) return "";
  return "/setup?token=" + http::create_setup_link(*parts_->world.database, parts_->world.clock);
}

bool Serving::stop() {
  const bool was_quiet = parts_->server.stop();
  parts_->sender.stop();
  parts_->runner.stop();
  return was_quiet;
}

}  // namespace zw::app
