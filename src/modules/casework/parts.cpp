#include "modules/casework/parts.h"

namespace zw::modules::casework {

using record::Choice;

std::span<const Choice> choices_of(StepState) {
  static constexpr Choice kChoices[] = {{"waiting", {"未到", "Waiting"}},
                                        {"open", {"进行", "Open"}},
                                        {"done", {"完成", "Done"}},
                                        {"skipped", {"免办", "Not needed"}}};
  return kChoices;
}
std::span<const Choice> choices_of(SignMode) {
  static constexpr Choice kChoices[] = {{"all", {"会签", "All must sign"}},
                                        {"any", {"或签", "Any one signs"}}};
  return kChoices;
}
std::span<const Choice> choices_of(SignState) {
  static constexpr Choice kChoices[] = {{"asked", {"待签", "Asked"}},
                                        {"agreed", {"同意", "Agreed"}},
                                        {"disagreed", {"不同意", "Disagreed"}},
                                        {"released", {"免签", "Released"}}};
  return kChoices;
}
std::span<const Choice> choices_of(SupervisionKind) {
  static constexpr Choice kChoices[] = {{"overdue", {"超期督办", "Overdue"}},
                                        {"manual", {"领导督办", "Ordered"}},
                                        {"low_rating", {"差评整改", "Low rating"}},
                                        {"reopened", {"重开督办", "Reopened"}}};
  return kChoices;
}
std::span<const Choice> choices_of(LinkKind) {
  static constexpr Choice kChoices[] = {{"related", {"相关", "Related"}},
                                        {"duplicate", {"疑似重复", "Duplicate"}},
                                        {"split", {"拆分", "Split"}}};
  return kChoices;
}

}  // namespace zw::modules::casework

namespace zw::record {

using namespace modules::casework;

namespace {

/// What every part of a case begins with.
template <class T>
Field case_field() {
  return field<&T::case_id>("case_id", {"诉求", "Case"}, kInternal)
      .refers_to("service_case")
      .cascading()
      .listed();
}

}  // namespace

template <>
const Entity& describe<Step>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_step",
      .plural = "steps",
      .label = {"办理步骤", "Step"},
      .title = "name",
      .fields =
          {case_field<Step>(),
           field<&Step::code>("code", {"步骤代码", "Code"}, kInternal).required().at_most(40),
           field<&Step::name>("name", {"步骤", "Step"}, kInternal).required().listed(),
           field<&Step::name_en>("name_en", {"英文名", "English name"}, kInternal),
           field<&Step::sequence>("sequence", {"顺序", "Sequence"}, kInternal).range(0, 1000),
           field<&Step::depends_on>("depends_on", {"前置步骤", "Depends on"}, kInternal).at_most(400),
           field<&Step::decider>("decider", {"决定人", "Who decides"}, kInternal),
           field<&Step::owner_id>("owner_id", {"责任人", "Owner"}, kInternal).refers_to("person").listed(),
           field<&Step::materials>("materials", {"材料", "Materials"}, kInternal).long_text(4000),
           field<&Step::legal_days>("legal_days", {"法定时限", "Legal limit"}, kInternal)
               .range(0, 3660)
               .unit("working days"),
           field<&Step::promised_days>("promised_days", {"承诺时限", "Promised limit"}, kInternal)
               .range(0, 3660)
               .unit("working days"),
           field<&Step::special_procedures>("special_procedures", {"特别程序", "Special procedures"},
                                            kInternal)
               .at_most(500),
           field<&Step::validity_days>("validity_days", {"有效期", "Validity"}, kInternal)
               .range(1, 36'600)
               .unit("days"),
           field<&Step::state>("state", {"状态", "State"}, kInternal).listed(),
           field<&Step::entered_at>("entered_at", {"转入", "Entered"}, kInternal),
           field<&Step::left_at>("left_at", {"转出", "Left"}, kInternal),
           field<&Step::due_at>("due_at", {"到期", "Due"}, kInternal).listed(),
           field<&Step::valid_until>("valid_until", {"有效至", "Valid until"}, kInternal),
           field<&Step::evidence>("evidence", {"佐证", "Evidence"}, kInternal).long_text(4000)},
      .unique_together = {{"one_code", {"case_id", "code"}, "", "casework.step_code_taken"}},
      .default_sort = "sequence"};
  return entity;
}

template <>
const Entity& describe<Event>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_event",
      .plural = "case_events",
      .label = {"办理记录", "Case event"},
      .title = "verb",
      .fields = {case_field<Event>(),
                 field<&Event::verb>("verb", {"动作", "Act"}, kInternal).required().listed().at_most(40),
                 field<&Event::from_state>("from_state", {"原状态", "From"}, kInternal),
                 field<&Event::to_state>("to_state", {"新状态", "To"}, kInternal),
                 field<&Event::at>("at", {"时间", "At"}, kInternal).listed(),
                 field<&Event::actor_id>("actor_id", {"经办人号", "Actor id"}, kInternal).refers_to("person"),
                 field<&Event::actor>("actor", {"经办人", "Actor"}, kInternal).listed(),
                 field<&Event::reason>("reason", {"说明", "Reason"}, kInternal).long_text(),
                 field<&Event::details>("details", {"详情", "Details"}, kInternal).json(),
                 field<&Event::is_for_firm>("is_for_firm", {"企业可见", "The firm sees it"}, kInternal),
                 field<&Event::is_undone>("is_undone", {"已撤销", "Undone"}, kInternal),
                 field<&Event::row_before>("row_before", {"此前", "Before"}, kSecret).json()},
      .default_sort = "id"};
  return entity;
}

template <>
const Entity& describe<Pause>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_pause",
      .plural = "pauses",
      .label = {"挂起", "Pause"},
      .title = "id",
      .fields =
          {case_field<Pause>(), field<&Pause::kind>("kind", {"类型", "Kind"}, kInternal).listed(),
           field<&Pause::reason>("reason", {"原因", "Reason"}, kInternal).required().at_most(500).listed(),
           field<&Pause::starts_at>("starts_at", {"开始", "Began"}, kInternal).listed(),
           field<&Pause::ends_at>("ends_at", {"结束", "Ended"}, kInternal).listed(),
           field<&Pause::minutes>("minutes", {"工时", "Working minutes"}, kInternal).unit("working minutes")},
      .default_sort = "id"};
  return entity;
}

template <>
const Entity& describe<Signer>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_signer",
      .plural = "signers",
      .label = {"加签", "Signer"},
      .title = "person_id",
      .fields = {case_field<Signer>(),
                 field<&Signer::round>("round", {"轮次", "Round"}, kInternal).range(1, 1000),
                 field<&Signer::mode>("mode", {"方式", "Mode"}, kInternal).listed(),
                 field<&Signer::person_id>("person_id", {"签署人", "Signer"}, kInternal)
                     .refers_to("person")
                     .listed(),
                 field<&Signer::state>("state", {"意见", "Answer"}, kInternal).listed(),
                 field<&Signer::signed_at>("signed_at", {"签署时间", "Signed at"}, kInternal),
                 field<&Signer::note>("note", {"说明", "Note"}, kInternal).long_text(2000)},
      .unique_together =
          {{"once_a_round", {"case_id", "round", "person_id"}, "", "casework.signer_asked_already"}},
      .default_sort = "id"};
  return entity;
}

template <>
const Entity& describe<Assistance>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_assistance",
      .plural = "assistances",
      .label = {"协办", "Assistance"},
      .title = "task",
      .fields = {case_field<Assistance>(),
                 field<&Assistance::person_id>("person_id", {"协办人", "Helper"}, kInternal)
                     .refers_to("person")
                     .listed(),
                 field<&Assistance::task>("task", {"协办事项", "Task"}, kInternal).required().listed(),
                 field<&Assistance::due_at>("due_at", {"到期", "Due"}, kInternal).listed(),
                 field<&Assistance::done_at>("done_at", {"完成", "Done"}, kInternal).listed(),
                 field<&Assistance::outcome>("outcome", {"结果", "Outcome"}, kInternal).long_text(2000)},
      .default_sort = "id"};
  return entity;
}

template <>
const Entity& describe<Supervision>() {
  static const Entity entity{
      .module = "casework",
      .name = "supervision",
      .plural = "supervisions",
      .label = {"督办", "Supervision"},
      .title = "id",
      .fields = {case_field<Supervision>(),
                 field<&Supervision::kind>("kind", {"类型", "Kind"}, kInternal).listed(),
                 field<&Supervision::instruction>("instruction", {"要求", "Instruction"}, kInternal)
                     .long_text(2000),
                 field<&Supervision::opened_at>("opened_at", {"立项", "Opened"}, kInternal).listed(),
                 field<&Supervision::due_at>("due_at", {"到期", "Due"}, kInternal).listed(),
                 field<&Supervision::closed_at>("closed_at", {"解除", "Closed"}, kInternal).listed(),
                 field<&Supervision::outcome>("outcome", {"结果", "Outcome"}, kInternal).long_text(2000)},
      .unique_together =
          {{"one_open", {"case_id", "kind"}, "closed_at IS NULL", "casework.supervised_already"}},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<Message>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_message",
      .plural = "messages",
      .label = {"留言", "Message"},
      .title = "id",
      .fields =
          {case_field<Message>(),
           field<&Message::author_id>("author_id", {"作者号", "Author id"}, kInternal).refers_to("person"),
           field<&Message::author>("author", {"作者", "Author"}, kInternal).at_most(60).listed(),
           field<&Message::is_from_firm>("is_from_firm", {"企业发送", "From the firm"}, kInternal),
           field<&Message::is_internal>("is_internal", {"内部", "Internal"}, kInternal),
           field<&Message::body>("body", {"内容", "Text"}, kInternal).required().long_text(4000).listed(),
           field<&Message::at>("at", {"时间", "At"}, kInternal).listed()},
      .default_sort = "id"};
  return entity;
}

template <>
const Entity& describe<Reading>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_reading",
      .plural = "readings",
      .label = {"已读", "Read up to"},
      .title = "id",
      .fields = {case_field<Reading>(),
                 field<&Reading::person_id>("person_id", {"人员号", "Person"}, kInternal),
                 field<&Reading::last_message_id>("last_message_id", {"已读至", "Last read"}, kInternal)},
      .unique_together = {{"one_each", {"case_id", "person_id"}, "", "record.conflict"}}};
  return entity;
}

template <>
const Entity& describe<File>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_file",
      .plural = "files",
      .label = {"附件", "File"},
      .title = "name",
      .fields = {case_field<File>(),
                 field<&File::step_id>("step_id", {"步骤", "Step"}, kInternal).refers_to("case_step"),
                 field<&File::name>("name", {"文件名", "Name"}, kInternal).required().at_most(120).listed(),
                 field<&File::media_type>("media_type", {"类型", "Type"}, kInternal).required().at_most(100),
                 field<&File::bytes>("bytes", {"大小", "Size"}, kInternal).range(0, 1 << 30).unit("bytes"),
                 field<&File::digest>("digest", {"摘要", "Digest"}, kSecret).required().at_most(64),
                 field<&File::uploaded_by>("uploaded_by", {"上传人", "Uploaded by"}, kInternal).at_most(60),
                 field<&File::is_from_firm>("is_from_firm", {"企业上传", "From the firm"}, kInternal),
                 field<&File::is_internal>("is_internal", {"内部", "Internal"}, kInternal),
                 field<&File::at>("at", {"时间", "At"}, kInternal).listed()},
      .default_sort = "id"};
  return entity;
}

template <>
const Entity& describe<Link>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_link",
      .plural = "links",
      .label = {"关联", "Link"},
      .title = "id",
      .fields = {case_field<Link>(),
                 field<&Link::other_id>("other_id", {"另一诉求", "Other case"}, kInternal)
                     .refers_to("service_case")
                     .listed(),
                 field<&Link::kind>("kind", {"关系", "Kind"}, kInternal).listed()},
      .unique_together = {{"once", {"case_id", "other_id", "kind"}, "", "record.conflict"}}};
  return entity;
}

template <>
const Entity& describe<Span>() {
  static const Entity entity{
      .module = "casework",
      .name = "case_span",
      .plural = "spans",
      .label = {"状态区间", "Span"},
      .title = "id",
      .fields = {case_field<Span>(), field<&Span::state>("state", {"状态", "State"}, kInternal),
                 field<&Span::light>("light", {"灯", "Light"}, kInternal),
                 field<&Span::category>("category", {"类别", "Category"}, kInternal),
                 field<&Span::owner_id>("owner_id", {"主责人", "Accountable"}, kInternal).refers_to("person"),
                 field<&Span::enterprise_id>("enterprise_id", {"企业", "Enterprise"}, kInternal)
                     .refers_to("enterprise"),
                 field<&Span::project_id>("project_id", {"项目", "Project"}, kInternal).refers_to("project"),
                 field<&Span::from_at>("from_at", {"自", "From"}, kInternal),
                 field<&Span::until_at>("until_at", {"至", "Until"}, kInternal)},
      .unique_together = {{"one_present", {"case_id"}, "until_at IS NULL", "record.conflict"}}};
  return entity;
}

}  // namespace zw::record
