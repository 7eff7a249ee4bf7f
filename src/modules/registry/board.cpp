#include "modules/registry/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "record/json.h"

namespace zw::modules::registry {
namespace {

using record::JsonWriter;
using storage::Records;

struct OfficerLine {
  Id id, person;
  std::string name, station, state;
  std::int64_t capacity = 0, load = 0;
  std::optional<std::pair<std::string, std::int64_t>> residency;  ///< object kind and id
};

std::vector<OfficerLine> load_officers(Records& records) {
  const auto zone = records.scope().zone.value;
  std::vector<OfficerLine> lines;
  {
    auto cursor = records.connection().query(
        "SELECT o.id, o.person_id, p.name, o.station, o.state, o.capacity FROM officer o JOIN person p ON "
        "p.zone_id = o.zone_id AND "
        "p.id = o.person_id WHERE o.zone_id = $1 ORDER BY o.id",
        {zone});
    while (cursor->step())
      lines.push_back({Id{cursor->integer(0)},
                       Id{cursor->integer(1)},
                       std::string(cursor->text(2)),
                       std::string(cursor->text(3)),
                       std::string(cursor->text(4)),
                       cursor->integer(5),
                       0,
                       {}});
  }
  std::map<std::int64_t, OfficerLine*> by_id;
  for (OfficerLine& line : lines) by_id[line.id.value] = &line;
  auto cursor = records.connection().query(
      "SELECT officer_id, count(*), max(CASE WHEN is_residency = 1 THEN object_id ELSE 0 END), max(CASE WHEN "
      "is_residency = 1 "
      "THEN object_kind ELSE '' END) FROM duty WHERE zone_id = $1 AND kind = 'accountable' AND state = "
      "'active' GROUP BY officer_id",
      {zone});
  while (cursor->step()) {
    const auto found = by_id.find(cursor->integer(0));
    if (found == by_id.end()) continue;
    found->second->load = cursor->integer(1);
    if (cursor->integer(2) > 0) found->second->residency = {std::string(cursor->text(3)), cursor->integer(2)};
  }
  return lines;
}

std::set<std::pair<std::string, std::int64_t>> assigned_objects(Records& records) {
  auto cursor = records.connection().query(
      "SELECT object_kind, object_id FROM duty WHERE zone_id = $1 AND kind = 'accountable' AND state = "
      "'active'",
      {records.scope().zone.value});
  std::set<std::pair<std::string, std::int64_t>> assigned;
  while (cursor->step()) assigned.emplace(cursor->text(0), cursor->integer(1));
  return assigned;
}

void append_officer(JsonWriter& json, const OfficerLine& line,
                    const std::map<std::pair<std::string, std::int64_t>, std::string>& names) {
  json.begin_object()
      .member("id", line.id.value)
      .member("person_id", line.person.value)
      .member("name", line.name);
  json.member("station", line.station)
      .member("capacity", line.capacity)
      .member("load", line.load)
      .member("state", line.state);
  json.key("residency");
  if (line.residency) {
    const auto name = names.find(*line.residency);
    json.begin_object().member("kind", line.residency->first).member("id", line.residency->second);
    json.member("name", name == names.end() ? std::string() : name->second).end_object();
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace

std::vector<DutyObject> without_anybody(Records& records, const std::vector<DutyObject>& objects) {
  const auto assigned = assigned_objects(records);
  std::vector<DutyObject> lonely;
  std::copy_if(objects.begin(), objects.end(), std::back_inserter(lonely), [&](const DutyObject& object) {
    return !assigned.contains({std::string(to_string(object.kind)), object.id.value});
  });
  return lonely;
}

std::string board_json(Records& records, const DutySources& sources) {
  const auto officers = load_officers(records);
  const auto objects = live_objects(records, sources);
  const auto lonely = without_anybody(records, objects);
  std::map<std::pair<std::string, std::int64_t>, std::string> names;
  for (const DutyObject& object : objects)
    if (object.needs_residency) names[{std::string(to_string(object.kind)), object.id.value}] = object.name;

  std::string out;
  JsonWriter json(out);
  json.begin_object().key("officers").begin_array();
  for (const OfficerLine& line : officers) append_officer(json, line, names);
  json.end_array().key("objects").begin_object().member("total", objects.size());
  json.member("assigned", objects.size() - lonely.size()).member("unassigned", lonely.size()).end_object();
  json.key("unassigned").begin_array();
  for (std::size_t i = 0; i < std::min<std::size_t>(lonely.size(), 200); ++i)
    json.begin_object()
        .member("kind", to_string(lonely[i].kind))
        .member("id", lonely[i].id.value)
        .member("name", lonely[i].name)
        .member("needs_residency", lonely[i].needs_residency)
        .end_object();
  json.end_array().key("spread").begin_object();
  std::int64_t low = 0, high = 0, sum = 0, active = 0;
  for (const OfficerLine& line : officers) {
    if (line.state != "active") continue;
    low = active == 0 ? line.load : std::min(low, line.load);
    high = std::max(high, line.load), sum += line.load, ++active;
  }
  json.member("min", low).member("max", high);
  json.member("mean", active ? static_cast<double>(sum * 10 / active) / 10.0 : 0.0).end_object().end_object();
  return out;
}

}  // namespace zw::modules::registry
