#include "modules/registry/people.h"

namespace zw::modules::registry {

using record::Choice;

std::span<const Choice> choices_of(OrganisationKind) {
  static constexpr Choice kChoices[] = {
      {"committee", {"管委会", "Zone committee"}}, {"subdistrict", {"街道", "Subdistrict"}},
      {"department", {"部门", "Department"}},      {"bank", {"银行", "Bank"}},
      {"hospital", {"医院", "Hospital"}},          {"labour_agency", {"人力机构", "Labour agency"}},
      {"carrier", {"承运商", "Carrier"}},          {"other", {"其他", "Other"}}};
  return kChoices;
}
std::span<const Choice> choices_of(OfficerState) {
  static constexpr Choice kChoices[] = {
      {"active", {"在岗", "Active"}}, {"absent", {"暂离", "Absent"}}, {"left", {"离任", "Left"}}};
  return kChoices;
}
std::span<const Choice> choices_of(TeamKind) {
  static constexpr Choice kChoices[] = {{"task_force", {"工作专班", "Task force"}},
                                        {"front_headquarters", {"前线指挥部", "Front headquarters"}},
                                        {"tackling_team", {"攻坚组", "Tackling team"}},
                                        {"support_team", {"保障组", "Support team"}},
                                        {"audit_team", {"审计组", "Audit team"}},
                                        {"help_team", {"帮办小组", "Help team"}},
                                        {"party_branch", {"临时党支部", "Temporary party branch"}},
                                        {"grid", {"网格", "Grid"}}};
  return kChoices;
}
std::span<const Choice> choices_of(TeamState) {
  static constexpr Choice kChoices[] = {
      {"forming", {"筹建", "Forming"}}, {"active", {"运行", "Active"}}, {"dissolved", {"撤销", "Dissolved"}}};
  return kChoices;
}
std::span<const Choice> choices_of(TenureKind) {
  static constexpr Choice kChoices[] = {
      {"full", {"专任", "Full"}}, {"acting", {"代理", "Acting"}}, {"concurrent", {"兼任", "Concurrent"}}};
  return kChoices;
}

}  // namespace zw::modules::registry

namespace zw::record {

using namespace modules::registry;

template <>
const Entity& describe<Organisation>() {
  static const Entity entity{
      .module = "registry",
      .name = "organisation",
      .plural = "organisations",
      .label = {"机关单位", "Organisation"},
      .title = "name",
      .fields = {field<&Organisation::name>("name", {"名称", "Name"}, kOpen)
                     .required()
                     .unique()
                     .listed()
                     .searched(),
                 field<&Organisation::kind>("kind", {"类型", "Kind"}, kOpen).listed(),
                 field<&Organisation::parent_id>("parent_id", {"上级", "Parent"}, kOpen)
                     .refers_to("organisation")
                     .listed(),
                 field<&Organisation::note>("note", {"备注", "Note"}, kInternal).long_text(5000)},
      .default_sort = "name"};
  return entity;
}

template <>
const Entity& describe<Person>() {
  static constexpr Privacy kReach{DataClass::personal, "reach a colleague or a firm's contact"};
  static const Entity entity{
      .module = "registry",
      .name = "person",
      .plural = "people",
      .label = {"人员", "Person"},
      .title = "name",
      .fields = {field<&Person::name>("name", {"姓名", "Name"}, kInternal)
                     .required()
                     .listed()
                     .searched()
                     .at_most(60),
                 field<&Person::mobile>("mobile", {"手机", "Mobile"}, kReach).at_most(20).listed(),
                 field<&Person::email>("email", {"邮箱", "E-mail"}, kReach).at_most(120),
                 field<&Person::organisation_id>("organisation_id", {"所在单位", "Organisation"}, kInternal)
                     .refers_to("organisation")
                     .listed(),
                 field<&Person::enterprise_id>("enterprise_id", {"代表企业", "Speaks for"}, kInternal)
                     .refers_to("enterprise"),
                 field<&Person::note>("note", {"备注", "Note"}, kInternal).long_text(5000)},
      .default_sort = "name",
      .is_followed = true};
  return entity;
}

template <>
const Entity& describe<Officer>() {
  static const Entity entity{
      .module = "registry",
      .name = "officer",
      .plural = "officers",
      .label = {"驻厂员", "Resident officer"},
      .title = "person_id",
      .fields = {
          field<&Officer::person_id>("person_id", {"姓名", "Person"}, kInternal)
              .refers_to("person")
              .unique()
              .listed(),
          field<&Officer::skills>("skills", {"专长", "Skills"}, kInternal).listed(),
          field<&Officer::industries>("industries", {"熟悉行业", "Industries"}, kInternal).listed(),
          field<&Officer::languages>("languages", {"语言", "Languages"}, kInternal),
          field<&Officer::capacity>("capacity", {"承载上限", "Capacity"}, kInternal).range(0, 500).listed(),
          field<&Officer::station>("station", {"驻点", "Station"}, kInternal).listed(),
          field<&Officer::latitude_e6>("latitude_e6", {"驻点纬度", "Station latitude"}, kInternal)
              .range(-90'000'000, 90'000'000)
              .unit("millionths of a degree, WGS 84"),
          field<&Officer::longitude_e6>("longitude_e6", {"驻点经度", "Station longitude"}, kInternal)
              .range(-180'000'000, 180'000'000)
              .unit("millionths of a degree, WGS 84"),
          field<&Officer::available_from>("available_from", {"可用自", "Available from"}, kInternal),
          field<&Officer::available_until>("available_until", {"可用至", "Available until"}, kInternal),
          field<&Officer::state>("state", {"状态", "State"}, kInternal).listed()}};
  return entity;
}

template <>
const Entity& describe<Team>() {
  static const Entity entity{
      .module = "registry",
      .name = "team",
      .plural = "teams",
      .label = {"组织", "Team"},
      .title = "name",
      .fields = {field<&Team::name>("name", {"名称", "Name"}, kOpen).required().unique().listed().searched(),
                 field<&Team::kind>("kind", {"类型", "Kind"}, kOpen).listed(),
                 field<&Team::parent_id>("parent_id", {"隶属", "Part of"}, kOpen).refers_to("team").listed(),
                 field<&Team::charter>("charter", {"职责", "Charter"}, kInternal).long_text(5000),
                 field<&Team::starts_on>("starts_on", {"成立日期", "Starts on"}, kOpen).listed(),
                 field<&Team::ends_on>("ends_on", {"期限", "Ends on"}, kOpen).listed(),
                 field<&Team::state>("state", {"状态", "State"}, kOpen).listed(),
                 field<&Team::subject_kind>("subject_kind", {"对象类型", "Subject kind"}, kOpen).at_most(30),
                 field<&Team::subject_id>("subject_id", {"对象", "Subject"}, kOpen)},
      .default_sort = "name"};
  return entity;
}

template <>
const Entity& describe<Post>() {
  static const Entity entity{
      .module = "registry",
      .name = "post",
      .plural = "posts",
      .label = {"岗位", "Post"},
      .title = "name",
      .fields = {field<&Post::name>("name", {"岗位", "Post"}, kOpen).required().listed().searched(),
                 field<&Post::organisation_id>("organisation_id", {"单位", "Organisation"}, kOpen)
                     .refers_to("organisation")
                     .listed(),
                 field<&Post::team_id>("team_id", {"组织", "Team"}, kOpen).refers_to("team").listed(),
                 field<&Post::is_lead>("is_lead", {"负责岗位", "Leads"}, kOpen).listed()},
      .default_sort = "name"};
  return entity;
}

template <>
const Entity& describe<Tenure>() {
  static const Entity entity{
      .module = "registry",
      .name = "tenure",
      .plural = "tenures",
      .label = {"任职", "Tenure"},
      .title = "post_id",
      .fields =
          {field<&Tenure::person_id>("person_id", {"人员", "Person"}, kInternal).refers_to("person").listed(),
           field<&Tenure::post_id>("post_id", {"岗位", "Post"}, kInternal).refers_to("post").listed(),
           field<&Tenure::kind>("kind", {"方式", "Kind"}, kInternal).listed(),
           field<&Tenure::starts_on>("starts_on", {"任职日期", "Starts on"}, kInternal).listed(),
           field<&Tenure::ends_on>("ends_on", {"免职日期", "Ends on"}, kInternal).listed(),
           field<&Tenure::hand_over_note>("hand_over_note", {"交接说明", "Hand-over note"}, kInternal)
               .long_text(5000)},
      .unique_together = {{"one_holder",
                           {"post_id", "kind"},
                           "ends_on IS NULL AND kind <> 'concurrent'",
                           "tenure.post_taken"}}};
  return entity;
}

}  // namespace zw::record
