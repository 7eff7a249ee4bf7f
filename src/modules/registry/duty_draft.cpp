#include "modules/registry/duty_draft.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "base/codes.h"

namespace zw::modules::registry {
namespace {

namespace match = engines::match;

/// Numbers for words, in the order of their first appearance.
class Dictionary {
 public:
  Id id(const std::string& word) {
    const auto [place, is_new] = ids_.try_emplace(word, Id{static_cast<std::int64_t>(words_.size()) + 1});
    if (is_new) words_.push_back(word);
    return place->second;
  }
  std::vector<std::string> words() && { return std::move(words_); }

 private:
  std::vector<std::string> words_;
  std::map<std::string, Id> ids_;
};

std::vector<std::string> words(std::string_view list) {
  std::vector<std::string> out;
  std::string word;
  const auto flush = [&] {
    while (!word.empty() && word.back() == ' ') word.pop_back();
    if (!word.empty()) out.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] == ',' || list[i] == ';')
      flush();
    else if (list.substr(i).starts_with("、") || list.substr(i).starts_with("，"))
      flush(), i += 2;
    else if (!(word.empty() && list[i] == ' '))
      word += list[i];
  }
  flush();
  return out;
}

/// Divisions 1–97 an officer's word stands for: "C" all of manufacturing, "35" one division.
std::vector<int> divisions(const std::string& word) {
  std::vector<int> out;
  if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'T') {
    for (int division = 1; division <= 97; ++division)
      if (industry_section(division) == word[0]) out.push_back(division);
    return out;
  }
  const std::string digits = !word.empty() && word[0] >= 'A' && word[0] <= 'T' ? word.substr(1) : word;
  if (digits.size() >= 2 && std::isdigit(static_cast<unsigned char>(digits[0])) &&
      std::isdigit(static_cast<unsigned char>(digits[1])))
    out.push_back((digits[0] - '0') * 10 + (digits[1] - '0'));
  return out;
}

/// Metres east and north of a reference point: exact enough inside a zone of some tens of kilometres.
class LocalMap {
 public:
  LocalMap(std::int64_t latitude_e6, std::int64_t longitude_e6)
      : latitude_(latitude_e6),
        longitude_(longitude_e6),
        narrowing_(std::cos(static_cast<double>(latitude_e6) * 1e-6 * std::numbers::pi / 180)) {}
  std::optional<match::Place> place(std::optional<std::int64_t> latitude_e6,
                                    std::optional<std::int64_t> longitude_e6) const {
    if (!latitude_e6 || !longitude_e6) return {};
    constexpr double kMetresPerMicroDegree = 0.111195;  // mean Earth radius 6371.0088 km
    return match::Place{
        std::llround(static_cast<double>(*longitude_e6 - longitude_) * kMetresPerMicroDegree * narrowing_),
        std::llround(static_cast<double>(*latitude_e6 - latitude_) * kMetresPerMicroDegree)};
  }

 private:
  std::int64_t latitude_, longitude_;
  double narrowing_;
};

LocalMap map_around(const std::vector<DutyObject>& objects) {
  for (const DutyObject& object : objects)
    if (object.latitude_e6 && object.longitude_e6) return {*object.latitude_e6, *object.longitude_e6};
  return {0, 0};
}

/// The k-th object costs 2·(k−1) points: an even spread is worth more than a perfect fit here and there.
std::vector<std::int64_t> convex_load(std::int64_t capacity) {
  std::vector<std::int64_t> penalty;
  for (std::int64_t k = 0; k < capacity; ++k) penalty.push_back(2 * k);
  return penalty;
}

bool is_present(const Officer& officer, Date today, const DutyQuestionOptions& options) {
  return officer.state == OfficerState::active && officer.id != options.leaving_officer.value_or(Id{}) &&
         (!officer.available_from || *officer.available_from <= today) &&
         (!officer.available_until || *officer.available_until >= today);
}

}  // namespace

DutyQuestion make_question(std::vector<DutyObject> objects, std::vector<OfficerColumns> officers,
                           const std::vector<std::pair<std::pair<ObjectKind, Id>, Id>>& current, Date today,
                           const DutyQuestionOptions& options) {
  DutyQuestion question;
  question.draft.rule = options.rule;
  Dictionary skills;
  const LocalMap map = map_around(objects);
  const std::map<std::pair<ObjectKind, Id>, Id> today_by_object(current.begin(), current.end());
  for (const auto& [officer, name] : officers) {
    match::Draft::Officer row;
    row.id = officer.id;
    row.is_present = is_present(officer, today, options);
    row.capacity = officer.capacity;
    row.load_penalty = convex_load(officer.capacity);
    for (const auto& word : words(officer.skills)) row.skills.push_back(skills.id("skill " + word));
    for (const auto& word : words(officer.languages)) row.skills.push_back(skills.id("language " + word));
    for (const auto& word : words(officer.industries))
      for (int division : divisions(word)) row.industries.push_back(Id{division});
    for (auto* ids : {&row.skills, &row.industries}) {
      std::sort(ids->begin(), ids->end());
      ids->erase(std::unique(ids->begin(), ids->end()), ids->end());
    }
    row.place = map.place(officer.latitude_e6, officer.longitude_e6);
    question.draft.officers.push_back(std::move(row));
  }
  for (const DutyObject& object : objects) {
    match::Draft::Object row;
    row.id = object.id;
    row.kind = object.kind == ObjectKind::enterprise ? match::Kind::firm : match::Kind::project;
    row.is_residency = object.needs_residency;
    for (const auto& word : words(object.needs_skill))
      row.wanted_skills.push_back(skills.id("skill " + word));
    for (const auto& word : words(object.needs_language))
      row.required_skills.push_back(skills.id("language " + word));
    if (const auto found = divisions(object.industry_code); found.size() == 1)
      row.industry = Id{found.front()};
    row.place = map.place(object.latitude_e6, object.longitude_e6);
    if (const auto found = today_by_object.find({object.kind, object.id}); found != today_by_object.end())
      row.current = found->second;
    question.draft.objects.push_back(std::move(row));
  }
  question.skill_names = std::move(skills).words();
  question.objects = std::move(objects);
  question.officers = std::move(officers);
  return question;
}

DutyQuestion load_question(storage::Records& records, const DutySources& sources,
                           const DutyQuestionOptions& options) {
  std::vector<OfficerColumns> officers;
  const auto all = records.all<Officer>();
  std::vector<Id> ids;
  for (const Officer& officer : all) ids.push_back(officer.id);
  const auto names = records.titles(record::describe<Officer>(), ids);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].state != OfficerState::left) officers.push_back({all[i], names[i]});
  std::vector<std::pair<std::pair<ObjectKind, Id>, Id>> current;
  auto cursor = records.connection().query(
      "SELECT object_kind, object_id, officer_id FROM duty WHERE zone_id = $1 AND kind = 'accountable' AND "
      "state = 'active'",
      {records.scope().zone.value});
  while (cursor->step())
    current.push_back({{cursor->text(0) == "project" ? ObjectKind::project : ObjectKind::enterprise,
                        Id{cursor->integer(1)}},
                       Id{cursor->integer(2)}});
  cursor.reset();
  std::erase_if(current, [&](const auto& pair) {
    return std::none_of(officers.begin(), officers.end(),
                        [&](const OfficerColumns& o) { return o.officer.id == pair.second; });
  });
  return make_question(live_objects(records, sources), std::move(officers), current,
                       china_date(records.scope().now), options);
}

}  // namespace zw::modules::registry
