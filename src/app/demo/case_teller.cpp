#include "app/demo/case_teller.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/demo/case_texts.h"

namespace zw::app::demo {
namespace {

using namespace modules::casework;

constexpr std::string_view kFirm = "企业", kProgram = "zonewright";
/// The program itself acts.
constexpr Id kNobody{-1};

std::size_t place_of(Id id) { return static_cast<std::size_t>(id.value) - 1; }

}  // namespace

CaseTeller::CaseTeller(DemoZone& zone, const OfficeTime& time, const WorkingCalendar& calendar, Instant now)
    : zone_(zone), time_(time), calendar_(calendar), now_(now), keepers_(zone) {
  const LightRule& rule = zone.light_rules.front();
  bands_ = read_bands(rule.bands, rule.measure).value();
  for (const Template& made : zone.templates)
    if (auto& list = checklists_[static_cast<std::size_t>(made.category)]; !list.template_id)
      list.template_id = made.id;
  for (const TemplateStep& step : zone.template_steps)
    for (Checklist& list : checklists_)
      if (list.template_id == step.template_id) list.steps.push_back(step);
}

void CaseTeller::tell(const CasePlan& plan) {
  at_ = time_.at(plan.received);
  if (at_ > now_) return;
  begin(plan);
  for (const Act& act : plan.acts) {
    const Instant at = time_.at(act.second);
    if (at > now_) break;
    light_until(at);
    at_ = at;
    perform(act);
  }
  light_until(now_);
  finish();
}

void CaseTeller::begin(const CasePlan& plan) {
  plan_ = &plan;
  words_ = Rng(plan.seed);
  steps_.clear();
  said_.clear();
  first_supervision_ = zone_.supervisions.size();
  case_ = Case{};
  case_.id = Id{static_cast<std::int64_t>(zone_.cases.size()) + 1};
  case_.version = 1;
  case_.number = fmt::format("SQ-{}-{:06}", civil(china_date(at_)).year, case_.id.value);
  case_.enterprise_id = plan.enterprise;
  case_.project_id = plan.project;
  case_.channel = plan.channel;
  case_.category = plan.category;
  case_.grade = plan.grade;
  case_.owner_id = plan.owner;
  case_.received_at = case_.clock_from = case_.held_since = at_;
  const registry::Enterprise* firm =
      plan.enterprise ? &zone_.enterprises[place_of(*plan.enterprise)] : nullptr;
  if (firm) case_.contact_name = firm->contact_name, case_.contact_phone = firm->contact_phone;
  auto words = plan.project ? request_of(zone_.projects[place_of(*plan.project)], plan.category, words_)
                            : request_of(*firm, plan.category, words_);
  case_.title = std::move(words.title);
  case_.description = std::move(words.description);
  case_.standard_id = standard().id;
  case_.light_rule_id = zone_.light_rules.front().id;
  if (plan.grade != Grade::simple) attach_checklist();
  set_clock();
  follow_span();
  const bool is_from_firm = plan.channel == Channel::link;
  write_event("register", {}, {Party::owner, is_from_firm ? Id{} : plan.owner}, {}, true);
}

void CaseTeller::attach_checklist() {
  const Checklist& list = checklists_[static_cast<std::size_t>(case_.category)];
  if (!list.template_id) return;
  case_.template_id = list.template_id;
  steps_ = begin_steps(list.steps, case_.id, calendar_, at_);
}

void CaseTeller::perform(const Act& act) {
  if (act.verb == Verb::end_supervision && !case_.is_supervised) return;
  const Actor actor = actor_of(act.verb);
  const State from = case_.state;
  const Move* move = act.verb ? &move_of(*act.verb) : nullptr;
  if (move && move->to) case_.state = *move->to;
  Line line = effect(act);
  ZW_ASSERT(!move || check(*move, from, {actor.party}, line.reason).ok(),
            "a story keeps the rules of the desk");
  set_clock();
  follow_span();
  write_event(move ? move->name : "reply", from, actor, std::move(line), !move || move->is_for_firm);
}

/// The lamps that changed before the next act.
void CaseTeller::light_until(Instant limit) {
  while (case_.light_changes_at && *case_.light_changes_at <= limit) {
    at_ = *case_.light_changes_at;
    const Light before = case_.light;
    set_clock();
    if (case_.light == Light::red && before != Light::red) open_supervision(SupervisionKind::overdue, "", {});
    follow_span();
    write_event("light", case_.state, {Party::desk, kNobody},
                {.details = fmt::format(R"({{"light":"{}"}})", name_of(case_.light))}, false);
  }
}

/// What was said is kept while somebody may still read it.
void CaseTeller::finish() {
  for (Step& step : steps_) add(zone_.case_steps, std::move(step));
  if (is_alive(case_.state)) {
    const bool has_answer = case_.replied_at && case_.enterprise_id && case_.state == State::handling &&
                            case_.paused_minutes == 0 && words_.chance(40);
    const Instant answered =
        case_.replied_at ? plus_seconds(*case_.replied_at, words_.between(300, 9000)) : now_;
    if (has_answer && answered <= now_) say(answer_of_firm(words_), {}, answered);
    for (Message& message : said_) add(zone_.messages, std::move(message));
  }
  zone_.cases.push_back(std::move(case_));
}

CaseTeller::Actor CaseTeller::actor_of(std::optional<Verb> verb) const {
  if (!verb) return {Party::owner, case_.owner_id};
  switch (*verb) {
    case Verb::confirm:
    case Verb::reopen:
    case Verb::urge:
      return {Party::firm, {}};
    case Verb::withdraw:
      return case_.enterprise_id ? Actor{Party::firm, {}} : Actor{Party::desk, keepers_.secretary()};
    case Verb::call_back:
    case Verb::archive:
    case Verb::strike_off:
    case Verb::end_supervision:
    case Verb::merge:
      return {Party::desk, keepers_.secretary()};
    case Verb::supervise:
      return {Party::leader, keepers_.leader()};
    default:
      return {Party::owner, case_.owner_id};
  }
}

void CaseTeller::set_clock() {
  casework::set_clock(case_, reckon(case_, standard(), bands_, calendar_, at_));
}

void CaseTeller::follow_span() {
  auto& spans = zone_.case_spans;
  Span* present = !spans.empty() && spans.back().case_id == case_.id ? &spans.back() : nullptr;
  if (present && present->state == case_.state && present->light == case_.light &&
      present->owner_id == case_.owner_id)
    return;
  if (present) present->until_at = at_;
  Span span;
  span.case_id = case_.id;
  span.state = case_.state;
  span.light = case_.light;
  span.category = case_.category;
  span.owner_id = case_.owner_id;
  span.enterprise_id = case_.enterprise_id;
  span.project_id = case_.project_id;
  span.from_at = at_;
  add(spans, std::move(span));
}

void CaseTeller::write_event(std::string_view verb, std::optional<State> from, const Actor& actor, Line line,
                             bool is_for_firm) {
  Event event;
  event.case_id = case_.id;
  event.verb = verb;
  event.from_state = from;
  event.to_state = case_.state;
  event.at = at_;
  if (actor.person.value > 0) event.actor_id = actor.person;
  event.actor = name_of_person(actor.person);
  event.reason = std::move(line.reason);
  event.details = std::move(line.details);
  event.is_for_firm = is_for_firm;
  event.row_before = "[]";  // nobody takes back what is months old
  add(zone_.case_events, std::move(event));
}

void CaseTeller::say(std::string_view body, std::optional<Id> author, Instant at) {
  Message message;
  message.case_id = case_.id;
  message.author_id = author;
  message.author = name_of_person(author.value_or(Id{}));
  message.is_from_firm = !author;
  message.body = body;
  message.at = at;
  said_.push_back(std::move(message));
}

std::string_view CaseTeller::name_of_person(Id person) const {
  if (person == kNobody) return kProgram;
  return person ? std::string_view(zone_.people[place_of(person)].name) : kFirm;
}

const Standard& CaseTeller::standard() const {
  const auto found = std::ranges::find(zone_.standards, case_.grade, &Standard::grade);
  ZW_ASSERT(found != zone_.standards.end(), "the shipped law has limits for every grade");
  return *found;
}

Instant CaseTeller::after_days(std::int64_t days) const {
  return calendar_.add_working_minutes(at_, Minutes{days * kMinutesPerWorkingDay}).at;
}

}  // namespace zw::app::demo
