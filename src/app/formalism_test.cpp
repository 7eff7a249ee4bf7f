// Nobody is asked twice: a form about a firm, a project or a person asks for nothing that its dossier holds
// already, unless the program fills it in from there.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/app.h"
#include "base/text.h"

namespace zw::app {
namespace {

using record::DataClass;
using record::Entity;
using record::Field;
using record::Kind;
using record::Label;

/// What the zone knows of whom; their own forms are the places where it is asked the one time.
constexpr std::array kDossiers{"enterprise", "project", "person"};
/// Words that every noun has for itself; they are known of nobody else.
const std::set<std::string_view> kOfEveryNoun{"name", "kind", "state", "status",
                                              "note", "code", "class", "title"};

struct FilledIn {
  std::string_view entity, field;
  std::string_view how;  ///< where it comes from when the form leaves it empty
};
constexpr std::array kFilledIn{
    FilledIn{"service_case", "contact_name", "register_case takes it from the firm"},
    FilledIn{"service_case", "contact_phone", "register_case takes it from the firm"},
    FilledIn{"phase", "capacity_unit", "a new phase takes it from its project"},
};

bool is_dossier(std::string_view entity) { return std::ranges::find(kDossiers, entity) != kDossiers.end(); }
bool is_filled_in(const Entity& entity, const Field& field) {
  return std::ranges::any_of(
      kFilledIn, [&](const FilledIn& one) { return one.entity == entity.name && one.field == field.name; });
}
/// Does somebody type it?
bool is_asked(const Field& field) {
  return !field.rules.read_only && field.kind != Kind::ref && field.kind != Kind::json &&
         field.privacy.data_class != DataClass::secret;
}
std::set<std::string_view> dossiers_of(const Entity& entity) {
  std::set<std::string_view> found;
  for (const Field& field : entity.fields)
    if (field.kind == Kind::ref && is_dossier(field.rules.refers_to)) found.insert(field.rules.refers_to);
  return found;
}
bool is_the_same(const Field& asked, const Field& known, const Entity& of) {
  if (kOfEveryNoun.contains(known.name))
    return asked.name == std::string(of.name) + "_" + std::string(known.name);
  return asked.name == known.name || asked.label.zh == known.label.zh ||
         asked.name == std::string(of.name) + "_" + std::string(known.name);
}

/// Every field of a form that asks for what the dossier of the record it refers to holds.
std::vector<std::string> asked_twice(const std::vector<const Entity*>& entities) {
  std::map<std::string_view, const Entity*> known;
  for (const Entity* entity : entities)
    if (is_dossier(entity->name)) known[entity->name] = entity;
  std::vector<std::string> found;
  for (const Entity* entity : entities) {
    if (is_dossier(entity->name)) continue;
    for (const std::string_view dossier : dossiers_of(*entity))
      for (const Field& field : entity->fields)
        for (const Field& held : known.at(dossier)->fields)
          if (is_asked(field) && !is_filled_in(*entity, field) &&
              is_the_same(field, held, *known.at(dossier)))
            found.push_back(std::string(entity->name) + "." + std::string(field.name) + " asks for " +
                            std::string(dossier) + "." + std::string(held.name));
  }
  return found;
}

std::vector<const Entity*> all_entities() {
  std::vector<const Entity*> all;
  for (const auto& module : all_modules())
    all.insert(all.end(), module.entities.begin(), module.entities.end());
  return all;
}

Field field_of(std::string_view name, Label label, Kind kind = Kind::text) {
  return {.name = name,
          .label = label,
          .kind = kind,
          .privacy = record::kOpen,
          .rules = {},
          .choices = {},
          .aliases = {},
          .get = nullptr,
          .set = nullptr};
}

/// A form about a firm with one more question.
Entity form_asking(Field question) {
  Field firm = field_of("enterprise_id", {"企业", "Enterprise"}, Kind::ref);
  firm.rules.refers_to = "enterprise";
  return {.module = "planted",
          .name = "planted",
          .plural = "planted",
          .label = {"表", "Form"},
          .title = "id",
          .fields = {std::move(firm), std::move(question)}};
}

TEST(FormalismTest, NoFormAsksWhatTheDossierHolds) {
  EXPECT_EQ(asked_twice(all_entities()), std::vector<std::string>{});
}

TEST(FormalismTest, APlantedQuestionIsFound) {
  const std::vector<Field> questions{
      field_of("uscc", {"代码", "Code"}),           field_of("place", {"实际地址", "Where"}),
      field_of("contact_phone", {"电话", "Phone"}), field_of("enterprise_name", {"单位", "Firm"}),
      field_of("industry_code", {"行业", "Trade"}), field_of("who", {"联系人", "Who"})};
  for (const Field& question : questions) {
    const Entity form = form_asking(question);
    auto entities = all_entities();
    entities.push_back(&form);
    EXPECT_FALSE(asked_twice(entities).empty()) << question.name;
  }
}

TEST(FormalismTest, WhatIsFilledInExists) {
  const auto entities = all_entities();
  for (const FilledIn& one : kFilledIn) {
    const auto entity = std::ranges::find(entities, one.entity, &Entity::name);
    ASSERT_NE(entity, entities.end()) << one.entity;
    const Field* field = (*entity)->find(one.field);
    ASSERT_NE(field, nullptr) << one.field;
    EXPECT_FALSE(field->rules.required) << one.field << " can be left empty";
  }
}

}  // namespace
}  // namespace zw::app
