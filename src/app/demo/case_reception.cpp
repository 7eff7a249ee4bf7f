#include "app/demo/case_reception.h"

namespace zw::app::demo {
namespace {

using namespace modules::casework;

constexpr int kCategories = static_cast<int>(Category::other) + 1;

/// In the order of the categories: while firms came back to work, and afterwards.
constexpr std::array<int, kCategories> kSpring = {14, 2, 3, 2, 7, 14, 5, 12, 1, 32, 8},
                                       kSummer = {24, 4, 5, 4, 15, 15, 11, 5, 4, 2, 11};

/// Projects with an enterprise, whose word can close a case, come first in their block.
constexpr int kProjectsOfFirms = 18;

std::size_t place_of(Id id) { return static_cast<std::size_t>(id.value) - 1; }

bool comes_to_officer(Channel channel) {
  return channel == Channel::officer || channel == Channel::visit || channel == Channel::link;
}

}  // namespace

void CaseReception::open_block(int block) {
  block_ = block;
  large_firms_.clear();
  for (std::size_t i = 0; i < kEnterprises; ++i) {
    const auto& firm = zone_.enterprises[static_cast<std::size_t>(block) * kEnterprises + i];
    if (firm.size_class != registry::SizeClass::small) large_firms_.push_back(firm.id);
  }
}

CasePlan CaseReception::request(int minute, Wish wish) {
  CasePlan plan;
  plan.received = minute * 60 + static_cast<int>(rng_.below(60));
  plan.seed = rng_.next();
  const bool is_spring = time_.date_of(plan.received) < day(2020, 4, 1);
  plan.category = static_cast<Category>(drawn(is_spring ? kSpring : kSummer, rng_));
  if (rng_.chance(wish.project_percent)) {
    plan.project = Id{std::int64_t{block_} * kProjects +
                      rng_.between(1, wish.needs_firm ? kProjectsOfFirms : kProjects)};
    plan.enterprise = zone_.projects[place_of(*plan.project)].enterprise_id;
    plan.category = static_cast<Category>(next_factor_++ % kCategories);
  } else {
    plan.enterprise = firm(wish.is_on_show);
  }
  receive(plan);
  return plan;
}

/// The contact whom visitors may play speaks for the first large firm: some of its requests are alive.
Id CaseReception::firm(bool is_on_show) {
  if (is_on_show && next_on_show_++ % 90 == 0)
    for (const Id id : large_firms_)
      if (zone_.enterprises[place_of(id)].size_class == registry::SizeClass::industry_above) return id;
  if (rng_.chance(22)) return rng_.pick(large_firms_);
  return Id{std::int64_t{block_} * kEnterprises + rng_.between(1, kEnterprises)};
}

void CaseReception::receive(CasePlan& plan) {
  static constexpr std::array kKnown = {Channel::officer, Channel::visit,   Channel::link,
                                        Channel::hotline, Channel::meeting, Channel::letter};
  static constexpr std::array kUnknown = {Channel::hotline, Channel::link,   Channel::sheet,
                                          Channel::meeting, Channel::letter, Channel::other};
  static constexpr std::array<int, 6> kWithOfficer = {48, 11, 25, 11, 3, 2}, kWithout = {45, 25, 14, 6, 7, 3};
  const auto officer = keepers_.officer_of(plan.enterprise, plan.project, time_.date_of(plan.received));
  plan.channel = officer ? kKnown[drawn(kWithOfficer, rng_)] : kUnknown[drawn(kWithout, rng_)];
  if (!plan.enterprise && plan.channel == Channel::link) plan.channel = Channel::meeting;
  plan.owner = officer && comes_to_officer(plan.channel) ? *officer : keepers_.secretary();
  choose_handler(plan, officer);
}

/// Officers solve most themselves; the desk gives most away, to the firm's officer or to a department.
void CaseReception::choose_handler(CasePlan& plan, std::optional<Id> officer) {
  const bool is_desk = plan.owner == keepers_.secretary();
  if (!rng_.chance(is_desk ? 75 : 15)) return;
  if (is_desk && officer && rng_.chance(60))
    plan.handler = *officer;
  else
    set_department(plan);
}

void CaseReception::set_department(CasePlan& plan) {
  const auto [person, organisation] = keepers_.handler_of(plan.category, plan.owner, rng_);
  plan.handler = person;
  plan.organisation = organisation;
}

}  // namespace zw::app::demo
