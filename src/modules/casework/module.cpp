#include <fmt/format.h>

#include "modules/casework/around.h"
#include "modules/casework/casework.h"
#include "modules/casework/chores.h"

namespace zw::modules::casework {
namespace {

constexpr http::Message kMessages[] = {
    {"casework.state", "当前状态（{state}）不能“{verb}”。现在可以：{allowed}",
     "In this state ({state}) “{verb}” is not possible. Possible now: {allowed}"},
    {"casework.forbidden", "“{verb}”不由您办理。您现在可以：{allowed}",
     "“{verb}” is not yours to do. You may now: {allowed}"},
    {"casework.reason_required", "请写明理由。", "Please give a reason."},
    {"casework.no_standard", "没有适用的办理标准（{grade}），请管理员先设置。",
     "No service standard is in force for this grade ({grade}); an administrator must set one."},
    {"casework.no_light_rule", "没有适用的亮灯规则（{code}），请管理员先设置。",
     "No light rule is in force ({code}); an administrator must set one."},
    {"casework.no_subject", "请选择企业或项目。", "Choose an enterprise or a project."},
    {"casework.nobody_to_receive", "该企业没有驻厂员，园区也未设置接件人。",
     "The firm has no officer and the zone has nobody who receives requests."},
    {"casework.unknown_person", "找不到该人员（{id}）。", "There is no such person ({id})."},
    {"casework.not_staff", "“{name}”不是园区工作人员。", "“{name}” is not of the zone's staff."},
    {"casework.dispatch_to_self", "交办给自己请用“直接办理”。", "To handle it yourself, take it."},
    {"casework.objection_final", "该诉求已提过一次异议，再次交办即为最终。",
     "One objection was made already; this dispatch is final."},
    {"casework.objection_late", "已超过提出异议的时限（{minutes} 个工作分钟）。",
     "The time to object ({minutes} working minutes) has passed."},
    {"casework.unknown_step", "没有这个步骤（{key}）。", "There is no such step ({key})."},
    {"casework.step_not_reached", "该步骤还没有办到。", "That step has not been reached."},
    {"casework.step_not_open", "步骤“{step}”不在办理中。", "The step “{step}” is not open."},
    {"casework.step_of_another", "步骤“{step}”由他人负责。", "The step “{step}” belongs to somebody else."},
    {"casework.step_code_taken", "步骤代码重复。", "This step code is used already."},
    {"casework.extension_days", "延期天数应为正数。", "The extension must be a positive number of days."},
    {"casework.extension_too_long", "累计延期最多 {days} 个工作日。",
     "Extensions add up to {days} working days at most."},
    {"casework.extension_too_late", "须在到期前至少 {days} 个工作日提出延期。",
     "An extension must be asked at least {days} working days before the end."},
    {"casework.pause_kind", "请选择挂起类型。", "Choose the kind of pause."},
    {"casework.urged_today", "今天已经催办过一次。", "It was urged once today already."},
    {"casework.supervision_days", "督办期限应为 1 至 365 个工作日。",
     "Supervision takes 1 to 365 working days."},
    {"casework.supervised_already", "该诉求已在督办中。", "This case is supervised already."},
    {"casework.still_supervised", "督办尚未结束，请先结束督办再归档。",
     "The case is still supervised; end that before it is archived."},
    {"casework.needs_another", "没有对应企业的诉求须由主责人以外的人销号。",
     "A case without a firm is closed by somebody else than the one accountable."},
    {"casework.not_supervised", "该诉求没有督办。", "This case is not supervised."},
    {"casework.assistance_days", "协办期限应为 1 至 365 个工作日。",
     "Assistance takes 1 to 365 working days."},
    {"casework.assistance_open", "协办事项尚未反馈：{task}",
     "Help that was asked for is not reported yet: {task}"},
    {"casework.no_assistance_asked", "没有请您协办。", "Nobody asked you for help."},
    {"casework.signatures_open", "会签尚未完成。", "Signatures are still open."},
    {"casework.signature_refused", "会签有不同意见，请处理后重新会签。",
     "A signer disagreed; settle it and ask again."},
    {"casework.no_signature_asked", "没有请您签署。", "Nobody asked you to sign."},
    {"casework.signer_asked_already", "该签署人已在本轮。", "This signer is asked in this round already."},
    {"casework.steps_open", "还有步骤未完成：{steps}", "Steps are still open: {steps}"},
    {"casework.merge_unknown", "找不到要并入的诉求。", "There is no such case to merge into."},
    {"casework.merge_other_project", "{number} 属于另一个项目，不能并案。",
     "{number} belongs to another project; they cannot be merged."},
    {"casework.merge_other_firm", "{number} 属于另一家企业，不能并案。",
     "{number} belongs to another firm and cannot be merged with this one."},
    {"casework.merge_ended", "{number} 已经结束，不能并入。",
     "{number} has ended and cannot be merged into."},
    {"casework.silence_too_short", "企业未回应 {silent} 个工作日，满 {days} 个工作日后才能销号。",
     "The firm has been silent for {silent} working days; after {days} it may be struck off."},
    {"casework.nothing_to_undo", "没有可以撤销的操作。", "There is nothing to undo."},
    {"casework.undo_late", "超过 {seconds} 秒，不能再撤销。",
     "More than {seconds} seconds have passed; it cannot be undone."},
    {"casework.ended", "诉求已结束，不能修改。", "The case has ended and cannot be edited."},
    {"casework.outdated", "符合条件的诉求已从 {expected} 件变为 {found} 件，请重新查看。",
     "{found} cases can be done now, no longer {expected}; look again."},
    {"casework.version_in_use", "已有诉求按此版本办理，不能修改；请新建版本。",
     "Cases keep this version, so it cannot be changed; make a new version."},
    {"casework.edition_exists", "该代码已有此版次。", "This code has that edition already."},
    {"casework.edition_in_force", "该代码已有启用的版次。", "An edition of this code is in force already."},
    {"casework.suggested_already", "已经建议过。", "This was suggested already."},
    {"casework.not_offered", "现在不能“{verb}”。现在可以：{allowed}",
     "“{verb}” is not possible now. Possible now: {allowed}"},
    {"checklist.empty", "清单没有步骤。", "The checklist has no steps."},
    {"checklist.unknown_key", "步骤“{step}”的前置“{key}”不存在。",
     "The step “{step}” depends on “{key}”, which does not exist."},
    {"checklist.circle", "步骤互为前置，形成循环：{steps}",
     "These steps depend on each other in a circle: {steps}"},
    {"checklist.promise_longer", "步骤“{step}”的承诺时限长于法定时限。",
     "The promise of the step “{step}” is longer than the law."},
    {"checklist.not_a_draft", "只有草稿可以修改，请先另存新版次。",
     "Only a draft can be changed; copy it to a new edition."},
    {"checklist.state", "清单不在启用状态。", "The checklist is not in force."},
    {"light_rule.syntax", "区间应为列表，每项有 from、until、light。",
     "Bands are a list of from, until and light."},
    {"light_rule.light", "不是灯的颜色：{value}", "Not a light: {value}"},
    {"light_rule.empty_band", "区间 {from} 至 {until} 是空的。", "The band from {from} to {until} is empty."},
    {"light_rule.gap", "{from} 至 {until} 没有规定亮什么灯。", "From {from} to {until} no light is defined."},
    {"light_rule.overlap", "{from} 至 {until} 规定了两种灯。",
     "From {from} to {until} two lights are defined."},
    {"standard.promise_longer", "承诺时限长于规定时限。", "The promise is longer than the rule."},
    {"standard.no_limit", "请写明承诺办结时限。", "The promised limit is missing."},
    {"standard.ends_before_it_begins", "失效日期早于施行日期。", "It ends before it begins."},
    {"file.empty", "文件是空的。", "The file is empty."},
    {"file.too_large", "文件超过 {limit} MB。", "The file is larger than {limit} MB."},
    {"file.name", "文件名不合适。", "The file name will not do."},
    {"file.type_refused", "不接受这种文件（{ending}）。", "Files of this kind ({ending}) are not accepted."},
    {"file.type_mismatch", "文件内容与扩展名（{ending}）不符。",
     "The file is not what its ending ({ending}) says."},
    {"file.not_found", "文件已不存在。", "The file is gone."},
    {"invitation.unknown", "链接无效，请联系您的驻厂员。",
     "This link is not valid; ask your resident officer."},
    {"invitation.ended", "链接已失效，请联系您的驻厂员。", "This link has ended; ask your resident officer."},
    {"invitation.other_purpose", "此链接只能跟踪一件诉求。", "This link only follows one request."},
    {"invitation.days", "有效期为 1 至 {limit} 天。", "A link lasts 1 to {limit} days."},
    {"article.state", "只有草稿可以修改。", "Only a draft can be changed."},
    {"article.case_open", "诉求办结后才能写成案例。", "Only an ended case can become an article."},
    {"article.names_somebody", "文中含有可识别身份的内容：{word}", "The text still tells who it was: {word}"},
};

}  // namespace

Module casework_module() {
  using record::describe;
  Module module;
  module.name = "casework";
  module.entities = {
      &describe<Standard>(),   &describe<LightRule>(),  &describe<Template>(),    &describe<TemplateStep>(),
      &describe<Case>(),       &describe<Step>(),       &describe<Event>(),       &describe<Pause>(),
      &describe<Signer>(),     &describe<Assistance>(), &describe<Supervision>(), &describe<Message>(),
      &describe<Reading>(),    &describe<File>(),       &describe<Link>(),        &describe<Span>(),
      &describe<Invitation>(), &describe<KeyDate>(),    &describe<Visit>(),       &describe<Suggestion>(),
      &describe<Article>(),    &describe<Notice>(),     &describe<Feedback>()};
  module.resources = resources();
  for (auto routes : {verb_routes(), card_routes(), board_routes(), file_routes(), link_routes(),
                      template_routes(), around_routes()})
    for (auto& route : routes) module.routes.push_back(std::move(route));
  module.messages.assign(std::begin(kMessages), std::end(kMessages));
  module.invariants = {
      {"casework.one_present_span",
       "SELECT c.zone_id, c.id FROM service_case c WHERE (SELECT count(*) FROM case_span s WHERE s.zone_id = "
       "c.zone_id "
       "AND s.case_id = c.id AND s.until_at IS NULL AND s.state = c.state AND s.light = c.light AND "
       "s.owner_id = "
       "c.owner_id) <> 1"},
      {"casework.closed_by_the_firm_or_for_a_reason",
       "SELECT zone_id, id FROM service_case WHERE state IN ('closed', 'reviewed') AND closing IS NULL"},
      {"casework.paused_says_why",
       "SELECT zone_id, id FROM service_case WHERE (state = 'paused') <> (pause_kind IS NOT NULL)"},
      {"casework.one_pause_runs",
       "SELECT zone_id, max(id) FROM case_pause WHERE ends_at IS NULL GROUP BY zone_id, case_id HAVING "
       "count(*) > 1"},
      {"casework.ended_cases_have_no_clock",
       "SELECT zone_id, id FROM service_case WHERE state NOT IN ('registered', 'accepted', 'dispatched', "
       "'handling') "
       "AND due_at IS NOT NULL"},
      {"casework.articles_have_two_people",
       "SELECT zone_id, id FROM article WHERE state = 'published' AND published_by_id = author_id"}};
  module.register_jobs = [](jobs::Runner& runner) {
    runner.repeat(std::chrono::seconds(20),
                  [](storage::Database& database, Instant now) { light_zones(database, now); });
    runner.repeat(std::chrono::hours(1), &propose_in_zones);
  };
  return module;
}

}  // namespace zw::modules::casework
