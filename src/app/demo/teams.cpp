#include <fmt/format.h>

#include <array>
#include <string>

#include "app/demo/names.h"
#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

using registry::Post;
using registry::Team;
using registry::TeamKind;
using registry::TeamState;
using registry::Tenure;
using registry::TenureKind;

/// Who is who among the first people (see people.cpp).
constexpr Id kLeader{1}, kSecretary{2}, kAdministrator{3}, kAuditor{4};
constexpr int kFirstOtherOfficial = 5;

class TeamMaker {
 public:
  explicit TeamMaker(DemoZone& zone) : zone_(zone) {}

  void seat_offices() {
    const Date since = day(2018, 3, 1);
    seat("管委会主任", Id{1}, {}, true, kLeader, TenureKind::full, since);
    seat_with_predecessor();
    seat("街道党工委书记", Id{2}, {}, true, kSecretary, TenureKind::full, since);
    seat("街道办事处主任", Id{2}, {}, true, official(1), TenureKind::full, since);
    seat("信息中心主任", Id{14}, {}, true, kAdministrator, TenureKind::full, since);
    seat("财政金融局副局长（审计）", Id{7}, {}, false, kAuditor, TenureKind::full, since);
    for (std::int64_t office = 3; office <= 13; ++office)
      seat(office == 13 ? "企业服务中心主任" : "局长", Id{office}, {}, true, official(office - 1),
           office == 11 ? TenureKind::acting : TenureKind::full, since);
  }

  // Teams follow in the order of their founding, so that an earlier stage simply has fewer of them.
  void make_grids() {
    for (int grid = 0; grid < kGrids; ++grid) {
      const Id team = found(fmt::format("示例湖街道{}网格", ordinal(grid + 1)), TeamKind::grid, {},
                            day(2019, 6, 1), {}, "联系网格内企业，问题不出网格");
      seat("网格长", {}, team, true, officer(grid), TenureKind::concurrent, day(2019, 6, 1));
    }
  }
  void make_task_forces() {
    make_task_force("工业企业复工专班", "规上工业企业复工、用工、物流、产业链", 14);
    make_task_force("服务业复工专班", "商贸、服务业企业复工与防疫指导", 15);
    make_task_force("项目建设专班", "54个项目复工、节点与要素保障", 16);
  }
  void make_help_teams() {
    static constexpr std::array<std::string_view, 7> kThemes = {
        "用工招聘", "融资服务", "物流通行", "产业链配套", "防疫物资", "政策兑现", "项目审批"};
    for (std::size_t i = 0; i < kThemes.size(); ++i) {
      const Id team = found(fmt::format("{}帮办小组", kThemes[i]), TeamKind::help_team, {}, day(2020, 2, 9),
                            day(2020, 12, 31), fmt::format("复产达能帮办：{}", kThemes[i]));
      seat("组长", {}, team, true, official(17 + static_cast<std::int64_t>(i)), TenureKind::concurrent,
           day(2020, 2, 9));
      for (int member = 0; member < 3; ++member)
        seat("组员", {}, team, false, officer(17 + static_cast<int>(i) * 3 + member), TenureKind::concurrent,
             day(2020, 2, 9));
    }
  }
  /// The subdistrict's secretary is also secretary of the first branch: one person, two seats.
  void make_branches() {
    static constexpr std::array<std::size_t, 5> kProjectIndexes = {19, 18, 35, 26, 38};
    for (std::size_t i = 0; i < kProjectIndexes.size(); ++i) {
      const auto& project = zone_.projects[kProjectIndexes[i]];
      const Id team = found(fmt::format("{}临时党支部", project.name), TeamKind::party_branch, {},
                            day(2020, 3, 3), day(2020, 12, 31), "支部建在项目上，党旗插在工地上", project.id);
      const Date since = day(2020, 3, 3);
      seat("支部书记", {}, team, true, i == 0 ? kSecretary : official(24 + static_cast<std::int64_t>(i)),
           TenureKind::concurrent, since);
      seat("组织委员", {}, team, false, officer(40 + 2 * static_cast<int>(i)), TenureKind::concurrent, since);
      seat("宣传委员", {}, team, false, officer(41 + 2 * static_cast<int>(i)), TenureKind::concurrent, since);
    }
  }
  void make_headquarters() {
    make_headquarters_of(0, official(29));
    make_headquarters_of(1, official(30));
  }

 private:
  static Id official(std::int64_t index) { return Id{kFirstOtherOfficial + index}; }
  Id officer(int index) const { return zone_.officers[static_cast<std::size_t>(index)].person_id; }

  void make_task_force(std::string name, std::string charter, std::int64_t lead) {
    const Date since = day(2020, 2, 3);
    const Id team = found(std::move(name), TeamKind::task_force, {}, day(2020, 2, 3), day(2020, 12, 31),
                          std::move(charter));
    seat("专班组长", {}, team, true, official(lead), TenureKind::concurrent, since);
    for (int member = 0; member < 4; ++member)
      seat("专班成员", {}, team, false, officer(50 + static_cast<int>(lead - 14) * 4 + member),
           TenureKind::concurrent, since);
  }

  void make_headquarters_of(std::size_t cluster, Id commander) {
    const auto& programme = zone_.programmes[cluster];
    const Date since = day(2020, 3, 20);
    const Id head =
        found(programme.name + "前线指挥部", TeamKind::front_headquarters, {}, since, day(2020, 12, 31),
              "统筹组团项目进度、资源与安全，每周两次例会", programme.id, "programme");
    seat("总指挥", {}, head, true, commander, TenureKind::concurrent, since);
    seat("副总指挥", {}, head, false, official(31 + static_cast<std::int64_t>(cluster)),
         TenureKind::concurrent, since);
    const struct {
      std::string_view name, charter;
      TeamKind kind;
    } groups[] = {{"攻坚组", "关键节点攻坚", TeamKind::tackling_team},
                  {"保障组", "人员、设备、材料、防疫保障", TeamKind::support_team},
                  {"审计组", "全程跟踪审计，只读工作记录", TeamKind::audit_team}};
    for (std::size_t g = 0; g < 3; ++g) {
      const Id team = found(fmt::format("{}{}", programme.name, groups[g].name), groups[g].kind, head, since,
                            day(2020, 12, 31), std::string(groups[g].charter));
      const bool is_audit = groups[g].kind == TeamKind::audit_team;
      seat("组长", {}, team, true,
           is_audit ? kAuditor : official(33 + static_cast<std::int64_t>(3 * cluster + g)),
           TenureKind::concurrent, since);
      if (is_audit) continue;
      for (int member = 0; member < 2; ++member)
        seat("组员", {}, team, false, officer(62 + static_cast<int>(4 * cluster + 2 * g) + member),
             TenureKind::concurrent, since);
    }
  }

  Id found(std::string name, TeamKind kind, std::optional<Id> parent, Date from, std::optional<Date> until,
           std::string charter, std::optional<Id> subject = {}, std::string subject_kind = "project") {
    Team team{.name = std::move(name),
              .kind = kind,
              .parent_id = parent,
              .charter = std::move(charter),
              .starts_on = from,
              .ends_on = until,
              .state = TeamState::active,
              .subject_kind = subject ? std::move(subject_kind) : "",
              .subject_id = {}};
    if (subject) team.subject_id = subject->value;
    return add(zone_.teams, std::move(team)).id;
  }

  void seat(std::string post_name, std::optional<Id> organisation, std::optional<Id> team, bool leads,
            Id person, TenureKind kind, Date since) {
    const Post& post = add(zone_.posts, Post{.name = std::move(post_name),
                                             .organisation_id = organisation,
                                             .team_id = team,
                                             .is_lead = leads});
    add(zone_.tenures, Tenure{.person_id = person,
                              .post_id = post.id,
                              .kind = kind,
                              .starts_on = since,
                              .ends_on = {},
                              .hand_over_note = ""});
  }

  /// One seat that has changed hands, note and all.
  void seat_with_predecessor() {
    const Date changed = day(2019, 11, 18);
    const Post& post = add(
        zone_.posts, Post{.name = "管委会副主任", .organisation_id = Id{1}, .team_id = {}, .is_lead = false});
    add(zone_.tenures, Tenure{.person_id = official(40),
                              .post_id = post.id,
                              .kind = TenureKind::full,
                              .starts_on = day(2016, 5, 1),
                              .ends_on = changed,
                              .hand_over_note = "分管工业与项目；在办事项清单已交接"});
    add(zone_.tenures, Tenure{.person_id = official(0),
                              .post_id = post.id,
                              .kind = TenureKind::full,
                              .starts_on = changed,
                              .ends_on = {},
                              .hand_over_note = ""});
  }

  DemoZone& zone_;
};

}  // namespace

void add_teams(DemoZone& zone) {
  TeamMaker maker(zone);
  maker.seat_offices();
  maker.make_grids();
  maker.make_task_forces();
  maker.make_help_teams();
  maker.make_branches();
  maker.make_headquarters();
}

}  // namespace zw::app::demo
