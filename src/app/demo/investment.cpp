#include <array>

#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

constexpr int kYear = 2020;
/// Percent of the year plan in each month.
constexpr std::array<std::int64_t, 12> kPlan = {4, 4, 8, 10, 11, 11, 10, 10, 10, 9, 7, 6};

/// Percent of a month's plan that was spent: hardly anything in the stop, more than planned in the spring.
struct Spending {
  std::int64_t least, most;
};
constexpr std::array<Spending, 12> kSpent = {{{55, 90},
                                              {0, 20},
                                              {90, 120},
                                              {120, 150},
                                              {130, 170},
                                              {100, 120},
                                              {95, 115},
                                              {95, 115},
                                              {95, 115},
                                              {95, 115},
                                              {95, 115},
                                              {95, 115}}};

constexpr std::int64_t kFenOfTenThousandYuan = 1'000'000;

}  // namespace

void add_investment(DemoZone& zone) {
  Rng rng = rng_for(zone, Stream::investment);
  for (const projects::Project& project : zone.projects) {
    const std::int64_t year =
        project.investment->fen / kFenOfTenThousandYuan * rng.between(30, 55) / 100;  // in 10,000 yuan
    std::int64_t left = year;
    for (std::size_t m = 0; m < kPlan.size(); ++m) {
      const std::int64_t planned = m + 1 == kPlan.size() ? left : year * kPlan[m] / 100;
      const std::int64_t spent = planned * rng.between(kSpent[m].least, kSpent[m].most) / 100;
      left -= planned;
      add(zone.investment_months, projects::InvestmentMonth{.project_id = project.id,
                                                            .month = day(kYear, static_cast<int>(m) + 1, 1),
                                                            .planned = ten_thousand_yuan(planned),
                                                            .actual = ten_thousand_yuan(spent)});
    }
  }
}

}  // namespace zw::app::demo
