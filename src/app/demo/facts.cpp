#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <variant>

#include "app/demo/parts.h"

namespace zw::app::demo {
namespace {

using registry::Enterprise;
using registry::Fact;

constexpr std::string_view kLedgerSource = "企业台账（2020年2月）.xlsx";
/// 520 observations: 130 firms at four month ends.
struct MonthEnd {
  int month, last_day;
  std::int64_t percent_present;  ///< of the workforce in the ledger
};
constexpr std::array<MonthEnd, 4> kMonthEnds = {{{2, 29, 46}, {3, 31, 81}, {4, 30, 94}, {5, 31, 102}}};
constexpr int kObservedFirms = kObservations / static_cast<int>(kMonthEnds.size());

/// What a dossier shows of a value; nothing when there is none.
std::optional<std::string> plain(const record::Field& field, const record::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    if (field.kind == record::Kind::boolean && *number == 0) return {};
    return fmt::format("{}", *number);
  }
  if (const auto* text = std::get_if<std::string>(&value); text && !text->empty()) return *text;
  return {};
}

class FactMaker {
 public:
  explicit FactMaker(DemoZone& zone) : zone_(zone), rng_(rng_for(zone, Stream::facts)) {}

  void make() {
    for (std::size_t i = 0; i < zone_.enterprises.size(); ++i) {
      Enterprise& firm = zone_.enterprises[i];
      const bool is_observed = i % kEnterprises < kObservedFirms;
      add_ledger_values(firm);
      if (is_observed) observe(firm);
      if (firm.size_class != registry::SizeClass::small) visit(firm);
    }
    std::stable_sort(facts_.begin(), facts_.end(),
                     [](const Fact& a, const Fact& b) { return a.as_of < b.as_of; });
    for (Fact& fact : facts_) add(zone_.facts, std::move(fact));
  }

 private:
  void add_ledger_values(const Enterprise& firm) {
    static const auto& entity = record::describe<Enterprise>();
    for (const record::Field& field : entity.fields)
      if (auto value = plain(field, field.get(&firm)))
        add_fact(firm, std::string(field.name), std::move(*value), date_of(Stage::chaos),
                 std::string(kLedgerSource));
  }

  /// Monthly head counts; the newest is what the register shows.
  void observe(Enterprise& firm) {
    const std::int64_t full = firm.employees.value_or(1);
    for (const MonthEnd& end : kMonthEnds) {
      firm.employees = std::max<std::int64_t>(1, full * (end.percent_present + rng_.between(-6, 6)) / 100);
      add_fact(firm, "employees", fmt::format("{}", *firm.employees), day(2020, end.month, end.last_day),
               std::string(kObservationSource));
    }
  }

  /// Contacts go stale: a visit confirms who answers and what is made.
  void visit(const Enterprise& firm) {
    const Date visited = day(2020, 2, 20) + static_cast<int>(rng_.below(100));
    const std::string source = fmt::format("走访记录 {}", to_string(visited));
    add_fact(firm, "contact_phone", firm.contact_phone, visited, source);
    add_fact(firm, "products", firm.products, visited, source);
    if (rng_.chance(40)) add_fact(firm, "technology", firm.technology, visited, source);
  }

  void add_fact(const Enterprise& firm, std::string field, std::string value, Date as_of,
                std::string source) {
    facts_.push_back(Fact{.enterprise_id = firm.id,
                          .field = std::move(field),
                          .value = std::move(value),
                          .as_of = as_of,
                          .source = std::move(source)});
  }

  DemoZone& zone_;
  Rng rng_;
  std::vector<Fact> facts_;
};

}  // namespace

void add_facts(DemoZone& zone) { FactMaker(zone).make(); }

}  // namespace zw::app::demo
