// What the desk does by itself: lamps that change with the time, and contacts it proposes.
#include "modules/casework/chores.h"

#include <fmt/format.h>

#include <algorithm>

#include "modules/casework/around.h"
#include "modules/casework/desk.h"
#include "modules/registry/calendar.h"

namespace zw::modules::casework {
namespace {

using storage::Connection;
using storage::Database;

/// One transaction lights so many, so that people's writes go on between.
constexpr std::int64_t kLampsAtOnce = 100;
/// Ahead of a permit, a loan or a node; and how long a firm may go without any contact.
constexpr int kPermitDays = 30, kLoanDays = 30, kNodeDays = 14, kSilentDays = 30;
/// Suggestions a firm gets in a month unless the setting says otherwise: nobody is called upon without cause.
constexpr std::int64_t kUsualBudget = 2;
/// No officer is buried in proposals.
constexpr std::int64_t kMostOpen = 10;

std::vector<ZoneId> zones(Database& database) {
  std::vector<ZoneId> found;
  database.read([&](Connection& connection) {
    auto cursor = connection.query("SELECT zone_id FROM zone WHERE zone_id > 0 ORDER BY zone_id");
    while (cursor->step()) found.push_back({cursor->integer(0)});
  });
  return found;
}

storage::Scope chore_scope(ZoneId zone, Instant now) {
  return {.zone = zone,
          .actor = {.person = {},
                    .name = "zonewright",
                    .roles = {storage::Role::administrator},
                    .enterprise = {}},
          .now = now,
          .request = "chore"};
}

bool has_due_lamps(Database& database, const storage::Scope& scope) {
  bool has = false;
  database.read([&](Connection& connection) {
    has = connection
              .query("SELECT 1 FROM service_case WHERE zone_id = $1 AND light_changes_at <= $2 LIMIT 1",
                     {scope.zone.value, scope.now.micros})
              ->step();
  });
  return has;
}

struct ContactReason {
  Id enterprise, officer;
  SuggestionKind kind;
  std::string about;
  Date due_on;
};

constexpr std::string_view kOfficerOfFirm =
    "JOIN duty d ON d.zone_id = e.zone_id AND d.object_kind = 'enterprise' AND d.object_id = e.id AND d.kind "
    "= "
    "'accountable' AND d.state = 'active' JOIN officer o ON o.zone_id = d.zone_id AND o.id = d.officer_id ";

void add_reasons(Records& records, std::vector<ContactReason>& reasons, SuggestionKind kind,
                 const std::string& sql, const std::vector<record::Value>& arguments) {
  auto cursor = records.connection().query(sql, arguments);
  while (cursor->step()) {
    const auto due = parse_date(std::string(cursor->text(3)).substr(0, 10));
    if (due)
      reasons.push_back(
          {Id{cursor->integer(0)}, Id{cursor->integer(1)}, kind, std::string(cursor->text(2)), *due});
  }
}

std::vector<ContactReason> reasons_of(Records& records) {
  const Date today = china_date(records.scope().now);
  const auto zone = records.scope().zone.value;
  std::vector<ContactReason> reasons;
  const auto by_date = [&](SuggestionKind kind, std::string_view date_kind, int days) {
    add_reasons(
        records, reasons, kind,
        "SELECT e.id, o.person_id, k.name, k.due_on FROM key_date k JOIN enterprise e ON e.zone_id = "
        "k.zone_id "
        "AND e.id = k.enterprise_id " +
            std::string(kOfficerOfFirm) +
            "WHERE k.zone_id = $1 AND k.kind = $2 AND k.due_on >= $3 AND k.due_on <= $4 ORDER BY k.due_on",
        {zone, std::string(date_kind), to_string(today), to_string(today + days)});
  };
  by_date(SuggestionKind::permit_expiring, "permit", kPermitDays);
  by_date(SuggestionKind::loan_due, "loan", kLoanDays);
  add_reasons(
      records, reasons, SuggestionKind::node_near,
      "SELECT e.id, o.person_id, n.name, n.planned_on FROM node n JOIN project p ON p.zone_id = n.zone_id "
      "AND "
      "p.id = n.project_id JOIN enterprise e ON e.zone_id = p.zone_id AND e.id = p.enterprise_id " +
          std::string(kOfficerOfFirm) +
          "WHERE n.zone_id = $1 AND n.state NOT IN ('done') AND n.planned_on >= $2 AND n.planned_on <= $3 "
          "ORDER BY n.planned_on",
      {zone, to_string(today), to_string(today + kNodeDays)});
  const Instant silent_since = china_midnight(today - kSilentDays);
  add_reasons(
      records, reasons, SuggestionKind::long_silence,
      fmt::format(
          "SELECT e.id, o.person_id, '', $1 FROM enterprise e {}WHERE e.zone_id = $2 AND e.size_class <> "
          "'small' AND e.status = 'registered' AND NOT EXISTS "
          "(SELECT "
          "1 FROM visit v WHERE v.zone_id = e.zone_id AND v.enterprise_id = e.id AND v.visited_on >= $3) AND "
          "NOT EXISTS (SELECT 1 FROM service_case c WHERE c.zone_id = e.zone_id AND c.enterprise_id = e.id "
          "AND "
          "c.received_at >= $4) ORDER BY e.id LIMIT 500",
          kOfficerOfFirm),
      {to_string(today), zone, to_string(today - kSilentDays), silent_since.micros});
  return reasons;
}

std::int64_t number(Records& records, const std::string& sql, const std::vector<record::Value>& arguments) {
  auto cursor = records.connection().query(sql, arguments);
  return cursor->step() ? cursor->integer(0) : 0;
}

/// Suggestions and visits of the month count against the budget of the firm.
bool fits_budget(Records& records, Id enterprise, std::int64_t budget) {
  const Date today = china_date(records.scope().now);
  const std::string month = to_string(today).substr(0, 8) + "01";
  const auto zone = records.scope().zone.value;
  const auto used =
      number(records,
             "SELECT count(*) FROM visit WHERE zone_id = $1 AND enterprise_id = $2 AND visited_on >= $3",
             {zone, enterprise.value, month}) +
      number(records,
             "SELECT count(*) FROM suggestion WHERE zone_id = $1 AND enterprise_id = $2 AND state IN "
             "('open', 'planned')",
             {zone, enterprise.value});
  return used < budget;
}

std::int64_t budget_of(Records& records) {
  auto cursor = records.connection().query(
      "SELECT value FROM setting WHERE zone_id = $1 AND key = 'casework.visit_budget'",
      {records.scope().zone.value});
  if (!cursor->step()) return kUsualBudget;
  const std::string text(cursor->text(0));
  const bool is_number = !text.empty() && text.size() < 4 &&
                         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::stoll(text) : kUsualBudget;
}

/// A contact that was proposed before, or dismissed lately, is not proposed again.
bool is_new(Records& records, const ContactReason& reason) {
  const std::string recent = to_string(china_date(records.scope().now) - kSilentDays);
  const bool is_silence = reason.kind == SuggestionKind::long_silence;
  return number(records,
                "SELECT count(*) FROM suggestion WHERE zone_id = $1 AND enterprise_id = $2 AND kind = $3 AND "
                "about = "
                "$4 AND due_on >= $5",
                {records.scope().zone.value, reason.enterprise.value, std::string(name_of(reason.kind)),
                 reason.about, is_silence ? recent : to_string(reason.due_on)}) == 0;
}

bool has_room(Records& records, Id officer) {
  return number(records,
                "SELECT count(*) FROM suggestion WHERE zone_id = $1 AND officer_person_id = $2 AND state = "
                "'open'",
                {records.scope().zone.value, officer.value}) < kMostOpen;
}

}  // namespace

std::int64_t light_zones(Database& database, Instant now) {
  std::int64_t lit = 0;
  for (const ZoneId zone : zones(database)) {
    const storage::Scope scope = chore_scope(zone, now);
    std::int64_t batch = kLampsAtOnce;
    while (batch == kLampsAtOnce && has_due_lamps(database, scope)) {
      database.write([&](Connection& connection) {
        Records records(connection, scope);
        batch = light_due_cases(records, kLampsAtOnce);
      });
      lit += batch;
    }
  }
  return lit;
}

std::int64_t propose_contacts(Records& records) {
  const std::int64_t budget = budget_of(records);
  std::int64_t proposed = 0;
  for (const ContactReason& reason : reasons_of(records)) {
    if (!is_new(records, reason) || !fits_budget(records, reason.enterprise, budget) ||
        !has_room(records, reason.officer))
      continue;
    Suggestion suggestion;
    suggestion.enterprise_id = reason.enterprise;
    suggestion.kind = reason.kind;
    suggestion.about = reason.about;
    suggestion.due_on = reason.due_on;
    suggestion.officer_person_id = reason.officer;
    if (records.insert(suggestion)) ++proposed;
  }
  return proposed;
}

void propose_in_zones(Database& database, Instant now) {
  for (const ZoneId zone : zones(database))
    database.write([&](Connection& connection) {
      const storage::Scope scope = chore_scope(zone, now);
      Records records(connection, scope);
      propose_contacts(records);
    });
}

}  // namespace zw::modules::casework
