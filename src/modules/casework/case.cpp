#include "modules/casework/case.h"

namespace zw::modules::casework {

using record::Choice;

std::span<const Choice> choices_of(State) {
  static constexpr Choice kChoices[] = {
      {"registered", {"登记", "Registered"}},   {"accepted", {"受理", "Accepted"}},
      {"dispatched", {"已交办", "Dispatched"}}, {"handling", {"办理", "In hand"}},
      {"paused", {"挂起", "Paused"}},           {"resolved", {"待企业确认", "Awaiting the firm"}},
      {"closed", {"办结", "Closed"}},           {"reviewed", {"已回访", "Called back"}},
      {"archived", {"归档", "Archived"}},       {"refused", {"不受理", "Not accepted"}},
      {"withdrawn", {"撤回", "Withdrawn"}},     {"merged", {"并案", "Merged"}}};
  static_assert(std::size(kChoices) == kStateCount);
  return kChoices;
}

std::span<const Choice> choices_of(Channel) {
  static constexpr Choice kChoices[] = {{"officer", {"驻厂员", "Resident officer"}},
                                        {"link", {"企业链接", "Firm's link"}},
                                        {"hotline", {"热线", "Hotline"}},
                                        {"visit", {"走访", "Visit"}},
                                        {"meeting", {"会办", "Meeting"}},
                                        {"letter", {"来信来函", "Letter"}},
                                        {"sheet", {"台账导入", "Ledger sheet"}},
                                        {"other", {"其他", "Other"}}};
  return kChoices;
}

std::span<const Choice> choices_of(Category) {
  static constexpr Choice kChoices[] = {{"funds", {"资金", "Funds"}},
                                        {"land", {"用地", "Land"}},
                                        {"eia", {"环评", "EIA"}},
                                        {"energy", {"能评", "Energy review"}},
                                        {"permits", {"审批许可", "Permits"}},
                                        {"labour", {"用工", "Labour"}},
                                        {"utilities", {"水电气热", "Utilities"}},
                                        {"logistics", {"物流通行", "Logistics and passes"}},
                                        {"ip", {"知识产权", "Intellectual property"}},
                                        {"restart", {"复工复产", "Restart of work"}},
                                        {"other", {"其他", "Other"}}};
  return kChoices;
}

std::span<const Choice> choices_of(Grade) {
  static constexpr Choice kChoices[] = {{"simple", {"一般（即收即办）", "Simple"}},
                                        {"complex", {"复杂（协同联办）", "Complex"}},
                                        {"stubborn", {"老大难（挂牌）", "Stubborn"}}};
  return kChoices;
}

std::span<const Choice> choices_of(Cause) {
  static constexpr Choice kChoices[] = {{"documents", {"材料不齐", "Papers missing"}},
                                        {"policy_gap", {"政策空白或不知晓", "Policy gap or unknown"}},
                                        {"many_departments", {"多部门衔接", "Many departments"}},
                                        {"funds_short", {"资金不足", "Funds short"}},
                                        {"market", {"市场与订单", "Market and orders"}},
                                        {"capacity", {"配套能力不足", "Capacity short"}},
                                        {"outside", {"区外事项", "Outside the zone"}},
                                        {"other", {"其他", "Other"}}};
  return kChoices;
}

std::span<const Choice> choices_of(Light) {
  static constexpr Choice kChoices[] = {{"none", {"不计时", "Not timed"}},
                                        {"green", {"绿", "Green"}},
                                        {"yellow", {"黄", "Yellow"}},
                                        {"red", {"红", "Red"}}};
  return kChoices;
}

std::span<const Choice> choices_of(PauseKind) {
  static constexpr Choice kChoices[] = {
      {"awaiting_firm", {"待企业补件", "Waiting for the firm's papers"}},
      {"awaiting_superior", {"待上级", "Waiting for a higher authority"}},
      {"awaiting_meeting", {"待会议", "Waiting for a meeting"}},
      {"special_procedure", {"特别程序（不计时）", "Special procedure (not counted)"}}};
  return kChoices;
}

std::span<const Choice> choices_of(Rating) {
  static constexpr Choice kChoices[] = {{"very_satisfied", {"非常满意", "Very satisfied"}},
                                        {"satisfied", {"满意", "Satisfied"}},
                                        {"neutral", {"基本满意", "Fair"}},
                                        {"dissatisfied", {"不满意", "Dissatisfied"}},
                                        {"very_dissatisfied", {"非常不满意", "Very dissatisfied"}}};
  return kChoices;
}

std::span<const Choice> choices_of(Closing) {
  static constexpr Choice kChoices[] = {
      {"by_firm", {"企业确认", "Confirmed by the firm"}},
      {"firm_gone", {"企业注销或迁出", "Firm gone"}},
      {"unreachable", {"多次联系无回应", "Firm did not answer repeated calls"}},
      {"no_firm", {"无对应企业", "No firm to ask"}}};
  return kChoices;
}

std::span<const Choice> choices_of(Stage) {
  static constexpr Choice kChoices[] = {{"acceptance", {"受理", "Acceptance"}},
                                        {"signing", {"签收", "Signing for"}},
                                        {"reply", {"首次答复", "First reply"}},
                                        {"closure", {"办结", "Closure"}}};
  return kChoices;
}

}  // namespace zw::modules::casework

namespace zw::record {

using modules::casework::Case;

namespace {

constexpr Privacy kReach{DataClass::personal, "reach the firm about this request"};

std::vector<Field> told_fields() {
  return {field<&Case::number>("number", {"编号", "Number"}, kInternal)
              .unique()
              .read_only()
              .listed()
              .searched()
              .at_most(30),
          field<&Case::title>("title", {"诉求", "Request"}, kInternal).required().listed().searched(),
          field<&Case::description>("description", {"详情", "Description"}, kInternal).long_text(),
          field<&Case::enterprise_id>("enterprise_id", {"企业", "Enterprise"}, kInternal)
              .refers_to("enterprise")
              .listed(),
          field<&Case::project_id>("project_id", {"项目", "Project"}, kInternal).refers_to("project"),
          field<&Case::node_id>("node_id", {"节点", "Node"}, kInternal).refers_to("node"),
          field<&Case::channel>("channel", {"来源", "Channel"}, kInternal),
          field<&Case::category>("category", {"类别", "Category"}, kInternal).listed(),
          field<&Case::grade>("grade", {"分级", "Grade"}, kInternal),
          field<&Case::contact_name>("contact_name", {"联系人", "Contact"}, kReach).at_most(60),
          field<&Case::contact_phone>("contact_phone", {"联系电话", "Contact phone"}, kReach).at_most(60)};
}

std::vector<Field> held_fields() {
  return {field<&Case::state>("state", {"状态", "State"}, kInternal).read_only().listed(),
          field<&Case::owner_id>("owner_id", {"主责人", "Accountable"}, kInternal)
              .refers_to("person")
              .read_only()
              .listed(),
          field<&Case::held_since>("held_since", {"持有自", "Held since"}, kInternal).read_only(),
          field<&Case::dispatched_by_id>("dispatched_by_id", {"交办人", "Dispatched by"}, kInternal)
              .refers_to("person")
              .read_only(),
          field<&Case::organisation_id>("organisation_id", {"承办单位", "Handling unit"}, kInternal)
              .refers_to("organisation")
              .read_only(),
          field<&Case::objections>("objections", {"异议次数", "Objections"}, kInternal).read_only(),
          field<&Case::reopenings>("reopenings", {"重开次数", "Reopenings"}, kInternal).read_only(),
          field<&Case::urgings>("urgings", {"催办次数", "Urgings"}, kInternal).read_only(),
          field<&Case::extensions>("extensions", {"延期次数", "Extensions"}, kInternal).read_only(),
          field<&Case::pause_kind>("pause_kind", {"挂起类型", "Kind of pause"}, kInternal).read_only(),
          field<&Case::pause_reason>("pause_reason", {"挂起原因", "Reason of the pause"}, kInternal)
              .read_only()
              .at_most(500)};
}

std::vector<Field> timed_fields() {
  return {
      field<&Case::received_at>("received_at", {"收到", "Received"}, kInternal).read_only().listed(),
      field<&Case::clock_from>("clock_from", {"计时起点", "Clock began"}, kInternal).read_only(),
      field<&Case::accepted_at>("accepted_at", {"受理时间", "Accepted at"}, kInternal).read_only(),
      field<&Case::dispatched_at>("dispatched_at", {"交办时间", "Dispatched at"}, kInternal).read_only(),
      field<&Case::signed_at>("signed_at", {"签收时间", "Signed for at"}, kInternal).read_only(),
      field<&Case::replied_at>("replied_at", {"首次答复时间", "First replied at"}, kInternal).read_only(),
      field<&Case::resolved_at>("resolved_at", {"申请办结时间", "Resolved at"}, kInternal).read_only(),
      field<&Case::closed_at>("closed_at", {"办结时间", "Closed at"}, kInternal).read_only(),
      field<&Case::paused_since>("paused_since", {"挂起自", "Paused since"}, kInternal).read_only(),
      field<&Case::paused_minutes>("paused_minutes", {"已挂起工时", "Minutes paused"}, kInternal)
          .read_only()
          .unit("working minutes"),
      field<&Case::extended_minutes>("extended_minutes", {"已延期工时", "Minutes granted"}, kInternal)
          .read_only()
          .unit("working minutes"),
      field<&Case::standard_id>("standard_id", {"办理标准", "Standard"}, kInternal)
          .refers_to("service_standard")
          .read_only(),
      field<&Case::light_rule_id>("light_rule_id", {"亮灯规则", "Light rule"}, kInternal)
          .refers_to("light_rule")
          .read_only(),
      field<&Case::template_id>("template_id", {"清单模板", "Checklist"}, kInternal)
          .refers_to("checklist_template")
          .read_only(),
      field<&Case::light>("light", {"灯", "Light"}, kInternal).read_only().listed(),
      field<&Case::light_changes_at>("light_changes_at", {"下次变灯", "Light changes at"}, kInternal)
          .read_only(),
      field<&Case::due_stage>("due_stage", {"当前时限", "Stage due"}, kInternal).read_only(),
      field<&Case::due_at>("due_at", {"到期", "Due"}, kInternal).read_only().listed(),
      field<&Case::close_due_at>("close_due_at", {"办结期限", "Closure due"}, kInternal).read_only(),
      field<&Case::is_beyond_calendar>("is_beyond_calendar", {"超出日历", "Beyond the calendar"}, kInternal)
          .read_only(),
      field<&Case::is_supervised>("is_supervised", {"督办", "Supervised"}, kInternal).read_only()};
}

std::vector<Field> ended_fields() {
  return {field<&Case::result>("result", {"办理结果", "Result"}, kInternal).read_only().long_text(),
          field<&Case::cause>("cause", {"成因", "Cause"}, kInternal).read_only(),
          field<&Case::closing>("closing", {"办结方式", "Closed how"}, kInternal).read_only(),
          field<&Case::rating>("rating", {"评价", "Rating"}, kInternal).read_only(),
          field<&Case::rating_note>("rating_note", {"评价说明", "Rating note"}, kInternal)
              .read_only()
              .long_text(2000),
          field<&Case::rectify_due_at>("rectify_due_at", {"整改期限", "Make good by"}, kInternal).read_only(),
          field<&Case::merged_into_id>("merged_into_id", {"并入", "Merged into"}, kInternal)
              .refers_to("service_case")
              .read_only(),
          field<&Case::split_from_id>("split_from_id", {"拆分自", "Split from"}, kInternal)
              .refers_to("service_case")
              .read_only()};
}

}  // namespace

template <>
const Entity& describe<Case>() {
  static const Entity entity = [] {
    Entity made{.module = "casework",
                .name = "service_case",
                .plural = "cases",
                .label = {"企业诉求", "Case"},
                .title = "title",
                .fields = told_fields(),
                .default_sort = "-received_at",
                .is_followed = true};
    for (auto more : {held_fields(), timed_fields(), ended_fields()})
      for (Field& field : more) made.fields.push_back(std::move(field));
    return made;
  }();
  return entity;
}

}  // namespace zw::record
