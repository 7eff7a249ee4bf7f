#include "modules/privacy/privacy.h"

namespace zw::modules::privacy {

using record::Choice;

std::span<const Choice> choices_of(RevealReason) {
  static constexpr Choice kChoices[] = {{"contact_now", {"现在需要联系本人", "To reach the person now"}},
                                        {"verify_identity", {"核对身份", "To verify who it is"}},
                                        {"handle_case", {"办理诉求需要", "To handle a case"}},
                                        {"emergency", {"突发事件", "An emergency"}},
                                        {"other", {"其他", "Something else"}}};
  return kChoices;
}

std::span<const Choice> choices_of(RetentionAct) {
  static constexpr Choice kChoices[] = {{"erase_personal", {"清除个人信息", "Erase personal values"}},
                                        {"delete_files", {"删除文件内容", "Delete the files"}},
                                        {"delete_rows", {"删除记录", "Delete the records"}}};
  return kChoices;
}

}  // namespace zw::modules::privacy

namespace zw::record {

using modules::privacy::LegalHold;
using modules::privacy::RetentionRule;
using modules::privacy::Reveal;

template <>
const Entity& describe<Reveal>() {
  static const Entity entity{
      .module = "privacy",
      .name = "reveal",
      .plural = "reveals",
      .label = {"查看记录", "Revealed value"},
      .title = "id",
      .fields =
          {field<&Reveal::at>("at", {"时间", "At"}, kInternal).listed(),
           field<&Reveal::by_id>("by_id", {"查看人", "By"}, kInternal).refers_to("person").listed(),
           field<&Reveal::by_name>("by_name", {"当时姓名", "Name then"}, kInternal).at_most(60),
           field<&Reveal::entity>("entity", {"记录类型", "Kind of record"}, kInternal).required().listed(),
           field<&Reveal::record_id>("record_id", {"记录号", "Record"}, kInternal).listed(),
           field<&Reveal::field>("field", {"字段", "Field"}, kInternal).required().listed(),
           field<&Reveal::reason>("reason", {"原因", "Reason"}, kInternal).listed(),
           field<&Reveal::note>("note", {"说明", "In words"}, kInternal).required().at_most(500).listed(),
           field<&Reveal::subject_id>("subject_id", {"所涉人员", "About"}, kInternal).refers_to("person")},
      .default_sort = "-id"};
  return entity;
}

template <>
const Entity& describe<RetentionRule>() {
  static const Entity entity{
      .module = "privacy",
      .name = "retention_rule",
      .plural = "retention_rules",
      .label = {"保存期限", "Retention rule"},
      .title = "name",
      .fields =
          {field<&RetentionRule::code>("code", {"代码", "Code"}, kOpen).required().at_most(60).listed(),
           field<&RetentionRule::name>("name", {"名称", "Name"}, kOpen).required().listed(),
           field<&RetentionRule::name_en>("name_en", {"英文名称", "English name"}, kOpen),
           field<&RetentionRule::entity>("entity", {"记录类型", "Kind of record"}, kOpen)
               .required()
               .at_most(60)
               .listed(),
           field<&RetentionRule::after_field>("after_field", {"起算日期", "Counted from"}, kOpen)
               .required()
               .at_most(120)
               .listed(),
           field<&RetentionRule::term_days>("term_days", {"保存期限", "Term"}, kOpen)
               .range(1, 36'600)
               .unit("days")
               .listed(),
           field<&RetentionRule::act>("act", {"到期处理", "What then"}, kOpen).listed(),
           field<&RetentionRule::citation>("citation", {"依据", "Citation"}, kOpen).required().at_most(500),
           field<&RetentionRule::effective_from>("effective_from", {"施行日期", "Effective from"}, kOpen)
               .listed(),
           field<&RetentionRule::effective_until>("effective_until", {"失效日期", "Effective until"}, kOpen)},
      .unique_together = {{"one_version", {"code", "effective_from"}, "", "retention.version_taken"}},
      .default_sort = "code"};
  return entity;
}

template <>
const Entity& describe<LegalHold>() {
  static const Entity entity{
      .module = "privacy",
      .name = "legal_hold",
      .plural = "legal_holds",
      .label = {"暂缓清除", "Legal hold"},
      .title = "reason",
      .fields = {field<&LegalHold::entity>("entity", {"记录类型", "Kind of record"}, kInternal)
                     .required()
                     .at_most(60)
                     .listed(),
                 field<&LegalHold::record_id>("record_id", {"记录号", "Record"}, kInternal)
                     .range(1, INT64_MAX)
                     .listed(),
                 field<&LegalHold::reason>("reason", {"原因", "Reason"}, kInternal)
                     .required()
                     .at_most(500)
                     .listed(),
                 field<&LegalHold::until>("until", {"至", "Until"}, kInternal).listed()},
      .default_sort = "-id"};
  return entity;
}

}  // namespace zw::record
