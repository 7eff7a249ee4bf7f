#include "app/demo/case_keepers.h"

#include <algorithm>
#include <string_view>

#include "base/assert.h"

namespace zw::app::demo {
namespace {

std::size_t place_of(Id id) { return static_cast<std::size_t>(id.value) - 1; }

/// In the order of the categories.
constexpr std::string_view kOffices[] = {
    "示例经开区财政金融局", "示例经开区自然资源和规划分局", "示例经开区生态环境分局",
    "示例经开区经济发展局", "示例经开区行政审批局",         "示例经开区人力资源和社会保障局",
    "示例经开区建设局",     "示例经开区商务招商局",         "示例经开区科技人才局",
    "示例经开区应急管理局", "示例经开区企业服务中心"};

}  // namespace

CaseKeepers::CaseKeepers(const DemoZone& zone)
    : zone_(zone), of_firms_(zone.enterprises.size()), of_projects_(zone.projects.size()) {
  for (const auto& duty : zone.duties) {
    const bool is_firm = duty.object_kind == registry::ObjectKind::enterprise;
    (is_firm ? of_firms_ : of_projects_)[place_of(Id{duty.object_id})].push_back(&duty);
  }
  for (const Persona& persona : personas(zone)) {
    if (persona.role == storage::Role::leader) leader_ = persona.person;
    if (persona.role == storage::Role::secretary) secretary_ = persona.person;
  }
  constexpr std::int64_t kPersonas = 4;  // the first officials lend their shoes to visitors
  for (const auto& person : zone.people)
    if (person.organisation_id && person.id.value > kPersonas)
      staff_[*person.organisation_id].push_back(person.id);
  for (const std::string_view name : kOffices) {
    const auto office = std::ranges::find(zone.organisations, name, &registry::Organisation::name);
    ZW_ASSERT(office != zone.organisations.end() && staff_[office->id].size() > 1,
              "every department has two people at least");
    offices_.push_back(office->id);
  }
}

std::optional<Id> CaseKeepers::officer_in(const Duties& duties, Id object, Date day) const {
  for (const registry::Duty* duty : duties[place_of(object)])
    if (duty->starts_on <= day && (!duty->ends_on || day < *duty->ends_on))
      return zone_.officers[place_of(duty->officer_id)].person_id;
  return {};
}

std::optional<Id> CaseKeepers::officer_of(std::optional<Id> enterprise, std::optional<Id> project,
                                          Date day) const {
  auto officer = enterprise ? officer_in(of_firms_, *enterprise, day) : std::nullopt;
  if (!officer && project) officer = officer_in(of_projects_, *project, day);
  return officer;
}

CaseKeepers::Handler CaseKeepers::handler_of(modules::casework::Category category, Id owner, Rng& rng) const {
  const Id office = offices_[static_cast<std::size_t>(category)];
  const auto& staff = staff_.at(office);
  const auto chosen = rng.below(staff.size());
  const Id person = staff[chosen] == owner ? staff[(chosen + 1) % staff.size()] : staff[chosen];
  return {person, office};
}

}  // namespace zw::app::demo
