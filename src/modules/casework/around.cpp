#include "modules/casework/around.h"

namespace zw::modules::casework {

using record::Choice;

std::span<const Choice> choices_of(InvitationPurpose) {
  static constexpr Choice kChoices[] = {{"file_cases", {"提交诉求", "File requests"}},
                                        {"follow_case", {"跟踪一件诉求", "Follow one request"}}};
  return kChoices;
}
std::span<const Choice> choices_of(KeyDateKind) {
  static constexpr Choice kChoices[] = {{"permit", {"许可到期", "Permit ends"}},
                                        {"loan", {"贷款到期", "Loan due"}},
                                        {"lease", {"租约到期", "Lease ends"}},
                                        {"certificate", {"证书到期", "Certificate ends"}},
                                        {"other", {"其他", "Other"}}};
  return kChoices;
}
std::span<const Choice> choices_of(SuggestionKind) {
  static constexpr Choice kChoices[] = {{"permit_expiring", {"许可将到期", "Permit expires soon"}},
                                        {"loan_due", {"贷款将到期", "Loan due soon"}},
                                        {"node_near", {"节点临近", "Node is near"}},
                                        {"long_silence", {"久未联系", "No contact for long"}}};
  return kChoices;
}
std::span<const Choice> choices_of(SuggestionState) {
  static constexpr Choice kChoices[] = {{"open", {"待定", "Open"}},
                                        {"planned", {"已安排", "Planned"}},
                                        {"done", {"已联系", "Done"}},
                                        {"dismissed", {"不需要", "Dismissed"}}};
  return kChoices;
}
std::span<const Choice> choices_of(ArticleState) {
  static constexpr Choice kChoices[] = {{"draft", {"草稿", "Draft"}},
                                        {"proposed", {"待发布", "Proposed"}},
                                        {"published", {"已发布", "Published"}},
                                        {"withdrawn", {"已撤下", "Withdrawn"}}};
  return kChoices;
}
std::span<const Choice> choices_of(FeedbackState) {
  static constexpr Choice kChoices[] = {{"received", {"已收到", "Received"}},
                                        {"answered", {"已答复", "Answered"}}};
  return kChoices;
}

}  // namespace zw::modules::casework

namespace zw::record {

using namespace modules::casework;

namespace {

template <class T>
Field firm_field() {
  return field<&T::enterprise_id>("enterprise_id", {"企业", "Enterprise"}, kInternal)
      .refers_to("enterprise")
      .cascading()
      .listed();
}

}  // namespace

template <>
const Entity& describe<Invitation>() {
  static const Entity entity{
      .module = "casework",
      .name = "invitation",
      .plural = "invitations",
      .label = {"企业邀请", "Invitation"},
      .title = "id",
      .fields = {firm_field<Invitation>(),
                 field<&Invitation::purpose>("purpose", {"用途", "Purpose"}, kInternal).listed(),
                 field<&Invitation::case_id>("case_id", {"诉求", "Case"}, kInternal)
                     .refers_to("service_case")
                     .cascading(),
                 field<&Invitation::digest>("digest", {"摘要", "Digest"}, kSecret).required().unique(),
                 field<&Invitation::invited_by_id>("invited_by_id", {"邀请人", "Invited by"}, kInternal)
                     .refers_to("person"),
                 field<&Invitation::created_at>("created_at", {"创建", "Made"}, kInternal).listed(),
                 field<&Invitation::expires_at>("expires_at", {"有效至", "Valid until"}, kInternal).listed(),
                 field<&Invitation::revoked_at>("revoked_at", {"撤销", "Revoked"}, kInternal).listed()},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<KeyDate>() {
  static const Entity entity{
      .module = "casework",
      .name = "key_date",
      .plural = "key_dates",
      .label = {"关键日期", "Key date"},
      .title = "name",
      .fields = {firm_field<KeyDate>(), field<&KeyDate::kind>("kind", {"类型", "Kind"}, kInternal).listed(),
                 field<&KeyDate::name>("name", {"名称", "Name"}, kInternal).required().listed(),
                 field<&KeyDate::due_on>("due_on", {"到期日", "Due on"}, kInternal).listed(),
                 field<&KeyDate::note>("note", {"备注", "Note"}, kInternal).long_text(2000)},
      .default_sort = "due_on"};
  return entity;
}

template <>
const Entity& describe<Visit>() {
  static const Entity entity{
      .module = "casework",
      .name = "visit",
      .plural = "visits",
      .label = {"走访", "Visit"},
      .title = "purpose",
      .fields = {firm_field<Visit>(),
                 field<&Visit::person_id>("person_id", {"走访人", "Visitor"}, kInternal)
                     .refers_to("person")
                     .read_only()
                     .listed(),
                 field<&Visit::visited_on>("visited_on", {"日期", "Day"}, kInternal).listed(),
                 field<&Visit::purpose>("purpose", {"事由", "Purpose"}, kInternal).required().listed(),
                 field<&Visit::outcome>("outcome", {"结果", "Outcome"}, kInternal).long_text(4000)},
      .default_sort = "-visited_on"};
  return entity;
}

template <>
const Entity& describe<Suggestion>() {
  static const Entity entity{
      .module = "casework",
      .name = "suggestion",
      .plural = "suggestions",
      .label = {"建议联系", "Suggested contact"},
      .title = "about",
      .fields = {firm_field<Suggestion>(),
                 field<&Suggestion::kind>("kind", {"缘由", "Why"}, kInternal).read_only().listed(),
                 field<&Suggestion::about>("about", {"事项", "About"}, kInternal).read_only().listed(),
                 field<&Suggestion::due_on>("due_on", {"日期", "Day"}, kInternal).read_only().listed(),
                 field<&Suggestion::officer_person_id>("officer_person_id", {"联系人员", "By"}, kInternal)
                     .refers_to("person")
                     .read_only()
                     .listed(),
                 field<&Suggestion::state>("state", {"状态", "State"}, kInternal).read_only().listed(),
                 field<&Suggestion::reason>("reason", {"不需要的原因", "Why dismissed"}, kInternal)
                     .read_only()
                     .at_most(500)},
      .unique_together =
          {{"once", {"enterprise_id", "kind", "about", "due_on"}, "", "casework.suggested_already"}},
      .default_sort = "due_on"};
  return entity;
}

template <>
const Entity& describe<Article>() {
  static const Entity entity{
      .module = "casework",
      .name = "article",
      .plural = "articles",
      .label = {"案例", "Article"},
      .title = "title",
      .fields = {field<&Article::case_id>("case_id", {"来源诉求", "From case"}, kInternal)
                     .refers_to("service_case")
                     .cascading(),
                 field<&Article::title>("title", {"标题", "Title"}, kInternal).required().listed().searched(),
                 field<&Article::body>("body", {"正文", "Body"}, kInternal).required().long_text(),
                 field<&Article::category>("category", {"类别", "Category"}, kInternal).listed(),
                 field<&Article::state>("state", {"状态", "State"}, kInternal).read_only().listed(),
                 field<&Article::author_id>("author_id", {"作者", "Author"}, kInternal)
                     .refers_to("person")
                     .read_only(),
                 field<&Article::published_by_id>("published_by_id", {"发布人", "Published by"}, kInternal)
                     .refers_to("person")
                     .read_only(),
                 field<&Article::published_at>("published_at", {"发布时间", "Published at"}, kInternal)
                     .read_only()
                     .listed()},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<Notice>() {
  static const Entity entity{
      .module = "casework",
      .name = "notice",
      .plural = "notices",
      .label = {"提醒", "Notice"},
      .title = "text",
      .fields = {field<&Notice::person_id>("person_id", {"收件人", "For"}, kInternal).refers_to("person"),
                 field<&Notice::case_id>("case_id", {"诉求", "Case"}, kInternal)
                     .refers_to("service_case")
                     .cascading()
                     .listed(),
                 field<&Notice::kind>("kind", {"类型", "Kind"}, kInternal).required().at_most(40).listed(),
                 field<&Notice::text>("text", {"内容", "Text"}, kInternal).at_most(500).listed(),
                 field<&Notice::at>("at", {"时间", "At"}, kInternal).listed(),
                 field<&Notice::leaves_at>("leaves_at", {"可外发自", "May leave at"}, kInternal),
                 field<&Notice::read_at>("read_at", {"已读", "Read"}, kInternal).listed(),
                 field<&Notice::sent_at>("sent_at", {"已外发", "Sent"}, kInternal),
                 field<&Notice::event_id>("event_id", {"办理记录", "Event"}, kInternal)
                     .refers_to("case_event")
                     .cascading()},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<Feedback>() {
  static constexpr Privacy kVoice{DataClass::personal, "answer a complaint or suggestion"};
  static const Entity entity{
      .module = "casework",
      .name = "feedback",
      .plural = "feedbacks",
      .label = {"投诉建议", "Complaint or suggestion"},
      .title = "id",
      .fields = {field<&Feedback::body>("body", {"内容", "Text"}, kVoice).required().long_text(4000).listed(),
                 field<&Feedback::page>("page", {"页面", "Page"}, kInternal).at_most(200),
                 field<&Feedback::at>("at", {"时间", "At"}, kInternal).read_only().listed(),
                 field<&Feedback::person_id>("person_id", {"提出人", "From"}, kInternal)
                     .refers_to("person")
                     .read_only(),
                 field<&Feedback::state>("state", {"状态", "State"}, kInternal).read_only().listed(),
                 field<&Feedback::answer>("answer", {"答复", "Answer"}, kInternal).long_text(4000)},
      .default_sort = "-id"};
  return entity;
}

}  // namespace zw::record
