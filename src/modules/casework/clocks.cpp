#include "modules/casework/clocks.h"

#include <algorithm>
#include <limits>

#include "record/json.h"

namespace zw::modules::casework {
namespace {

using record::Json;

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
/// No end lies further out, so that a share of any limit can be reckoned.
constexpr std::int64_t kFarthest = 1'000'000;

std::string words(std::int64_t end) {
  if (end == kLowest) return "-∞";
  if (end == kHighest) return "∞";
  return std::to_string(end);
}

Problem between(std::string_view code, std::int64_t from, std::int64_t until) {
  return {std::string(code), "bands", {{"from", words(from)}, {"until", words(until)}}};
}

std::int64_t from_of(const Band& band) { return band.from.value_or(kLowest); }
std::int64_t until_of(const Band& band) { return band.until.value_or(kHighest); }

std::optional<Light> find_light(std::string_view name) {
  for (const Light light : {Light::green, Light::yellow, Light::red})
    if (name_of(light) == name) return light;
  return {};
}

/// An end that is absent or null is open.
bool read_end(const Json& object, std::string_view name, std::optional<std::int64_t>& end) {
  const Json* value = object.find(name);
  if (!value || value->is_null()) return true;
  if (!value->integer() || *value->integer() < -kFarthest || *value->integer() > kFarthest) return false;
  end = *value->integer();
  return true;
}

Problems faults_of(const std::vector<Band>& bands, Measure measure) {
  Problems problems;
  std::int64_t reached = measure == Measure::used_permille ? 0 : kLowest;
  for (const Band& band : bands) {
    const std::int64_t from = std::max(from_of(band), measure == Measure::used_permille ? 0 : kLowest);
    if (until_of(band) <= from) {
      problems.push_back(between("light_rule.empty_band", from, until_of(band)));
      continue;
    }
    if (from > reached) problems.push_back(between("light_rule.gap", reached, from));
    if (from < reached)
      problems.push_back(between("light_rule.overlap", from, std::min(reached, until_of(band))));
    reached = std::max(reached, until_of(band));
  }
  if (reached != kHighest) problems.push_back(between("light_rule.gap", reached, kHighest));
  return problems;
}

/// One running stage: minutes of its limit, reckoned from `start` with `shift` minutes that do not count.
struct Running {
  Stage stage;
  Instant start;
  Minutes limit, shift;
};

std::vector<Running> running_stages(const Case& c, const Standard& standard) {
  const State state = c.state == State::paused ? State::handling : c.state;
  if (!is_running(state)) return {};
  const Minutes paused{c.paused_minutes};
  std::vector<Running> stages;
  const auto add = [&](Stage stage, Instant start, std::int64_t limit, Minutes shift) {
    if (limit > 0) stages.push_back({stage, start, {limit}, shift});
  };
  if (state == State::registered) add(Stage::acceptance, c.received_at, standard.acceptance_minutes, {});
  if (state == State::dispatched && c.dispatched_at)
    add(Stage::signing, *c.dispatched_at, standard.signing_minutes, {});
  if (!c.replied_at) add(Stage::reply, c.received_at, standard.reply_minutes, paused);
  add(Stage::closure, c.clock_from, standard.promised_minutes + c.extended_minutes, paused);
  return stages;
}

/// The moment at which a band of the stage begins; nothing for the first one.
std::optional<DueInstant> beginning(const Band& band, const Running& stage, const WorkingCalendar& calendar) {
  if (from_of(band) <= 0) return {};
  // Rounded up, so that a light never comes before its share of the limit is used.
  const Minutes share{(from_of(band) * stage.limit.count + 999) / 1000};
  return calendar.add_working_minutes(stage.start, share + stage.shift);
}

void shine(Reckoning& out, const Running& stage, const std::vector<Band>& bands,
           const WorkingCalendar& calendar, Instant now) {
  Light light = Light::green;
  for (const Band& band : bands) {
    const auto begins = beginning(band, stage, calendar);
    if (!begins || begins->at <= now) {
      light = band.light;
    } else if (!out.light_changes_at || begins->at < *out.light_changes_at) {
      out.light_changes_at = begins->at;
    }
  }
  out.light = std::max(out.light, light);
}

}  // namespace

Result<std::vector<Band>> read_bands(std::string_view json, Measure measure) {
  const auto parsed = record::parse_json(json);
  if (!parsed || !parsed->array()) return Problem{"light_rule.syntax", "bands", {}};
  std::vector<Band> bands;
  Problems problems;
  for (const Json& entry : *parsed->array()) {
    Band band;
    const auto light = find_light(entry.text_of("light"));
    if (!light)
      problems.push_back({"light_rule.light", "bands", {{"value", std::string(entry.text_of("light"))}}});
    if (!read_end(entry, "from", band.from) || !read_end(entry, "until", band.until))
      problems.push_back({"light_rule.syntax", "bands", {}});
    band.light = light.value_or(Light::green);
    bands.push_back(band);
  }
  if (!problems.empty()) return problems;
  std::stable_sort(bands.begin(), bands.end(),
                   [](const Band& a, const Band& b) { return from_of(a) < from_of(b); });
  problems = faults_of(bands, measure);
  if (!problems.empty()) return problems;
  return bands;
}

Light light_at(const std::vector<Band>& bands, std::int64_t measure) {
  Light light = Light::green;
  for (const Band& band : bands)
    if (from_of(band) <= measure) light = band.light;
  return light;
}

Reckoning reckon(const Case& c, const Standard& standard, const std::vector<Band>& bands,
                 const WorkingCalendar& calendar, Instant now) {
  Reckoning out;
  const bool stands_still = c.state == State::paused;
  // In a pause the light stays as it was when the pause began: what was late does not look well again.
  const Instant at = stands_still && c.paused_since ? *c.paused_since : now;
  for (const Running& stage : running_stages(c, standard)) {
    const DueInstant due = calendar.add_working_minutes(stage.start, stage.limit + stage.shift);
    if (!out.due_at || due.at < *out.due_at) {
      out.due_at = due.at;
      out.due_stage = stage.stage;
    }
    if (stage.stage == Stage::closure) out.close_due_at = due.at;
    out.is_beyond_calendar = out.is_beyond_calendar || due.is_beyond_calendar;
    shine(out, stage, bands, calendar, at);
  }
  if (stands_still) out.due_at = out.close_due_at = out.light_changes_at = {}, out.due_stage = {};
  return out;
}

void set_clock(Case& c, const Reckoning& reckoning) {
  c.due_stage = reckoning.due_stage;
  c.due_at = reckoning.due_at;
  c.close_due_at = reckoning.close_due_at;
  c.light = reckoning.light;
  c.light_changes_at = reckoning.light_changes_at;
  c.is_beyond_calendar = reckoning.is_beyond_calendar;
}

Minutes used_minutes(const Case& c, const WorkingCalendar& calendar, Instant now) {
  const Instant until = c.resolved_at.value_or(c.paused_since.value_or(now));
  return calendar.working_minutes_between(c.clock_from, until) - Minutes{c.paused_minutes};
}

Minutes end_pause(Case& c, const WorkingCalendar& calendar, Instant now) {
  ZW_ASSERT(c.paused_since, "only a pause that runs can end");
  const Minutes minutes = calendar.working_minutes_between(*c.paused_since, now);
  c.paused_minutes += minutes.count;
  c.paused_since = {};
  c.pause_kind = {};
  c.pause_reason.clear();
  return minutes;
}

}  // namespace zw::modules::casework
