#include "modules/registry/group_tree.h"

#include <map>
#include <set>

namespace zw::modules::registry {
namespace {

using record::JsonWriter;
using storage::Records;

struct Kin {
  Id id;
  std::string name;
  std::optional<Id> parent;
  std::int64_t employees = 0;
};

/// Every firm that has a parent or is one, by id.
std::map<Id, Kin> load_kin(Records& records) {
  auto cursor = records.connection().query(
      "SELECT id, name, parent_id, coalesce(employees, 0) FROM enterprise WHERE zone_id = $1 AND (parent_id "
      "IS NOT NULL OR id IN "
      "(SELECT parent_id FROM enterprise WHERE zone_id = $2 AND parent_id IS NOT NULL)) ORDER BY id",
      {records.scope().zone.value, records.scope().zone.value});
  std::map<Id, Kin> kin;
  while (cursor->step()) {
    Kin one{Id{cursor->integer(0)}, std::string(cursor->text(1)), {}, cursor->integer(3)};
    if (!cursor->is_null(2)) one.parent = Id{cursor->integer(2)};
    kin[one.id] = one;
  }
  return kin;
}

struct Forest {
  struct Sum {
    std::int64_t entities = 0, employees = 0, projects = 0;
  };

  std::map<Id, Kin> kin;
  std::map<Id, std::int64_t> projects;     ///< by owner firm
  std::map<Id, std::vector<Id>> children;  ///< of id 0: the roots

  Forest(Records& records, const ProjectBook& book) : kin(load_kin(records)) {
    if (book.numbers) projects = book.numbers(records);
    for (const auto& [id, one] : kin)
      children[one.parent && kin.contains(*one.parent) ? *one.parent : Id{}].push_back(id);
  }
  std::int64_t own_projects(Id id) const {
    const auto found = projects.find(id);
    return found == projects.end() ? 0 : found->second;
  }
  const std::vector<Id>& children_of(Id id) const {
    static const std::vector<Id> kNone;
    const auto found = children.find(id);
    return found == children.end() ? kNone : found->second;
  }
  Sum roll_up(Id id) const {
    Sum sum{1, kin.at(id).employees, own_projects(id)};
    for (Id child : children_of(id)) {
      const Sum below = roll_up(child);
      sum.entities += below.entities, sum.employees += below.employees, sum.projects += below.projects;
    }
    return sum;
  }
};

void append_sum(JsonWriter& json, const Forest::Sum& sum) {
  json.member("entities", sum.entities).member("employees", sum.employees).member("projects", sum.projects);
}

void append_tree(JsonWriter& json, const Forest& forest, Id id) {
  json.begin_object().member("id", id.value).member("name", forest.kin.at(id).name);
  append_sum(json, forest.roll_up(id));
  json.key("children").begin_array();
  for (Id child : forest.children_of(id)) append_tree(json, forest, child);
  json.end_array().end_object();
}

}  // namespace

std::string groups_json(Records& records, const ProjectBook& projects) {
  const Forest forest(records, projects);
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (Id root : forest.children_of(Id{})) append_tree(json, forest, root);
  json.end_array().end_object();
  return out;
}

void append_group(JsonWriter& json, Records& records, const ProjectBook& projects, Id enterprise,
                  std::int64_t own_employees) {
  const Forest forest(records, projects);
  json.key("group").begin_object().key("ancestors").begin_array();
  std::vector<Id> ancestors;
  for (auto at = forest.kin.find(enterprise);
       at != forest.kin.end() && at->second.parent && ancestors.size() < 20;) {
    ancestors.push_back(*at->second.parent);
    at = forest.kin.find(*at->second.parent);
  }
  for (auto id = ancestors.rbegin(); id != ancestors.rend(); ++id)
    if (forest.kin.contains(*id))
      json.begin_object().member("id", id->value).member("name", forest.kin.at(*id).name).end_object();
  json.end_array().key("children").begin_array();
  for (Id child : forest.children_of(enterprise))
    json.begin_object()
        .member("id", child.value)
        .member("name", forest.kin.at(child).name)
        .member("children_count", forest.roll_up(child).entities - 1)
        .end_object();
  json.end_array();
  const bool has_kin = forest.kin.contains(enterprise);
  append_sum(json, has_kin ? forest.roll_up(enterprise)
                           : Forest::Sum{1, own_employees, forest.own_projects(enterprise)});
  json.end_object();
}

Outcome check_parent(Records& records, Id self, std::optional<Id> parent) {
  std::set<Id> seen{self};
  while (parent) {
    if (!seen.insert(*parent).second) return Problem{"enterprise.parent_circle", "parent_id", {}};
    auto cursor =
        records.connection().query("SELECT parent_id FROM enterprise WHERE zone_id = $1 AND id = $2",
                                   {records.scope().zone.value, parent->value});
    if (!cursor->step() || cursor->is_null(0)) break;
    parent = Id{cursor->integer(0)};
  }
  return Nothing{};
}

}  // namespace zw::modules::registry
