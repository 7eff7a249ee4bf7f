#include <fmt/format.h>

#include <array>
#include <set>
#include <string>

#include "app/demo/names.h"
#include "app/demo/parts.h"
#include "base/codes.h"

namespace zw::app::demo {
namespace {

using registry::Enterprise;
using registry::EnterpriseKind;
using registry::EnterpriseStatus;
using registry::SizeClass;

/// Firms of each size class at scale 1; everybody else is small.
constexpr std::array<int, 4> kAboveScale = {58, 64, 71, 33};
/// With the projects' residencies these stay below the number of officers, who live in one place at most.
constexpr int kResidencyFirms = 54;

/// A place in the register before it has a name: size class and, in a group, whose child.
struct Slot {
  SizeClass size_class = SizeClass::small;
  int group = -1;
  int parent = -1;  ///< index of an earlier slot
};

class SlotList {
 public:
  int add(SizeClass size_class, int group = -1, int parent = -1) {
    ++count_[static_cast<std::size_t>(size_class)];
    slots_.push_back({size_class, group, parent});
    return static_cast<int>(slots_.size()) - 1;
  }
  /// The largest group: a holding, two sub-holdings, six project companies — nine legal entities on three
  /// levels.
  void add_large_group(int group) {
    const int root = add(SizeClass::service_above, group);
    for (int branch = 0; branch < 2; ++branch) {
      const int middle = add(SizeClass::service_above, group, root);
      for (int i = 0; i < 3; ++i) add(SizeClass::industry_above, group, middle);
    }
  }
  void add_group(int group, SizeClass children) {
    const int root = add(SizeClass::service_above, group);
    for (int i = 0; i < 3; ++i) add(children, group, root);
  }
  void fill() {
    for (std::size_t c = 0; c < kAboveScale.size(); ++c)
      while (count_[c] < kAboveScale[c]) add(static_cast<SizeClass>(c));
    while (slots_.size() < static_cast<std::size_t>(kEnterprises)) add(SizeClass::small);
  }
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  std::vector<Slot> slots_;
  std::array<int, 5> count_{};
};

/// A group and the division its children work in.
struct Group {
  std::string_view name, division;
};
constexpr std::array<Group, 12> kGroups = {{{"示例硅基新材料集团", "38"},
                                            {"演示重工集团", "35"},
                                            {"示例电气集团", "38"},
                                            {"演示汽车零部件集团", "36"},
                                            {"示例微电子集团", "39"},
                                            {"演示食品集团", "14"},
                                            {"示例商业集团", "52"},
                                            {"演示物产集团", "51"},
                                            {"示例酒店集团", "61"},
                                            {"演示建设集团", "47"},
                                            {"示例物流集团", "54"},
                                            {"演示数字服务集团", "65"}}};

std::vector<Slot> block_of_slots() {
  SlotList list;
  list.add_large_group(0);
  for (int group = 1; group <= 5; ++group) list.add_group(group, SizeClass::industry_above);
  for (int group = 6; group <= 8; ++group) list.add_group(group, SizeClass::trade_above);
  list.add_group(9, SizeClass::construction_qualified);
  for (int group = 10; group <= 11; ++group) list.add_group(group, SizeClass::service_above);
  list.fill();
  return list.slots();
}

std::span<const std::string_view> divisions_of(SizeClass size_class) {
  switch (size_class) {
    case SizeClass::industry_above:
      return industrial_divisions();
    case SizeClass::service_above:
      return service_divisions();
    case SizeClass::trade_above:
      return trading_divisions();
    case SizeClass::construction_qualified:
      return construction_divisions();
    case SizeClass::small:
      return small_divisions();
  }
  return small_divisions();
}

class EnterpriseMaker {
 public:
  explicit EnterpriseMaker(DemoZone& zone) : zone_(zone), rng_(rng_for(zone, Stream::enterprises)) {}

  void make_block(int block) {
    const auto slots = block_of_slots();
    const auto base = static_cast<std::int64_t>(zone_.enterprises.size());
    residencies_ = 0;
    for (const Slot& slot : slots) make(slot, block, base);
  }

 private:
  void make(const Slot& slot, int block, std::int64_t base) {
    Enterprise firm;
    firm.size_class = slot.size_class;
    if (slot.group >= 0) firm.group_name = group_name(slot.group, block);
    if (slot.parent >= 0) firm.parent_id = Id{base + slot.parent + 1};
    const bool is_holding =
        slot.group >= 0 &&
        (slot.parent < 0 || (slot.group == 0 && slot.size_class == SizeClass::service_above));
    firm.industry_code = is_holding        ? "72"
                         : slot.group >= 0 ? kGroups[static_cast<std::size_t>(slot.group)].division
                                           : rng_.pick(divisions_of(slot.size_class));
    firm.kind = kind_of(slot);
    give_name(firm, is_holding);
    if (slot.group >= 0 && slot.parent < 0) firm.name = firm.group_name + "有限公司";
    firm.uscc = make_code();
    place(firm);
    size(firm);
    give_contact(firm);
    give_dossier(firm);
    give_needs(firm);
    add(zone_.enterprises, std::move(firm));
  }

  static std::string group_name(int group, int block) {
    const std::string name(kGroups[static_cast<std::size_t>(group)].name);
    return block == 0 ? name : fmt::format("{}{}片区", name, ordinal(block));
  }

  EnterpriseKind kind_of(const Slot& slot) {
    const auto dice = rng_.below(100);
    if (slot.group >= 0) return EnterpriseKind::company;
    if (slot.size_class != SizeClass::small)
      return dice < 12 ? EnterpriseKind::foreign : EnterpriseKind::company;
    if (dice < 22) return EnterpriseKind::individual;
    if (dice < 27) return EnterpriseKind::branch;
    if (dice < 28) return EnterpriseKind::foreign;
    return dice < 30 ? EnterpriseKind::institution : EnterpriseKind::company;
  }

  void give_name(Enterprise& firm, bool is_holding) {
    const std::string_view prefix = rng_.chance(50) ? "示例" : "演示";
    const std::string_view trade = is_holding ? "控股" : rng_.pick(trade_of(firm.industry_code).words);
    const std::string_view end = ending(firm.kind);
    do {
      // 1,009 is prime to the number of brands, so neighbours in the register have unlike names.
      firm.name = fmt::format("{}{}{}{}", prefix, brand(next_brand_++ * 1009), trade, end);
    } while (!names_.insert(firm.name).second);
    if (!is_holding && firm.kind == EnterpriseKind::company && rng_.chance(5))
      firm.former_name = fmt::format("{}{}{}{}", prefix, brand(next_brand_++ * 1009), trade, end);
    if (!firm.former_name.empty() && !names_.insert(firm.former_name).second) firm.former_name.clear();
  }

  static std::string_view ending(EnterpriseKind kind) {
    switch (kind) {
      case EnterpriseKind::company:
        return "有限公司";
      case EnterpriseKind::foreign:
        return "（中国）有限公司";
      case EnterpriseKind::individual:
        return "经营部";
      case EnterpriseKind::branch:
        return "有限公司示例湖分公司";
      case EnterpriseKind::institution:
        return "服务中心";
    }
    return "";
  }

  std::string make_code() {
    // A step prime to the 31^6 numbers of a region scatters the codes without repeating one.
    constexpr std::uint64_t kCodes = 887'503'681, kStep = 104'729'417;
    return make_uscc("990000", zone_.enterprises.size() * kStep % kCodes + 1);
  }

  void place(Enterprise& firm) {
    const Point point = near(grid_centre(static_cast<int>(rng_.below(kGrids))), 2600, rng_);
    firm.latitude_e6 = latitude_e6(point);
    firm.longitude_e6 = longitude_e6(point);
    firm.address = address(rng_);
  }

  void size(Enterprise& firm) {
    const bool is_small = firm.size_class == SizeClass::small;
    const bool is_individual = firm.kind == EnterpriseKind::individual;
    firm.employees = is_individual ? rng_.between(1, 9)
                     : is_small    ? rng_.between(4, 95)
                                   : rng_.between(60, 1800);
    if (!is_individual && firm.kind != EnterpriseKind::branch)
      firm.registered_capital =
          ten_thousand_yuan(is_small ? rng_.between(1, 40) * 25 : rng_.between(2, 300) * 100);
    const Date first = day(1998, 3, 1);
    firm.established_on = first + static_cast<int>(rng_.below(7'900));
    if (is_small && rng_.chance(2))
      firm.status = EnterpriseStatus::preparing;
    else if (is_small && rng_.chance(3))
      firm.status = EnterpriseStatus::suspended;
  }

  void give_contact(Enterprise& firm) {
    firm.legal_representative = person_name(static_cast<int>(rng_.below(370)));
    firm.contact_name =
        rng_.chance(30) ? firm.legal_representative : person_name(static_cast<int>(rng_.below(370)));
    firm.contact_phone = phone(static_cast<int>(zone_.enterprises.size()) + 1);
  }

  void give_dossier(Enterprise& firm) {
    static constexpr std::array<std::string_view, 4> kMarkets = {"省内为主", "华东、华中", "全国",
                                                                 "全国，部分出口"};
    static constexpr std::array<std::string_view, 4> kTechnologies = {
        "省级技术中心（演示）", "与高校联合研发，工艺定型", "引进产线后自主改造",
        "实用新型专利若干（演示数据）"};
    static constexpr std::array<std::string_view, 4> kAdvantages = {"交付周期短", "单位能耗低",
                                                                    "本地配套齐全", "品种多、换线快"};
    firm.products = trade_of(firm.industry_code).products;
    if (firm.size_class == SizeClass::small) return;
    firm.market = rng_.pick(kMarkets);
    firm.technology = rng_.pick(kTechnologies);
    firm.advantages = rng_.pick(kAdvantages);
  }

  void give_needs(Enterprise& firm) {
    static constexpr std::array<std::string_view, 4> kLanguages = {"英语", "英语", "日语", "韩语"};
    const bool is_key = firm.size_class == SizeClass::industry_above;
    if (is_key && residencies_ < kResidencyFirms) ++residencies_, firm.needs_residency = true;
    if (is_key || rng_.chance(firm.size_class == SizeClass::small ? 12 : 55))
      firm.needs_skill = rng_.pick(skills());
    if (firm.kind == EnterpriseKind::foreign) firm.needs_language = rng_.pick(kLanguages);
  }

  DemoZone& zone_;
  Rng rng_;
  std::set<std::string> names_;
  std::uint64_t next_brand_ = 0;
  int residencies_ = 0;
};

}  // namespace

void add_enterprises(DemoZone& zone) {
  EnterpriseMaker maker(zone);
  for (int block = 0; block < zone.options.scale; ++block) maker.make_block(block);
}

}  // namespace zw::app::demo
