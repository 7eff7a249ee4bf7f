#include "app/demo/store.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "app/demo/ledger.h"
#include "app/retention.h"
#include "app/world.h"
#include "http/access.h"
#include "http/roles.h"
#include "storage/audit.h"
#include "storage/counter.h"
#include "storage/records.h"
#include "storage/transact.h"

namespace zw::app::demo {
namespace {

using storage::Connection;
using storage::Scope;

Scope demo_scope(const DemoZone& zone) {
  return {.zone = kDemoZone,
          .actor = {.person = {}, .name = "演示", .roles = {}, .enterprise = {}},
          .now = morning_of(date_of(zone.options.stage)),
          .request = "demo"};
}

bool has_zone(Connection& connection) {
  return connection.query("SELECT zone_id FROM zone WHERE zone_id > 0 LIMIT 1")->step();
}

void store_records(Connection& connection, const Scope& scope, const DemoZone& zone) {
  storage::Records records(connection, scope);
  for_each_list(zone, [&](const auto& list) {
    using T = typename std::decay_t<decltype(list)>::value_type;
    // Not all at once: a large zone has millions.
    constexpr std::size_t kAtOnce = 1'000;
    std::vector<record::Row> rows;
    for (std::size_t begin = 0; begin < list.size(); begin += rows.size()) {
      rows.clear();
      for (std::size_t i = begin; i < list.size() && rows.size() < kAtOnce; ++i)
        rows.push_back(record::to_row(list[i]));
      const Id first = records.append_all(record::describe<T>(), rows);
      ZW_ASSERT(first == list[begin].id, "a fresh zone numbers its records as the generator did");
    }
  });
}

/// The next case of a year follows those that the story has numbered.
void count_case_numbers(Connection& connection, const Scope& scope, const DemoZone& zone) {
  for (const casework::Case& of_case : zone.cases) {
    const int year = civil(china_date(of_case.received_at)).year;
    const Id counted = storage::next_id(connection, scope.zone, fmt::format("case_number_{}", year));
    ZW_ASSERT(of_case.number == fmt::format("SQ-{}-{:06}", year, counted.value),
              "the generator numbers cases as the desk does");
  }
}

/// Nobody can sign in to these accounts: they have no password and serve the demonstration's own door.
void store_accounts(Connection& connection, const Scope& scope, http::Access& access, const DemoZone& zone) {
  for (const Persona& persona : personas(zone)) {
    const auto account =
        access.create_account(connection, scope,
                              {.person = persona.person,
                               .login = fmt::format("demo.{}", http::to_string(persona.role)),
                               .password_hash = "",
                               .roles = {persona.role},
                               .enterprise = persona.enterprise.value_or(Id{}),
                               .must_change_password = false});
    ZW_ASSERT(account.ok(), "a fresh installation has no login yet");
  }
}

void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
}

}  // namespace

Outcome store(storage::Database& database, Clock& clock, const DemoZone& zone) {
  http::Access access(database, clock, {}, {});
  const Scope scope = demo_scope(zone);
  return storage::transact(database, [&](Connection& connection) -> Outcome {
    if (has_zone(connection)) return Problem{"demo.not_empty", "data", {}};
    connection.execute("INSERT INTO zone (zone_id, code, name, created_at) VALUES ($1, $2, $3, $4)",
                       {scope.zone.value, std::string(kDemoCode), zone.name, clock.now().micros});
    store_records(connection, scope, zone);
    storage::Records records(connection, scope);
    furnish_retention(records, china_date(scope.now));
    count_case_numbers(connection, scope, zone);
    store_accounts(connection, scope, access, zone);
    storage::append_audit(connection, scope,
                          {"created", "demo", Id{1}, 1,
                           fmt::format(R"([{{"field":"stage","before":null,"after":"{}"}}])",
                                       to_string(date_of(zone.options.stage)))});
    return Nothing{};
  });
}

Outcome build_demo(storage::Database& database, Clock& clock, const std::string& data_dir,
                   const Options& options) {
  auto stored = store(database, clock, generate(options));
  if (stored && options.stage == Stage::chaos)
    write_file(data_dir + "/ledger.xlsx", messy_workbook(options).bytes);
  return stored;
}

}  // namespace zw::app::demo
