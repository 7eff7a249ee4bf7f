#include <fmt/format.h>

#include <array>
#include <set>
#include <string>

#include "app/demo/names.h"
#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

using registry::Officer;
using registry::Organisation;
using registry::OrganisationKind;
using registry::Person;

struct Office {
  std::string_view name;
  OrganisationKind kind;
};

constexpr std::array kOffices = {Office{"示例经开区管理委员会", OrganisationKind::committee},
                                 Office{"示例湖街道办事处", OrganisationKind::subdistrict},
                                 Office{"示例经开区经济发展局", OrganisationKind::department},
                                 Office{"示例经开区建设局", OrganisationKind::department},
                                 Office{"示例经开区行政审批局", OrganisationKind::department},
                                 Office{"示例经开区人力资源和社会保障局", OrganisationKind::department},
                                 Office{"示例经开区财政金融局", OrganisationKind::department},
                                 Office{"示例经开区应急管理局", OrganisationKind::department},
                                 Office{"示例经开区生态环境分局", OrganisationKind::department},
                                 Office{"示例经开区自然资源和规划分局", OrganisationKind::department},
                                 Office{"示例经开区科技人才局", OrganisationKind::department},
                                 Office{"示例经开区商务招商局", OrganisationKind::department},
                                 Office{"示例经开区企业服务中心", OrganisationKind::department},
                                 Office{"示例经开区信息中心", OrganisationKind::department},
                                 Office{"示例农商银行", OrganisationKind::bank},
                                 Office{"示例城市银行", OrganisationKind::bank},
                                 Office{"示例产业银行", OrganisationKind::bank},
                                 Office{"演示普惠银行", OrganisationKind::bank},
                                 Office{"演示外贸银行", OrganisationKind::bank},
                                 Office{"演示建设储蓄银行", OrganisationKind::bank},
                                 Office{"示例第一医院", OrganisationKind::hospital},
                                 Office{"示例第二医院", OrganisationKind::hospital},
                                 Office{"演示中医医院", OrganisationKind::hospital},
                                 Office{"示例人力资源服务产业园", OrganisationKind::labour_agency}};

/// Officials 1 to 60: first the four who lend their shoes to visitors, then two for each office, then the
/// rest.
constexpr int kOfficials = 60;
constexpr int kFirmContacts = 58;

std::string join(const std::set<std::string_view>& words) {
  std::string text;
  for (std::string_view word : words) text += fmt::format("{}{}", text.empty() ? "" : ",", word);
  return text;
}

void add_officials(DemoZone& zone) {
  // Leader, secretary, administrator, auditor: their seats are in add_teams.
  static constexpr std::array<std::int64_t, 4> kSeats = {1, 2, 14, 7};
  for (int i = 0; i < kOfficials; ++i) {
    const auto organisation = i < 4 ? kSeats[static_cast<std::size_t>(i)]
                                    : 1 + (i - 4) % static_cast<std::int64_t>(kOffices.size());
    add(zone.people, Person{.name = person_name(i),
                            .mobile = phone(9'000 + i),
                            .email = fmt::format("official{:02}@example.invalid", i + 1),
                            .organisation_id = Id{organisation},
                            .enterprise_id = {},
                            .note = ""});
  }
}

void add_firm_contacts(DemoZone& zone) {
  int count = 0;
  for (const auto& firm : zone.enterprises) {
    if (count == kFirmContacts) break;
    if (firm.size_class != registry::SizeClass::industry_above) continue;
    ++count;
    add(zone.people, Person{.name = firm.contact_name,
                            .mobile = firm.contact_phone,
                            .email = "",
                            .organisation_id = {},
                            .enterprise_id = firm.id,
                            .note = "企业联系人"});
  }
}

class OfficerMaker {
 public:
  explicit OfficerMaker(DemoZone& zone) : zone_(zone), rng_(rng_for(zone, Stream::people)) {}

  void make(int number) {
    const int in_block = number % kOfficers;
    // Every third officer is lent by an office other than the subdistrict.
    const std::int64_t home = in_block % 3 == 2 ? 3 + in_block % 11 : 2;
    const Person& person = add(zone_.people, Person{.name = officer_name(number + 1),
                                                    .mobile = phone(5'000 + number),
                                                    .email = "",
                                                    .organisation_id = Id{home},
                                                    .enterprise_id = {},
                                                    .note = ""});
    const int grid = in_block % kGrids;
    const Point desk = grid_centre(grid);
    add(zone_.officers, Officer{.person_id = person.id,
                                .skills = pick_skills(in_block),
                                .industries = pick_industries(in_block),
                                .languages = pick_languages(in_block),
                                .capacity = 40 + 5 * static_cast<std::int64_t>(rng_.below(2)),
                                .station = station(grid),
                                .latitude_e6 = latitude_e6(desk),
                                .longitude_e6 = longitude_e6(desk),
                                .available_from = day(2020, 2, 3),
                                .available_until = {},
                                .state = registry::OfficerState::active});
  }

 private:
  /// Everybody brings three; walking through the list, each skill is somebody's first.
  std::string pick_skills(int in_block) {
    std::set<std::string_view> chosen{skills()[static_cast<std::size_t>(in_block) % skills().size()]};
    while (chosen.size() < 3) chosen.insert(rng_.pick(skills()));
    return join(chosen);
  }
  /// Divisions known from work, drawn as often as firms have them.
  std::string pick_industries(int in_block) {
    std::set<std::string_view> chosen{in_block % 3 == 0 ? rng_.pick(industrial_divisions())
                                                        : rng_.pick(small_divisions())};
    while (chosen.size() < 4)
      chosen.insert(rng_.chance(30) ? rng_.pick(service_divisions()) : rng_.pick(small_divisions()));
    return join(chosen);
  }
  static std::string pick_languages(int in_block) {
    static constexpr std::array<std::string_view, 4> kDialects = {"四川话", "山东话", "河南话", "安徽话"};
    std::string languages =
        fmt::format("普通话,{}", kDialects[static_cast<std::size_t>(in_block) % kDialects.size()]);
    if (in_block % 4 == 1) languages += ",英语";
    if (in_block % 9 == 4) languages += ",日语";
    if (in_block % 9 == 7) languages += ",韩语";
    return languages;
  }

  DemoZone& zone_;
  Rng rng_;
};

}  // namespace

void add_organisations(DemoZone& zone) {
  for (const Office& office : kOffices) {
    const bool belongs_to_committee =
        office.kind == OrganisationKind::subdistrict || office.kind == OrganisationKind::department;
    add(zone.organisations,
        Organisation{.name = std::string(office.name),
                     .kind = office.kind,
                     .parent_id = belongs_to_committee ? std::optional(Id{1}) : std::nullopt,
                     .note = ""});
  }
}

std::vector<Persona> personas(const DemoZone& zone) {
  using storage::Role;
  const Id first_contact{kOfficials + static_cast<std::int64_t>(zone.officers.size()) + 1};
  return {{Role::leader, Id{1}, {}},
          {Role::secretary, Id{2}, {}},
          {Role::administrator, Id{3}, {}},
          {Role::auditor, Id{4}, {}},
          {Role::officer, zone.officers.front().person_id, {}},
          {Role::contact, first_contact,
           zone.people[static_cast<std::size_t>(first_contact.value) - 1].enterprise_id}};
}

void add_people(DemoZone& zone) {
  add_officials(zone);
  OfficerMaker maker(zone);
  for (int i = 0; i < kOfficers * zone.options.scale; ++i) maker.make(i);
  add_firm_contacts(zone);
}

}  // namespace zw::app::demo
