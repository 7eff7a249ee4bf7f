// What officers do without being asked: visits to firms, and the dates they keep in mind for them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "app/demo/case_keepers.h"
#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

using casework::KeyDate;
using casework::KeyDateKind;
using casework::Visit;

constexpr int kMostVisitsAMonth = 2;
constexpr std::string_view kVisitSource = "走访记录 ";

struct Purpose {
  std::string_view purpose, outcome;
};
constexpr std::array kPurposes = {
    Purpose{"首次见面，核对台账", "核对了联系人、员工人数和主要产品，台账已更新。"},
    Purpose{"核验复工条件", "查看了门岗、食堂和宿舍，补充了消杀记录。"},
    Purpose{"了解订单与用工", "订单逐步恢复，熟练工仍有缺口，已登记。"},
    Purpose{"送政策上门", "逐条说明了减负稳岗政策，企业准备申报材料。"},
    Purpose{"了解融资需求", "企业暂无新增贷款需求，关注续贷。"},
    Purpose{"安全生产提醒", "查看了车间通道和配电间，口头提醒两处。"},
    Purpose{"回看上次事项", "上次所提事项已解决，暂无新的困难。"},
    Purpose{"了解上下游配套", "主要原料可供两周，运输基本恢复。"}};

constexpr std::array<std::string_view, 6> kPermits = {"安全生产许可证",       "排污许可证",
                                                      "消防设施检测合格证明", "特种设备检验",
                                                      "计量器具检定",         "危险废物处置合同备案"};
constexpr std::array<std::string_view, 3> kLoans = {"流动资金贷款到期", "设备贷款分期还款", "承兑汇票到期"};

class ContactMaker {
 public:
  explicit ContactMaker(DemoZone& zone)
      : zone_(zone), rng_(rng_for(zone, Stream::contacts)), keepers_(zone) {}

  void make() {
    note_recorded_visits();
    for (int block = 0; block < zone_.options.scale; ++block) make_visits(block);
    std::ranges::stable_sort(visits_, {}, &Visit::visited_on);
    const Date today = date_of(zone_.options.stage);
    for (Visit& visit : visits_)
      if (visit.visited_on <= today) add(zone_.visits, std::move(visit));
    for (int block = 0; block < zone_.options.scale; ++block) make_key_dates(block, today);
  }

 private:
  /// A dossier that cites a visit proves one.
  void note_recorded_visits() {
    for (const registry::Fact& fact : zone_.facts)
      if (fact.source.starts_with(kVisitSource)) recorded_[fact.enterprise_id] = fact.as_of;
  }

  void make_visits(int block) {
    const std::int64_t base = std::int64_t{block} * kEnterprises;
    const std::size_t wanted = visits_.size() + kVisits;
    for (std::int64_t i = 1; i <= kEnterprises; ++i)
      if (const auto found = recorded_.find(Id{base + i}); found != recorded_.end())
        try_visit(found->first, found->second);
    const Date first = day(2020, 2, 12);
    const int days = date_of(Stage::article_day) - first;
    while (visits_.size() < wanted) {
      const Date date = first + static_cast<int>(rng_.below(static_cast<std::uint64_t>(days)));
      if (iso_weekday(date) <= 5) try_visit(Id{base + rng_.between(1, kEnterprises)}, date);
    }
  }

  /// Nobody visits whom he does not answer for, nor more often than a firm can bear.
  void try_visit(Id firm, Date date) {
    const auto officer = keepers_.officer_of(firm, {}, date);
    if (!officer) return;
    int& in_month = visits_in_[{firm, civil(date).month}];
    if (in_month == kMostVisitsAMonth) return;
    ++in_month;
    const Purpose& purpose = rng_.pick(kPurposes);
    Visit visit;
    visit.enterprise_id = firm;
    visit.person_id = *officer;
    visit.visited_on = date;
    visit.purpose = purpose.purpose;
    visit.outcome = purpose.outcome;
    visits_.push_back(std::move(visit));
  }

  void make_key_dates(int block, Date today) {
    constexpr std::int64_t kStride = 5;
    for (int i = 0; i < kKeyDates; ++i) {
      const bool is_loan = i % 5 >= 3;
      KeyDate key;
      key.enterprise_id = Id{std::int64_t{block} * kEnterprises + 1 + kStride * i};
      key.kind = is_loan ? KeyDateKind::loan : KeyDateKind::permit;
      key.name = is_loan ? rng_.pick(kLoans) : rng_.pick(kPermits);
      key.due_on = today + static_cast<int>(rng_.between(-20, 120));
      if (is_loan) key.note = fmt::format("{}万元", 50 * rng_.between(1, 40));
      add(zone_.key_dates, std::move(key));
    }
  }

  DemoZone& zone_;
  Rng rng_;
  CaseKeepers keepers_;
  std::map<Id, Date> recorded_;
  std::map<std::pair<Id, int>, int> visits_in_;  ///< by firm and month
  std::vector<Visit> visits_;
};

}  // namespace

void add_contacts(DemoZone& zone) {
  if (zone.options.stage != Stage::chaos) ContactMaker(zone).make();
}

}  // namespace zw::app::demo
