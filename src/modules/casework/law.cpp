#include "modules/casework/law.h"

namespace zw::modules::casework {

using record::Choice;

std::span<const Choice> choices_of(TemplateState) {
  static constexpr Choice kChoices[] = {
      {"draft", {"草稿", "Draft"}}, {"published", {"启用", "In force"}}, {"retired", {"停用", "Retired"}}};
  return kChoices;
}
std::span<const Choice> choices_of(Measure) {
  static constexpr Choice kChoices[] = {
      {"used_permille", {"已用时限（千分比）", "Share of the limit used (permille)"}},
      {"behind_points", {"落后序时（百分点）", "Percentage points behind plan"}}};
  return kChoices;
}

}  // namespace zw::modules::casework

namespace zw::record {

using namespace modules::casework;

namespace {

template <auto Member>
Field minutes(std::string_view name, Label label) {
  return field<Member>(name, label, kOpen).range(0, 1'000'000).unit("working minutes");
}

template <class T>
std::vector<Field> in_force() {
  return {field<&T::citation>("citation", {"依据", "Citation"}, kOpen).required().long_text(1000).listed(),
          field<&T::effective_from>("effective_from", {"施行日期", "In force from"}, kOpen).listed(),
          field<&T::effective_until>("effective_until", {"失效日期", "In force until"}, kOpen).listed()};
}

std::vector<Field> standard_fields() {
  std::vector<Field> fields{
      field<&Standard::name>("name", {"名称", "Name"}, kOpen).required().listed(),
      field<&Standard::grade>("grade", {"分级", "Grade"}, kOpen).listed(),
      minutes<&Standard::acceptance_minutes>("acceptance_minutes", {"受理时限", "To accept"}),
      minutes<&Standard::signing_minutes>("signing_minutes", {"签收时限", "To sign for"}),
      minutes<&Standard::reply_minutes>("reply_minutes", {"首次答复时限", "To the first reply"}),
      minutes<&Standard::legal_minutes>("legal_minutes", {"规定办结时限", "To closure, by rule"}),
      minutes<&Standard::promised_minutes>("promised_minutes", {"承诺办结时限", "To closure, promised"}),
      minutes<&Standard::most_extension_minutes>("most_extension_minutes", {"最长延期", "Longest extension"}),
      minutes<&Standard::extension_notice_minutes>("extension_notice_minutes",
                                                   {"延期须提前", "Notice of an extension"}),
      minutes<&Standard::objection_minutes>("objection_minutes", {"异议时限", "To object to a dispatch"}),
      field<&Standard::rectify_days>("rectify_days", {"差评整改天数", "Days to make a low rating good"},
                                     kOpen)
          .range(1, 365)
          .unit("working days"),
      field<&Standard::silence_days>("silence_days", {"无回应天数", "Days of silence"}, kOpen)
          .range(1, 365)
          .unit("working days")};
  for (Field& field : in_force<Standard>()) fields.push_back(std::move(field));
  return fields;
}

}  // namespace

template <>
const Entity& describe<Standard>() {
  static const Entity entity{
      .module = "casework",
      .name = "service_standard",
      .plural = "standards",
      .label = {"办理标准", "Service standard"},
      .title = "name",
      .fields = standard_fields(),
      .unique_together = {{"one_version", {"grade", "effective_from"}, "", "law_limit.version_exists"}},
      .default_sort = "-effective_from"};
  return entity;
}

template <>
const Entity& describe<LightRule>() {
  static const Entity entity = [] {
    Entity made{
        .module = "casework",
        .name = "light_rule",
        .plural = "light_rules",
        .label = {"亮灯规则", "Light rule"},
        .title = "name",
        .fields = {field<&LightRule::code>("code", {"代码", "Code"}, kOpen).required().at_most(40).listed(),
                   field<&LightRule::name>("name", {"名称", "Name"}, kOpen).required().listed(),
                   field<&LightRule::measure>("measure", {"度量", "Measure"}, kOpen).listed(),
                   field<&LightRule::bands>("bands", {"区间", "Bands"}, kOpen).required().json()},
        .unique_together = {{"one_version", {"code", "effective_from"}, "", "law_limit.version_exists"}},
        .default_sort = "code"};
    for (Field& field : in_force<LightRule>()) made.fields.push_back(std::move(field));
    return made;
  }();
  return entity;
}

template <>
const Entity& describe<Template>() {
  static const Entity entity{
      .module = "casework",
      .name = "checklist_template",
      .plural = "templates",
      .label = {"清单模板", "Checklist template"},
      .title = "name",
      .fields = {field<&Template::code>("code", {"代码", "Code"}, kOpen).required().at_most(40).listed(),
                 field<&Template::name>("name", {"名称", "Name"}, kOpen).required().listed(),
                 field<&Template::name_en>("name_en", {"英文名", "English name"}, kOpen),
                 field<&Template::category>("category", {"类别", "Category"}, kOpen).listed(),
                 field<&Template::edition>("edition", {"版次", "Edition"}, kOpen).range(1, 10'000).listed(),
                 field<&Template::state>("state", {"状态", "State"}, kOpen).read_only().listed(),
                 field<&Template::citation>("citation", {"依据", "Citation"}, kOpen).long_text(1000),
                 field<&Template::effective_from>("effective_from", {"施行日期", "In force from"}, kOpen)
                     .read_only()},
      .unique_together = {{"one_edition", {"code", "edition"}, "", "casework.edition_exists"},
                          {"one_in_force", {"code"}, "state = 'published'", "casework.edition_in_force"}},
      .default_sort = "code"};
  return entity;
}

template <>
const Entity& describe<TemplateStep>() {
  static const Entity entity{
      .module = "casework",
      .name = "template_step",
      .plural = "template_steps",
      .label = {"模板步骤", "Template step"},
      .title = "name",
      .fields =
          {field<&TemplateStep::template_id>("template_id", {"模板", "Template"}, kOpen)
               .refers_to("checklist_template")
               .cascading()
               .listed(),
           field<&TemplateStep::code>("code", {"步骤代码", "Code"}, kOpen).required().at_most(40).listed(),
           field<&TemplateStep::name>("name", {"步骤", "Step"}, kOpen).required().listed(),
           field<&TemplateStep::name_en>("name_en", {"英文名", "English name"}, kOpen),
           field<&TemplateStep::sequence>("sequence", {"顺序", "Sequence"}, kOpen).range(0, 1000),
           field<&TemplateStep::depends_on>("depends_on", {"前置步骤", "Depends on"}, kOpen)
               .at_most(400)
               .listed(),
           field<&TemplateStep::decider>("decider", {"决定人", "Who decides"}, kOpen).listed(),
           field<&TemplateStep::materials>("materials", {"材料", "Materials"}, kOpen).long_text(4000),
           field<&TemplateStep::legal_days>("legal_days", {"法定时限", "Legal limit"}, kOpen)
               .range(0, 3660)
               .unit("working days"),
           field<&TemplateStep::promised_days>("promised_days", {"承诺时限", "Promised limit"}, kOpen)
               .range(0, 3660)
               .unit("working days"),
           field<&TemplateStep::special_procedures>("special_procedures", {"特别程序", "Special procedures"},
                                                    kOpen)
               .at_most(500),
           field<&TemplateStep::validity_days>("validity_days", {"有效期", "Validity"}, kOpen)
               .range(1, 36'600)
               .unit("days")},
      .unique_together = {{"one_code", {"template_id", "code"}, "", "casework.step_code_taken"}},
      .default_sort = "sequence"};
  return entity;
}

}  // namespace zw::record
