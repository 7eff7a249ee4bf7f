#include <fmt/format.h>

#include "modules/registry/dossier.h"
#include "modules/registry/duty.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/group_tree.h"
#include "modules/registry/law.h"
#include "modules/registry/people.h"
#include "modules/registry/registry.h"

namespace zw::modules::registry {
namespace {

using http::Policy;
using http::Resource;
using record::Row;
using record::Value;
using storage::Item;
using storage::Records;
using storage::Role;
using storage::Roles;
using storage::Scope;

/// Who may ask for a masked value, each time with a reason: those who deal with firms and people.
constexpr Roles kAsking{Role::officer, Role::leader};

template <class T>
bool holds(const Item& item, std::string_view field, std::string_view choice) {
  return record::text(item.row[record::describe<T>().index(field)]) == choice;
}

std::optional<Id> optional_id(const Row& row, std::size_t index) {
  if (record::is_null(row[index])) return {};
  return Id{record::integer(row[index])};
}

Policy enterprise_policy() {
  const std::size_t parent = record::describe<Enterprise>().index("parent_id");
  Policy policy;
  policy.read = Roles::everybody();
  policy.create = kDesk;
  policy.update = kDesk;
  policy.update_own = {Role::officer};
  policy.remove = kAdministrators;
  policy.full_sight = kDesk;
  policy.own = [](const Scope& scope) {
    if (scope.actor.enterprise) return fmt::format("id = {}", scope.actor.enterprise.value);
    return in_own_duties(scope, ObjectKind::enterprise, "enterprise");
  };
  policy.visible = [](const Scope& scope) {
    return scope.actor.roles.meets(kStaff) ? std::string()
                                           : fmt::format("id = {}", scope.actor.enterprise.value);
  };
  policy.verbs = {{"assign", kDesk}, {"reveal", kAsking}};
  policy.before_update = [parent](Records& records, const Item& before, Row& after) {
    return check_parent(records, before.id, optional_id(after, parent));
  };
  policy.before_remove = [](Records& records, const Item& before) -> Outcome {
    auto cursor = records.connection().query(
        "SELECT 1 FROM duty WHERE zone_id = $1 AND object_kind = 'enterprise' AND object_id = $2",
        {records.scope().zone.value, before.id.value});
    if (cursor->step()) return Problem{"record.still_referred", "", {}};
    return Nothing{};
  };
  policy.after_change = [](Records& records, const Item* before, const Item& after) {
    return record_facts(records, before, after);
  };
  return policy;
}

/// Staff read, the desk writes.
Policy desk_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = kDesk;
  policy.update = kDesk;
  policy.remove = kAdministrators;
  policy.full_sight = kDesk;
  return policy;
}

Policy person_policy() {
  Policy policy = desk_policy();
  policy.verbs = {{"reveal", kAsking}};
  return policy;
}

Policy law_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = policy.update = policy.remove = kAdministrators;
  return policy;
}

Policy fact_policy() {
  Policy policy;
  policy.read = Roles::everybody();
  policy.full_sight = kDesk;
  policy.verbs = {{"reveal", kAsking}};
  policy.visible = [](const Scope& scope) {
    return scope.actor.roles.meets(kStaff) ? std::string()
                                           : fmt::format("enterprise_id = {}", scope.actor.enterprise.value);
  };
  policy.own = [](const Scope& scope) {
    if (scope.actor.enterprise) return fmt::format("enterprise_id = {}", scope.actor.enterprise.value);
    return fmt::format("enterprise_id IN (SELECT id FROM enterprise WHERE zone_id = {} AND {})",
                       scope.zone.value, in_own_duties(scope, ObjectKind::enterprise, "enterprise"));
  };
  return policy;
}

Policy team_policy() {
  Policy policy = desk_policy();
  policy.verbs = {
      {"dissolve", kDesk, [](const Item& item) { return !holds<Team>(item, "state", "dissolved"); }}};
  return policy;
}

Policy tenure_policy() {
  Policy policy = desk_policy();
  const std::size_t ends_on = record::describe<Tenure>().index("ends_on");
  policy.verbs = {
      {"hand_over", kDesk, [ends_on](const Item& item) { return record::is_null(item.row[ends_on]); }}};
  return policy;
}

Policy duty_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.own = [](const Scope& scope) {
    return fmt::format("officer_id IN (SELECT id FROM officer WHERE zone_id = {} AND person_id = {})",
                       scope.zone.value, scope.actor.person.value);
  };
  policy.verbs = {
      {"hand_over", kDesk, [](const Item& item) { return holds<Duty>(item, "state", "active"); }}};
  return policy;
}

/// Written by the program alone.
Policy read_only_policy() {
  Policy policy;
  policy.read = kStaff;
  return policy;
}

Policy plan_policy() {
  Policy policy;
  policy.read = kStaff;
  const auto is_proposed = [](const Item& item) { return holds<DutyPlan>(item, "state", "proposed"); };
  policy.verbs = {{"adopt", kDesk, is_proposed}, {"discard", kDesk, is_proposed}};
  return policy;
}

Policy saved_view_policy() {
  Policy policy;
  policy.read = kStaff;
  policy.create = kStaff;
  policy.update_own = kStaff;
  policy.own = [](const Scope& scope) { return fmt::format("person_id = {}", scope.actor.person.value); };
  policy.visible = [](const Scope& scope) {
    return fmt::format("is_shared = 1 OR person_id = {}", scope.actor.person.value);
  };
  policy.remove = kStaff;
  const std::size_t person = record::describe<SavedView>().index("person_id");
  policy.before_create = [person](Records& records, Row& row) -> Outcome {
    row[person] = records.scope().actor.person.value;
    return Nothing{};
  };
  policy.before_remove = [person](Records& records, const Item& before) -> Outcome {
    if (record::integer(before.row[person]) != records.scope().actor.person.value)
      return Problem{"role.forbidden", "", {}};
    return Nothing{};
  };
  return policy;
}

}  // namespace

std::string in_own_duties(const Scope& scope, ObjectKind kind, std::string_view table) {
  return fmt::format(
      "{0}.id IN (SELECT d.object_id FROM duty d JOIN officer o ON o.zone_id = d.zone_id AND o.id = "
      "d.officer_id WHERE d.zone_id = {1} "
      "AND d.object_kind = '{2}' AND d.state = 'active' AND o.person_id = {3})",
      table, scope.zone.value, to_string(kind), scope.actor.person.value);
}

const http::Resource& enterprise_resource() {
  static const Resource resource{&record::describe<Enterprise>(), enterprise_policy()};
  return resource;
}

std::vector<Resource> resources() {
  return {enterprise_resource(),
          {&record::describe<Fact>(), fact_policy()},
          {&record::describe<Organisation>(), desk_policy()},
          {&record::describe<Person>(), person_policy()},
          {&record::describe<Officer>(), desk_policy()},
          {&record::describe<Team>(), team_policy()},
          {&record::describe<Post>(), desk_policy()},
          {&record::describe<Tenure>(), tenure_policy()},
          {&record::describe<Duty>(), duty_policy()},
          {&record::describe<DutyPlan>(), plan_policy()},
          {&record::describe<DutyPlanRow>(), read_only_policy()},
          {&record::describe<CalendarDay>(), law_policy()},
          {&record::describe<LawLimit>(), law_policy()},
          {&record::describe<Setting>(), law_policy()},
          {&record::describe<SavedView>(), saved_view_policy()}};
}

}  // namespace zw::modules::registry
