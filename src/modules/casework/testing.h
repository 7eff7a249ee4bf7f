// A zone with a desk for the tests of casework: its law, its calendar, its people, and acts in their names.
#pragma once

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "modules/casework/around.h"
#include "modules/casework/casework.h"
#include "modules/registry/duty.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/law.h"
#include "modules/registry/people.h"
#include "storage/testing.h"
#include "storage/transact.h"

namespace zw::modules::casework::testing {

/// "2020-06-15 09:30" on the clocks of China.
inline Instant at(std::string_view text) {
  std::string iso(text);
  iso[10] = 'T';
  return *parse_instant(iso + ":00+08:00");
}

/// The same way back, to compare readable times.
inline std::string china(Instant instant) {
  std::string text = to_string(Instant{instant.micros + kChinaOffsetMicros}).substr(0, 16);
  text[10] = ' ';
  return text;
}
inline std::string china(std::optional<Instant> instant) { return instant ? china(*instant) : "never"; }

inline const std::vector<zw::CalendarDay>& shipped_days() {
  static const std::vector<zw::CalendarDay> days = [] {
    std::ifstream file(ZW_SOURCE_DIR "/src/app/data/calendar.csv");
    const std::string csv{std::istreambuf_iterator<char>(file), {}};
    return read_calendar(csv).value();
  }();
  return days;
}

inline const WorkingCalendar& shipped_calendar() {
  static const WorkingCalendar calendar(shipped_days());
  return calendar;
}

/// A day to accept, half a day to sign for, two to reply; five to close a simple case, fifteen another.
inline Standard usual_standard(Grade grade = Grade::simple) {
  Standard standard;
  standard.name = "示例标准";
  standard.grade = grade;
  standard.acceptance_minutes = kMinutesPerWorkingDay;
  standard.signing_minutes = kMinutesPerWorkingDay / 2;
  standard.reply_minutes = 2 * kMinutesPerWorkingDay;
  standard.promised_minutes = (grade == Grade::simple ? 5 : 15) * kMinutesPerWorkingDay;
  standard.legal_minutes = 2 * standard.promised_minutes;
  standard.most_extension_minutes = 5 * kMinutesPerWorkingDay;
  standard.extension_notice_minutes = kMinutesPerWorkingDay;
  standard.objection_minutes = kMinutesPerWorkingDay;
  standard.citation = "示例";
  standard.effective_from = *parse_date("2020-01-01");
  return standard;
}

inline constexpr std::string_view kUsualBands =
    R"([{"from":0,"until":800,"light":"green"},{"from":800,"until":1000,"light":"yellow"},)"
    R"({"from":1000,"light":"red"}])";

inline std::vector<Band> usual_bands() { return read_bands(kUsualBands, Measure::used_permille).value(); }

/// "a, b" of the problems, in their order; "ok" when there are none.
template <class T>
std::string codes(const Result<T>& result) {
  if (result) return "ok";
  std::string text;
  for (const Problem& problem : result.problems()) text += (text.empty() ? "" : ", ") + problem.code;
  return text;
}

inline std::string param(const Problem& problem, std::string_view name) {
  for (const auto& [key, value] : problem.params)
    if (key == name) return value;
  return "";
}

/// Whoever acts in a test. The program itself has no person; a stranger speaks for another firm.
enum class Who {
  program,
  officer,
  colleague,
  expert,
  secretary,
  administrator,
  leader,
  auditor,
  contact,
  stranger
};
inline constexpr int kWhoCount = 10;

/// The furnished zone. It is Monday 2020-06-15 nine o'clock until `now` is set.
class Desk {
 public:
  explicit Desk(storage::Database& database) : database_(database) {
    std::vector<const record::Entity*> entities = casework_module().entities;
    entities.insert(entities.end(),
                    {&record::describe<registry::Enterprise>(), &record::describe<registry::Person>(),
                     &record::describe<registry::Organisation>(), &record::describe<registry::Officer>(),
                     &record::describe<registry::Duty>(), &record::describe<registry::CalendarDay>()});
    storage::Catalogue::set(entities);
    within(Who::program, [&](Records& records) {
      furnish_law(records);
      furnish_people(records);
      furnish_checklist(records);
    });
  }

  Instant now = at("2020-06-15 09:00");
  Id firm, other_firm;
  static constexpr Id project{70};  ///< of no firm

  Id person(Who who) const { return people_[static_cast<std::size_t>(who)]; }

  storage::Scope scope(Who who) const {
    using storage::Role;
    static constexpr storage::Roles kRoles[kWhoCount] = {
        {Role::administrator}, {Role::officer}, {Role::officer}, {Role::officer}, {Role::secretary},
        {Role::administrator}, {Role::leader},  {Role::auditor}, {Role::contact}, {Role::contact}};
    static constexpr std::string_view kNames[kWhoCount] = {"zonewright", "演示员甲",   "演示员乙", "演示员丙",
                                                           "演示秘书",   "演示管理员", "演示领导", "演示审计",
                                                           "演示联系人", "演示外人"};
    const auto i = static_cast<std::size_t>(who);
    const Id enterprise = who == Who::contact ? firm : who == Who::stranger ? other_firm : Id{};
    return {.zone = {1},
            .actor = {.person = people_[i],
                      .name = std::string(kNames[i]),
                      .roles = kRoles[i],
                      .enterprise = enterprise},
            .now = now,
            .request = "test"};
  }

  template <class Act>
  void within(Who who, Act act) {
    const storage::Scope acting = scope(who);
    database_.write([&](storage::Connection& connection) {
      Records records(connection, acting);
      act(records);
    });
  }
  /// A write that leaves nothing behind when it is refused.
  template <class Act>
  auto attempt(Who who, Act act) {
    const storage::Scope acting = scope(who);
    return storage::transact(database_, [&](storage::Connection& connection) {
      Records records(connection, acting);
      return act(records);
    });
  }

  Result<Case> enter(Who who, Case draft) {
    return attempt(who, [&](Records& records) { return register_case(records, draft); });
  }
  Case simple_case(std::string title = "车间用电容量不足") const {
    Case draft;
    draft.title = std::move(title);
    draft.enterprise_id = firm;
    return draft;
  }
  /// One that takes the checklist a → b, c → d along.
  Case complex_case(std::string title = "新建变电站") const {
    Case draft = simple_case(std::move(title));
    draft.grade = Grade::complex;
    draft.category = Category::energy;
    return draft;
  }

  Result<Case> act(Who who, Id id, Verb verb, std::string_view body = "{}") {
    const auto json = record::parse_json(body);
    ZW_ASSERT(json.ok() && json->object(), "a test sends an object");
    return attempt(who, [&](Records& records) {
      const Case of_case = *records.find<Case>(id);
      return perform(records, of_case, move_of(verb), all_parties(records, of_case), *json);
    });
  }
  Result<Case> take_back(Who who, Id id) {
    return attempt(who, [&](Records& records) { return undo(records, *records.find<Case>(id)); });
  }
  Case load(Id id) {
    std::optional<Case> found;
    within(Who::program, [&](Records& records) { found = records.find<Case>(id); });
    return *found;
  }
  template <class T>
  std::vector<T> parts(Id id) {
    std::vector<T> found;
    within(Who::program,
           [&](Records& records) { found = parts_of_case<T>(records, id, [](const T&) { return true; }); });
    return found;
  }
  std::int64_t open_supervisions(Id id, SupervisionKind kind) {
    std::int64_t open = 0;
    for (const Supervision& supervision : parts<Supervision>(id))
      open += supervision.kind == kind && !supervision.closed_at;
    return open;
  }
  /// "kind>person" of every notice about the case, in their order.
  std::vector<std::string> notices(Id id) {
    std::vector<std::string> told;
    const std::vector<Notice> newest_first = parts<Notice>(id);
    for (const Notice& notice : std::views::reverse(newest_first))
      for (int who = 0; who < kWhoCount; ++who)
        if (notice.person_id && notice.person_id == people_[static_cast<std::size_t>(who)])
          told.push_back(fmt::format("{}>{}", notice.kind, who));
    return told;
  }
  storage::Database& database() { return database_; }

 private:
  void furnish_law(Records& records) {
    records.connection().execute(
        "INSERT INTO zone (zone_id, code, name, created_at) VALUES (1, 'test', '示例区', 0)");
    for (const zw::CalendarDay& day : shipped_days())
      if (civil(day.date).year == 2020)
        records.append(record::describe<registry::CalendarDay>(),
                       record::to_row(registry::CalendarDay{.day = day.date, .is_working = day.is_working}));
    for (const Grade grade : {Grade::simple, Grade::complex, Grade::stubborn})
      stored(records.insert(usual_standard(grade)));
    LightRule rule;
    rule.code = "case";
    rule.name = "示例亮灯规则";
    rule.bands = kUsualBands;
    rule.citation = "示例";
    rule.effective_from = *parse_date("2020-01-01");
    stored(records.insert(rule));
  }

  void furnish_people(Records& records) {
    registry::Enterprise enterprise;
    enterprise.name = "示例电子有限公司";
    enterprise.contact_name = "联系人甲";
    firm = stored(records.insert(enterprise));
    enterprise.name = "示例机械有限公司";
    other_firm = stored(records.insert(enterprise));
    records.connection().execute(
        "INSERT INTO project (zone_id, id, version, name, class, state, needs_residency, search_key) VALUES "
        "(1, "
        "$1, 1, '示例道路', 'industrial', 'building', 0, '')",
        {project.value});
    for (int i = 1; i < kWhoCount; ++i) {
      const storage::Scope named = scope(static_cast<Who>(i));
      registry::Person someone;
      someone.name = named.actor.name;
      if (named.actor.enterprise) someone.enterprise_id = named.actor.enterprise;
      people_[static_cast<std::size_t>(i)] = stored(records.insert(someone));
    }
    records.connection().execute(
        "INSERT INTO account (zone_id, id, person_id, login, password_hash, password_changed_at, "
        "must_change_password, roles, enterprise_id, totp_confirmed, totp_last_step, is_disabled, "
        "created_at) "
        "VALUES (1, 1, $1, 'desk', '-', 0, 0, 'secretary', 0, 0, 0, 0, 0)",
        {person(Who::secretary).value});
  }

  void furnish_checklist(Records& records) {
    Template checklist;
    checklist.code = "energy";
    checklist.name = "用能清单";
    checklist.category = Category::energy;
    checklist.state = TemplateState::published;
    const Id id = stored(records.insert(checklist));
    int sequence = 0;
    for (const auto& [code, depends_on] : std::initializer_list<std::pair<const char*, const char*>>{
             {"a", ""}, {"b", "a"}, {"c", "a"}, {"d", "b, c"}}) {
      TemplateStep step;
      step.template_id = id;
      step.code = code;
      step.name = std::string("步骤") + code;
      step.sequence = ++sequence;
      step.depends_on = depends_on;
      step.promised_days = 2;
      stored(records.insert(step));
    }
  }

  static Id stored(const Result<Id>& id) {
    ZW_ASSERT(id.ok(), "what a test furnishes is valid");
    return *id;
  }

  storage::Database& database_;
  std::array<Id, kWhoCount> people_{};
};

}  // namespace zw::modules::casework::testing
