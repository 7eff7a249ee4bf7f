#include "modules/privacy/module.h"

#include "modules/privacy/about.h"
#include "modules/privacy/privacy.h"
#include "modules/privacy/retention.h"
#include "modules/privacy/reveal.h"
#include "modules/registry/registry.h"

namespace zw::modules::privacy {
namespace {

using http::Policy;
using storage::Item;
using storage::Records;
using storage::Role;
using storage::Roles;

constexpr Roles kWatchers{Role::administrator, Role::auditor};

/// Written by the program alone.
Policy reveal_policy() {
  Policy policy;
  policy.read = kWatchers;
  return policy;
}

Policy rule_policy(const FileHolders& files) {
  Policy policy;
  policy.read = registry::kStaff;
  policy.create = policy.update = policy.remove = registry::kAdministrators;
  policy.before_create = [files](Records&, record::Row& row) {
    return check_rule(record::from_row<RetentionRule>(row), files);
  };
  policy.before_update = [files](Records&, const Item& before, record::Row& after) {
    return check_rule(record::from_row<RetentionRule>(after, before.id, before.version), files);
  };
  return policy;
}

Outcome check_held(Records& records, const record::Row& row) {
  const auto hold = record::from_row<LegalHold>(row);
  const record::Entity* entity = storage::Catalogue::find(hold.entity);
  if (!entity) return Problem{"retention.unknown_entity", "entity", {{"value", hold.entity}}};
  if (!records.find(*entity, Id{hold.record_id})) return Problem{"field.unknown_reference", "record_id", {}};
  return Nothing{};
}

Policy hold_policy() {
  Policy policy;
  policy.read = kWatchers;
  policy.create = policy.update = policy.remove = registry::kAdministrators;
  policy.before_create = [](Records& records, record::Row& row) { return check_held(records, row); };
  policy.before_update = [](Records& records, const Item&, record::Row& after) {
    return check_held(records, after);
  };
  return policy;
}

constexpr http::Message kMessages[] = {
    {"privacy.not_masked", "此项不是个人信息，无须申请查看",
     "This is no personal value; nothing has to be revealed"},
    {"privacy.too_many_attempts", "一小时内最多查看 {limit} 项，请稍后再试",
     "At most {limit} values an hour; please wait"},
    {"privacy.unknown_person", "找不到此人", "There is no such person"},
    {"privacy.open_duties", "此人仍有 {count} 项在任职责或岗位，请先交接",
     "The person still holds {count} duties or posts; hand them over first"},
    {"privacy.open_cases", "仍有 {count} 件未办结诉求涉及此人，请先办结或移交",
     "{count} open cases still name the person; close or pass them on first"},
    {"privacy.dry_run", "试运行，未清除任何内容", "A trial: nothing was erased"},
    {"privacy.on_hold", "此人的资料被要求暂缓清除（{count} 项）",
     "{count} legal holds keep the data of this person"},
    {"retention.unknown_entity", "没有这类记录：{value}", "There is no such kind of record: {value}"},
    {"retention.unknown_field", "没有这个日期字段：{value}", "There is no such date: {value}"},
    {"retention.nothing_personal", "这类记录没有个人信息", "Records of this kind hold nothing personal"},
    {"retention.no_files", "这类记录不含文件", "Records of this kind keep no files"},
    {"retention.version_taken", "同一代码在该施行日期已有版本",
     "This code already has a version from that day"},
};

}  // namespace

Module privacy_module(FileHolders files, const std::vector<http::Resource>& others) {
  Module module;
  module.name = "privacy";
  module.entities = {&record::describe<Reveal>(), &record::describe<RetentionRule>(),
                     &record::describe<LegalHold>()};
  module.resources = {{&record::describe<Reveal>(), reveal_policy()},
                      {&record::describe<RetentionRule>(), rule_policy(files)},
                      {&record::describe<LegalHold>(), hold_policy()}};
  for (auto routes : {reveal_routes(others), about_routes(), retention_routes(std::move(files))})
    for (auto& route : routes) module.routes.push_back(std::move(route));
  module.messages.assign(std::begin(kMessages), std::end(kMessages));
  module.invariants = {{"privacy.reveals_have_a_reason", "SELECT zone_id, id FROM reveal WHERE note = ''"}};
  return module;
}

}  // namespace zw::modules::privacy
