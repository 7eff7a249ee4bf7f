#include "app/app.h"

#include "app/administration.h"
#include "app/description.h"
#include "app/job_routes.h"
#include "app/retention.h"
#include "http/outgoing/messages.h"
#include "modules/casework/board.h"
#include "modules/casework/casework.h"
#include "modules/intake/intake.h"
#include "modules/notify/notify.h"
#include "modules/privacy/module.h"
#include "modules/projects/module.h"
#include "modules/projects/projects.h"
#include "modules/registry/dossier.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/registry.h"

namespace zw::app {
namespace {

/// Codes of the generic store and its routes.
constexpr http::Message kMessages[] = {
    {"record.conflict", "与已有记录冲突。", "This conflicts with an existing record."},
    {"record.still_referred", "仍有其他记录引用它，不能删除。", "Other records still refer to it."},
    {"field.taken", "该值已被另一条记录使用。", "Another record already has this value."},
    {"field.type", "值的类型不对。", "The value is of the wrong type."},
    {"field.choice", "不是可选的值：{value}", "Not one of the choices: {value}"},
    {"field.date", "不是有效日期（应为 年-月-日）：{value}", "Not a date (year-month-day): {value}"},
    {"field.read_only", "此项由系统填写，不能修改。", "This is set by the program and cannot be changed."},
    {"field.too_small", "过小，不得小于 {limit}。", "Too small: at least {limit}."},
    {"field.too_large", "过大，不得大于 {limit}。", "Too large: at most {limit}."},
    {"field.control_character", "含有控制字符。", "It contains control characters."},
    {"field.unknown_reference", "所引用的记录不存在。", "The record it refers to does not exist."},
    {"json.not_an_object", "正文应为 JSON 对象。", "The body should be a JSON object."},
    {"list.invalid", "查询条件有误。", "The list cannot be asked for like this."},
    {"list.sort", "不能按“{value}”排序。", "The list cannot be sorted by “{value}”."},
    {"list.cursor", "翻页位置无效，请从第一页开始。",
     "The page cursor is not valid; start from the first page."},
    {"list.masked", "此项对您隐去，不能按它查询或排序。",
     "This value is masked for you; a list cannot be asked or sorted by it."},
    {"list.limit", "每页 1 至 {limit} 条。", "A page has 1 to {limit} items."},
    {"list.too_many", "一次最多 {limit} 项。", "At most {limit} at a time."},
    {"list.unknown_parameter", "没有名为“{field}”的查询参数。", "There is no parameter called “{field}”."},
    {"idempotency.reused", "同一 Idempotency-Key 已用于另一个请求。",
     "This Idempotency-Key was used for another request."},
    {"job.crashed", "任务因系统出错而中断，已记录。",
     "The job failed because of an error of the system; it was recorded."},
    {"calendar.empty", "日历没有内容", "The calendar is empty"},
    {"calendar.bad_date", "不是有效日期：{value}", "Not a date: {value}"},
    {"calendar.bad_working_flag", "应为上班或休息：{value}", "Should say working or not: {value}"},
    {"calendar.duplicate_date", "日期重复：{value}", "A day appears twice: {value}"},
    {"check.integrity", "数据库文件已损坏：{reason}", "The database file is damaged: {reason}"},
    {"check.reference", "第 {row} 行引用的 {refers_to} 不存在",
     "Row {row} refers to a {refers_to} that does not exist"},
    {"check.audit", "园区 {zone} 的审计链自第 {seq} 条起不可信（{reason}）",
     "The audit trail of zone {zone} is not to be trusted from entry {seq} on ({reason})"},
    {"check.invariant", "园区 {zone} 的第 {row} 号记录违反此项约束",
     "Record {row} of zone {zone} breaks this rule"},
    {"backup.made_elsewhere", "数据在 PostgreSQL 中，请用 pg_dump 备份。",
     "The data is in PostgreSQL; copy it with pg_dump."},
    {"job.ended", "任务已结束。", "The job has ended."},
};

std::vector<http::Resource> resources_of(const std::vector<modules::Module>& modules) {
  std::vector<http::Resource> resources;
  for (const auto& module : modules)
    resources.insert(resources.end(), module.resources.begin(), module.resources.end());
  return resources;
}

}  // namespace

std::vector<modules::Module> all_modules() {
  std::vector<modules::Module> modules;
  modules.push_back(modules::registry::registry_module(
      {modules::registry::enterprise_source(), modules::projects::project_source()},
      modules::projects::project_book(), {{"cases", &modules::casework::append_day}}));
  modules.push_back(modules::projects::projects_module());
  modules.push_back(modules::casework::casework_module());
  modules.push_back(modules::notify::notify_module());
  modules.push_back(modules::intake::intake_module(import_targets()));
  modules.push_back(modules::privacy::privacy_module(file_holders(), resources_of(modules)));
  return modules;
}

std::vector<modules::intake::Target> import_targets() {
  return {{.entity = &record::describe<modules::registry::Enterprise>(),
           .code_field = "uscc",
           .former_name_field = "former_name",
           .after_import = &modules::registry::record_facts},
          {.entity = &record::describe<modules::projects::Project>(), .after_import = {}}};
}

void describe_world(const std::vector<modules::Module>& modules) {
  std::vector<const record::Entity*> entities;
  for (const auto& module : modules)
    entities.insert(entities.end(), module.entities.begin(), module.entities.end());
  storage::Catalogue::set(std::move(entities));
}

http::Routes all_routes(const std::vector<modules::Module>& modules) {
  http::Routes routes;
  const auto add = [&](http::Routes more) {
    for (auto& route : more) routes.push_back(std::move(route));
  };
  for (const auto& module : modules) {
    for (const auto& resource : module.resources) add(http::resource_routes(resource));
    add(module.routes);
  }
  add(description_routes(modules));
  add(job_routes());
  add(administration_routes(all_invariants(modules)));
  return routes;
}

std::vector<http::Message> all_messages(const std::vector<modules::Module>& modules) {
  std::vector<http::Message> messages;
  for (const auto& module : modules)
    messages.insert(messages.end(), module.messages.begin(), module.messages.end());
  messages.insert(messages.end(), std::begin(kMessages), std::end(kMessages));
  const auto outgoing = http::outgoing::outgoing_messages();
  messages.insert(messages.end(), outgoing.begin(), outgoing.end());
  return messages;
}

std::vector<storage::Invariant> all_invariants(const std::vector<modules::Module>& modules) {
  std::vector<storage::Invariant> invariants;
  for (const auto& module : modules)
    invariants.insert(invariants.end(), module.invariants.begin(), module.invariants.end());
  return invariants;
}

}  // namespace zw::app
