#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/demo/names.h"
#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

using registry::Duty;
using registry::DutyState;
using registry::ObjectKind;

constexpr int kObjects = kEnterprises + kProjects;
/// Objects that changed hands once before the article's day.
constexpr int kHandedOver = 120;

struct Object {
  ObjectKind kind;
  Id id;
  bool needs_residency = false;
  std::string_view industry, skill, language;
  Point place;
  int officer = -1;  ///< index in the block
};

std::set<std::string_view> words(std::string_view list) {
  std::set<std::string_view> parts;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    parts.insert(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return parts;
}

struct Desk {
  std::set<std::string_view> skills, industries, languages;
  Point place;
  int free = 0;
  bool has_resident = false;
};

/// Back from millionths of a degree; metres are enough to compare distances.
Point point_of(std::optional<std::int64_t> latitude, std::optional<std::int64_t> longitude) {
  return {*longitude * 96 / 1000, *latitude * 111 / 1000};
}

/// How the zone's clerks would have judged a pair; the planned assignment knows better, which is what it is
/// for.
std::int64_t fitness(const Object& object, const Desk& desk) {
  const std::int64_t metres =
      std::abs(object.place.east - desk.place.east) + std::abs(object.place.north - desk.place.north);
  return (desk.skills.contains(object.skill) ? 40 : 0) +
         (desk.industries.contains(object.industry) ? 60 : 0) - std::min<std::int64_t>(metres / 100, 100);
}

/// 74 loads with sum 2,090 and maximum 41: pairs of officers share unevenly around the mean of 28.2.
std::array<int, kOfficers> loads(Rng& rng) {
  std::array<int, kOfficers> load{};
  for (int i = 0; i < kOfficers; ++i)
    load[static_cast<std::size_t>(i)] = kObjects / kOfficers + (i < kObjects % kOfficers ? 1 : 0);
  constexpr int kHighest = 41;
  for (std::size_t i = 0; i + 1 < load.size(); i += 2) {
    const int highest = kHighest - load[i];
    const int shift = i == 0 ? highest : static_cast<int>(rng.between(0, highest));
    load[i] += shift, load[i + 1] -= shift;
  }
  rng.shuffle(load);
  return load;
}

/// The duties of one block of 74 officers and 2,090 objects.
class Block {
 public:
  Block(DemoZone& zone, Rng& rng, int number)
      : zone_(zone), rng_(rng), first_officer_(std::int64_t{number} * kOfficers + 1) {
    const auto load = loads(rng_);
    for (std::size_t i = 0; i < load.size(); ++i)
      add_desk(zone_.officers[static_cast<std::size_t>(first_officer_) - 1 + i], load[i]);
    const auto first_firm = static_cast<std::size_t>(number) * kEnterprises,
               first_project = static_cast<std::size_t>(number) * kProjects;
    for (std::size_t i = 0; i < kEnterprises; ++i) add_firm(zone_.enterprises[first_firm + i]);
    for (std::size_t i = 0; i < kProjects; ++i) add_project(zone_.projects[first_project + i]);
  }

  void assign() {
    // Those with fewest candidates choose first: a whole officer, then a language, then everybody as the
    // calls came in.
    rng_.shuffle(objects_);
    std::stable_sort(objects_.begin(), objects_.end(),
                     [](const Object& a, const Object& b) { return rank(a) < rank(b); });
    for (Object& object : objects_) object.officer = choose(object);
  }

  void write(std::vector<Duty>& duties) {
    for (std::size_t i = 0; i < objects_.size(); ++i) write(objects_[i], static_cast<int>(i), duties);
  }

 private:
  static int rank(const Object& object) {
    return (object.needs_residency ? 0 : 2) + (object.language.empty() ? 1 : 0);
  }

  void add_desk(const registry::Officer& officer, int load) {
    desks_.push_back({words(officer.skills), words(officer.industries), words(officer.languages),
                      point_of(officer.latitude_e6, officer.longitude_e6), load, false});
  }
  void add_firm(const registry::Enterprise& firm) {
    objects_.push_back({ObjectKind::enterprise, firm.id, firm.needs_residency, firm.industry_code,
                        firm.needs_skill, firm.needs_language,
                        point_of(firm.latitude_e6, firm.longitude_e6)});
  }
  void add_project(const projects::Project& project) {
    objects_.push_back({ObjectKind::project,
                        project.id,
                        project.needs_residency,
                        {},
                        "项目报建",
                        {},
                        point_of(project.latitude_e6, project.longitude_e6)});
  }

  int choose(const Object& object) {
    int best = -1;
    std::int64_t best_fitness = 0;
    for (std::size_t i = 0; i < desks_.size(); ++i) {
      const Desk& desk = desks_[i];
      if (desk.free == 0 || (object.needs_residency && desk.has_resident)) continue;
      if (!object.language.empty() && !desk.languages.contains(object.language)) continue;
      const auto fit = fitness(object, desk);
      if (best < 0 || fit > best_fitness) best = static_cast<int>(i), best_fitness = fit;
    }
    ZW_ASSERT(best >= 0, "somebody with a free place speaks the language and lives nowhere yet");
    Desk& chosen = desks_[static_cast<std::size_t>(best)];
    --chosen.free;
    chosen.has_resident = chosen.has_resident || object.needs_residency;
    return best;
  }

  /// The first 1,450 have somebody by 15 March; 120 of the later ones among them change hands afterwards or
  /// just before.
  void write(const Object& object, int place, std::vector<Duty>& duties) {
    const Date opening = day(2020, 2, 12), middle = date_of(Stage::middle);
    const bool is_early = place < kAssignedInTheMiddle;
    const Date since =
        is_early ? opening + place * 32 / kAssignedInTheMiddle
                 : middle + 1 + (place - kAssignedInTheMiddle) * 60 / (kObjects - kAssignedInTheMiddle);
    Duty duty{.object_kind = object.kind,
              .object_id = object.id.value,
              .officer_id = officer(object.officer),
              .kind = registry::DutyKind::accountable,
              .is_residency = object.needs_residency,
              .starts_on = since,
              .ends_on = {},
              .state = DutyState::active,
              .reason = is_early ? "首轮分派" : "扩面分派",
              .plan_id = {}};
    const bool is_handed_over =
        is_early && place >= kAssignedInTheMiddle - 10 * kHandedOver && place % 10 == 0;
    if (!is_handed_over) {
      duties.push_back(std::move(duty));
      return;
    }
    Duty ended = duty;
    ended.officer_id = officer(other_than(object.officer));
    ended.ends_on = place % 20 == 0 ? middle - 2 : middle + 24;
    ended.state = DutyState::ended;
    ended.reason = "驻厂员轮换";
    duty.starts_on = *ended.ends_on;
    duty.reason = "驻厂员轮换";
    duties.push_back(std::move(ended));
    duties.push_back(std::move(duty));
  }

  int other_than(int officer) {
    return static_cast<int>((officer + 1 + rng_.below(kOfficers - 1)) % kOfficers);
  }
  Id officer(int index) const { return Id{first_officer_ + index}; }

  DemoZone& zone_;
  Rng& rng_;
  std::int64_t first_officer_;
  std::vector<Desk> desks_;
  std::vector<Object> objects_;
};

}  // namespace

void add_duties(DemoZone& zone) {
  Rng rng = rng_for(zone, Stream::duties);
  std::vector<Duty> duties;
  for (int number = 0; number < zone.options.scale; ++number) {
    Block block(zone, rng, number);
    block.assign();
    block.write(duties);
  }
  std::stable_sort(duties.begin(), duties.end(),
                   [](const Duty& a, const Duty& b) { return a.starts_on < b.starts_on; });
  for (Duty& duty : duties) add(zone.duties, std::move(duty));
}

}  // namespace zw::app::demo
