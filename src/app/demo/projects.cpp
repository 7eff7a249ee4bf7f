#include <fmt/format.h>

#include <array>
#include <string>

#include "app/demo/names.h"
#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

using modules::casework::Category;
using projects::Phase;
using projects::Programme;
using projects::ProgrammeKind;
using projects::Project;
using projects::ProjectClass;
using projects::ProjectState;

/// One of the 54; `cluster` and `programme` count from 1, 0 is none.
struct Sample {
  std::string_view name;
  ProjectClass project_class;
  int cluster = 0;
  int programme = 0;
  bool needs_residency = false;
};

constexpr auto kIndustrial = ProjectClass::industrial;
constexpr auto kUrban = ProjectClass::urban;
constexpr auto kLivelihood = ProjectClass::livelihood;

constexpr std::array<Sample, kProjects> kSamples = {{
    {"示例10GW单晶硅片项目", kIndustrial, 0, 3, true},
    {"示例电子级多晶硅项目", kIndustrial, 0, 4, true},
    {"示例颗粒硅项目", kIndustrial, 0, 5, true},
    {"示例光伏组件智能工厂项目", kIndustrial, 0, 0, true},
    {"示例工程机械再制造基地项目", kIndustrial, 0, 0, true},
    {"示例高端液压元件项目", kIndustrial, 0, 0, true},
    {"示例半导体封装测试项目", kIndustrial, 0, 0, true},
    {"示例新能源汽车电驱项目", kIndustrial, 0, 0, true},
    {"示例第三代半导体衬底项目", kIndustrial, 0, 0, true},
    {"示例生物医药中试基地项目", kIndustrial, 0, 0, true},
    {"示例电子特气项目", kIndustrial},
    {"示例工业机器人产业园项目", kIndustrial},
    {"示例精密轴承项目", kIndustrial},
    {"示例动力电池结构件项目", kIndustrial},
    {"示例智慧物流装备项目", kIndustrial},
    {"示例绿色建材项目", kIndustrial},
    {"示例电子材料产业园项目", kIndustrial},
    {"示例数据中心装备项目", kIndustrial},
    {"示例湖数字街区项目", kUrban, 1, 0, true},
    {"示例湖创新园项目", kUrban, 1, 0, true},
    {"示例湖城市客厅项目", kUrban, 1, 0, true},
    {"示例湖人才创业基地项目", kUrban, 1},
    {"示例湖综合管廊项目", kUrban, 1},
    {"示例湖商业综合体项目", kUrban, 1},
    {"示例湖文化中心项目", kUrban, 1},
    {"示例湖地下停车场项目", kUrban, 1},
    {"示例新城路网项目", kUrban, 2, 0, true},
    {"示例新城人才公寓项目", kUrban, 2, 0, true},
    {"示例新城生态廊道项目", kUrban, 2},
    {"示例新城体育公园项目", kUrban, 2},
    {"示例新城站前广场更新项目", kUrban, 2},
    {"示例大道快速化改造项目", kUrban},
    {"示例污水处理厂提标项目", kUrban},
    {"示例变电站迁建项目", kUrban},
    {"示例老旧厂区更新项目", kUrban},
    {"示例湖小学项目", kLivelihood, 1},
    {"示例湖幼儿园项目", kLivelihood, 1},
    {"示例湖社区卫生服务中心项目", kLivelihood, 1},
    {"示例新城小学项目", kLivelihood, 2, 0, true},
    {"示例新城养老服务中心项目", kLivelihood, 2},
    {"示例新城安置房一期项目", kLivelihood, 2},
    {"示例新城安置房二期项目", kLivelihood, 2},
    {"示例湖中学项目", kLivelihood},
    {"示例湖农贸市场改造项目", kLivelihood},
    {"示例湖社区公园项目", kLivelihood},
    {"示例湖老旧小区改造一批项目", kLivelihood},
    {"示例湖老旧小区改造二批项目", kLivelihood},
    {"示例湖公交首末站项目", kLivelihood},
    {"示例湖图书分馆项目", kLivelihood},
    {"示例湖便民服务大厅项目", kLivelihood},
    {"示例湖健身步道项目", kLivelihood},
    {"示例湖康复站项目", kLivelihood},
    {"示例湖供水管网改造项目", kLivelihood},
    {"示例湖充电设施项目", kLivelihood},
}};

/// A step of a project's life and the state it lifts the project into.
struct Step {
  std::string_view name;
  ProjectState state;
  std::optional<Category> factor = {};
};
using Steps = std::array<Step, kNodesPerProject>;

constexpr Steps kIndustrialSteps = {{{"签约", ProjectState::signed_up},
                                     {"立项备案", ProjectState::approved, Category::permits},
                                     {"供地", ProjectState::land, Category::land},
                                     {"环评批复", ProjectState::permits, Category::eia},
                                     {"施工许可", ProjectState::permits, Category::permits},
                                     {"开工", ProjectState::started},
                                     {"主体封顶", ProjectState::building},
                                     {"设备安装", ProjectState::building},
                                     {"试生产", ProjectState::completed},
                                     {"投产", ProjectState::producing}}};
constexpr Steps kUrbanSteps = {{{"立项批复", ProjectState::approved, Category::permits},
                                {"选址与用地预审", ProjectState::land, Category::land},
                                {"方案审查", ProjectState::permits, Category::permits},
                                {"工程规划许可", ProjectState::permits, Category::permits},
                                {"施工许可", ProjectState::permits, Category::permits},
                                {"开工", ProjectState::started},
                                {"±0.00", ProjectState::building},
                                {"主体封顶", ProjectState::building},
                                {"安装与装修", ProjectState::building},
                                {"联合验收", ProjectState::completed, Category::permits}}};
constexpr Steps kLivelihoodSteps = {{{"需求征集", ProjectState::planned},
                                     {"立项批复", ProjectState::approved, Category::permits},
                                     {"用地落实", ProjectState::land, Category::land},
                                     {"招标完成", ProjectState::permits, Category::permits},
                                     {"施工许可", ProjectState::permits, Category::permits},
                                     {"开工", ProjectState::started},
                                     {"主体完成", ProjectState::building},
                                     {"装修与设备", ProjectState::building},
                                     {"竣工验收", ProjectState::completed, Category::permits},
                                     {"交付启用", ProjectState::completed}}};

const Steps& steps_of(ProjectClass project_class) {
  switch (project_class) {
    case ProjectClass::industrial:
      return kIndustrialSteps;
    case ProjectClass::urban:
      return kUrbanSteps;
    case ProjectClass::livelihood:
      return kLivelihoodSteps;
  }
  return kUrbanSteps;
}

/// The sites stood still from 24 January to 20 February. Each plan has a step due in that time, done later
/// and only then made up for: every project is behind on 1 March and ahead on 31 May.
class Timetable {
 public:
  explicit Timetable(Rng& rng) {
    const auto due_in_the_stop = static_cast<int>(rng.between(2, 5));
    const auto done_by_may = static_cast<int>(rng.between(due_in_the_stop + 1, 7));
    const Date stop = day(2020, 1, 24), march = day(2020, 3, 1), may_end = day(2020, 5, 31);
    for (int i = 0; i < kNodesPerProject; ++i) {
      Date plan, done;
      if (i < due_in_the_stop) {
        plan = stop - 40 * (due_in_the_stop - i) + static_cast<int>(rng.between(0, 25));
        done = plan - static_cast<int>(rng.between(0, 6));
      } else if (i == due_in_the_stop) {
        plan = stop + static_cast<int>(rng.between(2, 34));
        done = march + static_cast<int>(rng.between(3, 20));
      } else if (i < done_by_may) {
        plan = march + 25 + 12 * (i - due_in_the_stop) + static_cast<int>(rng.between(0, 9));
        done = plan - static_cast<int>(rng.between(0, 2));
      } else if (i == done_by_may) {
        plan = may_end + static_cast<int>(rng.between(3, 40));
        done = may_end - static_cast<int>(rng.between(0, 9));
      } else {
        plan = may_end + 45 * (i - done_by_may) + static_cast<int>(rng.between(10, 40));
        done = plan;  // later than any stage: not done yet
      }
      planned[static_cast<std::size_t>(i)] = plan;
      actual[static_cast<std::size_t>(i)] = done;
    }
  }
  std::array<Date, kNodesPerProject> planned, actual;
};

class ProjectMaker {
 public:
  explicit ProjectMaker(DemoZone& zone) : zone_(zone), rng_(rng_for(zone, Stream::projects)) {}

  /// The clusters are programmes 1 and 2, the capacity programmes 3 to 5.
  void make_programmes() {
    add(zone_.programmes, Programme{.name = "示例湖核心区项目组团",
                                    .kind = ProgrammeKind::cluster,
                                    .target_capacity = {},
                                    .capacity_unit = "",
                                    .enterprise_id = {},
                                    .note = "设前线指挥部，每周两次例会"});
    add(zone_.programmes, Programme{.name = "示例新城项目组团",
                                    .kind = ProgrammeKind::cluster,
                                    .target_capacity = {},
                                    .capacity_unit = "",
                                    .enterprise_id = {},
                                    .note = "设前线指挥部，每周两次例会"});
    make_programme("示例单晶硅片基地", 10, "GW");
    make_programme("示例电子级多晶硅基地", 5'000, "吨/年");
    make_programme("示例颗粒硅基地", 54'000, "吨/年");
  }

  void make_block(int block) {
    for (std::size_t i = 0; i < kSamples.size(); ++i) make(kSamples[i], static_cast<int>(i), block);
  }

  void make_phases() {
    using projects::PhaseState;
    add_phase(1, 1, "一期", 5, "GW", day(2020, 6, 30), PhaseState::trial);
    add_phase(1, 2, "二期", 5, "GW", day(2021, 6, 30), PhaseState::building);
    add_phase(2, 1, "一期", 5'000, "吨/年", *zone_.projects[1].planned_finish, PhaseState::building);
    add_phase(3, 1, "一期", 6'000, "吨/年", day(2020, 5, 20), PhaseState::producing);
    add_phase(3, 2, "二期", 14'000, "吨/年", day(2021, 3, 31), PhaseState::building);
    add_phase(3, 3, "三期", 34'000, "吨/年", day(2022, 9, 30), PhaseState::planned);
  }

 private:
  void make_programme(std::string name, std::int64_t capacity, std::string unit) {
    add(zone_.programmes, Programme{.name = std::move(name),
                                    .kind = ProgrammeKind::programme,
                                    .target_capacity = capacity,
                                    .capacity_unit = std::move(unit),
                                    .enterprise_id = Id{1},  // the largest group's holding
                                    .note = "分期产能之和等于目标产能"});
  }

  void make(const Sample& sample, int index, int block) {
    Project project;
    project.name =
        block == 0 ? std::string(sample.name) : fmt::format("{}（{}片区）", sample.name, ordinal(block));
    project.code = fmt::format("SL2020-{:04}", zone_.projects.size() + 1);
    project.project_class = sample.project_class;
    if (block == 0 && sample.cluster > 0) project.cluster_id = Id{sample.cluster};
    if (block == 0 && sample.programme > 0) {
      const Programme& programme = zone_.programmes[static_cast<std::size_t>(sample.programme) - 1];
      project.programme_id = programme.id;
      project.design_capacity = programme.target_capacity;
      project.capacity_unit = programme.capacity_unit;
    }
    project.enterprise_id = owner(sample, index, block);
    project.owner_organisation_id = responsible(sample.project_class);
    const Point point = near(grid_centre(static_cast<int>(rng_.below(kGrids))), 2600, rng_);
    project.latitude_e6 = latitude_e6(point);
    project.longitude_e6 = longitude_e6(point);
    project.address = address(rng_);
    project.investment =
        ten_thousand_yuan(10'000 * rng_.between(sample.project_class == kIndustrial ? 5 : 1,
                                                sample.project_class == kLivelihood ? 6 : 60));
    project.needs_residency = sample.needs_residency;
    add(zone_.projects, std::move(project));
    make_nodes(zone_.projects.back());
  }

  /// Industrial projects belong to a project company of the large group, or to a child of another industrial
  /// group.
  std::optional<Id> owner(const Sample& sample, int index, int block) const {
    if (sample.project_class != kIndustrial) return {};
    const std::int64_t base = std::int64_t{block} * kEnterprises;
    if (index < 3) return Id{base + 3 + index};  // below the first sub-holding
    if (index < 6) return Id{base + 4 + index};  // below the second
    const int other = index - 6;
    return Id{base + 11 + 4 * (other / 3) + other % 3};  // groups of four: holding and three
  }

  /// Construction bureau for the city, subdistrict for the people, economic bureau for industry.
  Id responsible(ProjectClass project_class) const {
    const std::string_view wanted = project_class == kIndustrial ? "示例经开区经济发展局"
                                    : project_class == kUrban    ? "示例经开区建设局"
                                                                 : "示例湖街道办事处";
    for (const auto& organisation : zone_.organisations)
      if (organisation.name == wanted) return organisation.id;
    ZW_ASSERT(false, "organisations are made before projects");
    return {};
  }

  void make_nodes(Project& project) {
    static constexpr std::array<std::int64_t, kNodesPerProject> kWeights = {5,  5,  8,  8,  8,
                                                                            10, 18, 16, 12, 10};
    // A permit, the start, the shell, the last one.
    static constexpr std::array<bool, kNodesPerProject> kKeys = {false, false, false, false, true,
                                                                 true,  true,  false, false, true};
    const Timetable timetable(rng_);
    const Steps& steps = steps_of(project.project_class);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      add(zone_.nodes, projects::Node{.project_id = project.id,
                                      .name = std::string(steps[i].name),
                                      .sequence = static_cast<std::int64_t>(i) + 1,
                                      .planned_on = timetable.planned[i],
                                      .actual_on = timetable.actual[i],
                                      .state = projects::NodeState::done,
                                      .weight = kWeights[i],
                                      .factor = steps[i].factor,
                                      .is_key = kKeys[i]});
      if (steps[i].state == ProjectState::started) project.planned_start = timetable.planned[i];
    }
    project.planned_finish = timetable.planned.back();
  }

  void add_phase(std::int64_t project, std::int64_t sequence, std::string name, std::int64_t capacity,
                 std::string unit, Date planned, projects::PhaseState state) {
    const bool is_producing = state == projects::PhaseState::producing;
    add(zone_.phases, Phase{.project_id = Id{project},
                            .name = std::move(name),
                            .sequence = sequence,
                            .capacity = capacity,
                            .capacity_unit = std::move(unit),
                            .planned_on = planned,
                            .actual_on = is_producing ? std::optional(planned - 3) : std::nullopt,
                            .state = state});
  }

  DemoZone& zone_;
  Rng rng_;
};

}  // namespace

ProjectState state_after(ProjectClass project_class, std::size_t steps_done) {
  return steps_done == 0 ? ProjectState::planned : steps_of(project_class)[steps_done - 1].state;
}

void add_projects(DemoZone& zone) {
  ProjectMaker maker(zone);
  maker.make_programmes();
  for (int block = 0; block < zone.options.scale; ++block) maker.make_block(block);
  maker.make_phases();
}

}  // namespace zw::app::demo
