#include "http/presentation.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/memo.h"

namespace zw::http {
namespace {

using record::Entity;
using record::Field;
using record::JsonWriter;
using record::Kind;
using record::Sight;
using record::Value;

bool is_personal(const Field& field) {
  return field.privacy.data_class == record::DataClass::personal ||
         field.privacy.data_class == record::DataClass::sensitive;
}

/// Nothing is to be revealed to whoever sees everything.
bool is_idle(const Verb& verb, Sight sight) { return verb.name == "reveal" && sight == Sight::full; }

std::string title_slot(const Entity& target, ZoneId zone) {
  std::string name = "titles ";
  name += target.name;
  name += ' ';
  return name += std::to_string(zone.value);
}

bool has_personal(const Resource& resource) {
  return std::ranges::any_of(resource.entity->fields, &is_personal);
}

/// Does anything that is shown depend on whether the actor owns the record?
bool depends_on_owner(const Resource& resource, Roles roles) {
  const Policy& policy = resource.policy;
  if (!policy.own) return false;
  if (!roles.meets(policy.update) && roles.meets(policy.update_own)) return true;
  return !roles.meets(policy.full_sight) && has_personal(resource);
}

}  // namespace

bool may_update(const Policy& policy, Roles roles, bool is_owner) {
  return roles.meets(policy.update) || (is_owner && roles.meets(policy.update_own));
}

void append_viewer(std::string& name, const Resource& resource, const storage::Scope& scope) {
  const auto append = [&name](std::int64_t number) { (name += ' ') += std::to_string(number); };
  append(scope.zone.value);
  for (int r = 0; r < storage::kRoleCount; ++r)
    name += scope.actor.roles.has(static_cast<storage::Role>(r)) ? '1' : '0';
  if (!resource.policy.visible && !resource.policy.abilities &&
      !depends_on_owner(resource, scope.actor.roles))
    return;
  append(scope.actor.person.value);
  append(scope.actor.enterprise.value);
}

/// The records a person owns are few, as are those at rest for another's sake. So a connection that remembers
/// asks for all of them, once.
void Selection::prepare(std::span<const Item> items) {
  if (condition_.empty()) return;
  if (auto* memo = records_.connection().memo()) {
    auto& all = memo->slot<std::optional<Ids>>(
        fmt::format("of {} {} {}", resource_.entity->name, records_.scope().zone.value, condition_));
    if (!all) add(all.emplace(), {});
    memo->weigh(all->size() * sizeof(std::int64_t) * 2);
    chosen_ = &*all;
  } else if (!items.empty()) {
    add(prepared_, items);
    chosen_ = &prepared_;
  }
}

void Selection::add(Ids& ids, std::span<const Item> only) const {
  std::string places;
  std::vector<Value> arguments{records_.scope().zone.value};
  for (const Item& item : only) {
    arguments.emplace_back(item.id.value);
    places += fmt::format("{}${}", places.empty() ? "" : ", ", arguments.size());
  }
  const std::string among = only.empty() ? "" : fmt::format(" AND id IN ({})", places);
  auto cursor = records_.connection().query(fmt::format("SELECT id FROM {} WHERE zone_id = $1{} AND ({})",
                                                        resource_.entity->name, among, condition_),
                                            arguments);
  while (cursor->step()) ids.insert(cursor->integer(0));
}

Selection own_records(const Resource& resource, Records& records) {
  const Policy& policy = resource.policy;
  return {resource, records, policy.own ? policy.own(records.scope()) : ""};
}

Presentation::Presentation(const Resource& resource, Records& records)
    : resource_(resource),
      records_(records),
      roles_(records.scope().actor.roles),
      needs_owner_(depends_on_owner(resource, roles_)),
      own_(own_records(resource, records)),
      fixed_(resource, records, resource.policy.fixed_where) {
  const auto& fields = resource.entity->fields;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    // A duty's or plan row's object is named by kind and id; its title is wanted as much as that of a
    // reference.
    if (fields[f].name == "object_kind") object_kind_ = f;
    const bool is_object = fields[f].name == "object_id";
    if (!is_object && fields[f].rules.refers_to.empty()) continue;
    references_.push_back({f, is_object ? nullptr : storage::Catalogue::find(fields[f].rules.refers_to)});
  }
}

Presentation::Titles& Presentation::titles_of(const Entity& target) {
  Titles*& known = known_[&target];
  if (known) return *known;
  if (auto* memo = records_.connection().memo())
    return *(known = &memo->slot<Titles>(title_slot(target, records_.scope().zone)));
  return *(known = fetched_.emplace_back(std::make_unique<Titles>()).get());
}

const Entity* Presentation::target_of(const Reference& reference, const Item& item) const {
  if (record::is_null(item.row[reference.field])) return nullptr;
  if (reference.target || !object_kind_) return reference.target;
  return storage::Catalogue::find(record::text(item.row[*object_kind_]));
}

void Presentation::prepare(std::span<const Item> items) {
  if (needs_owner_) own_.prepare(items);
  fixed_.prepare(items);
  std::unordered_map<const Entity*, std::vector<Id>> wanted;
  for (const Reference& reference : references_)
    for (const Item& item : items)
      if (const Entity* target = target_of(reference, item)) {
        const Id id{record::integer(item.row[reference.field])};
        if (!titles_of(*target).contains(id.value)) wanted[target].push_back(id);
      }
  for (auto& [target, ids] : wanted) fetch(*target, ids);
}

void Presentation::fetch(const Entity& target, std::vector<Id>& ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  Titles& titles = titles_of(target);
  const auto found = records_.titles(target, ids);
  for (std::size_t i = 0; i < ids.size(); ++i) titles[ids[i].value] = found[i];
  if (auto* memo = records_.connection().memo()) memo->weigh(ids.size() * 100);
}

void Presentation::append(JsonWriter& json, const Item& item) const {
  const Policy& policy = resource_.policy;
  const bool is_owner = needs_owner_ && own_.has(item.id);
  const Sight sight = is_owner || roles_.meets(policy.full_sight) ? Sight::full : Sight::masked;
  json.begin_object();
  record::append_fields(json, *resource_.entity, item.id, item.version, item.row, sight);
  json.key("titles").begin_object();
  for (const Reference& reference : references_)
    if (const Entity* target = target_of(reference, item)) {
      const Titles& titles = *known_.at(target);
      const auto title = titles.find(record::integer(item.row[reference.field]));
      if (title != titles.end()) json.member(resource_.entity->fields[reference.field].name, title->second);
    }
  json.end_object().key("abilities").begin_array();
  const bool is_fixed = fixed_.has(item.id) || (policy.is_fixed && policy.is_fixed(item));
  if (!is_fixed && may_update(policy, roles_, is_owner)) json.string("update");
  if (!is_fixed && roles_.meets(policy.remove)) json.string("delete");
  for (const Verb& verb : policy.verbs)
    if (roles_.meets(verb.roles) && (!verb.applies || verb.applies(item)) && !is_idle(verb, sight))
      json.string(verb.name);
  if (policy.abilities)
    for (const std::string_view ability : policy.abilities(records_.scope(), item)) json.string(ability);
  json.end_array().end_object();
}

}  // namespace zw::http
