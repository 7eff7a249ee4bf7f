#include <algorithm>

#include "base/text.h"
#include "modules/casework/around.h"
#include "modules/registry/enterprise.h"
#include "modules/registry/people.h"
#include "record/record_json.h"
#include "record/validate.h"

namespace zw::modules::casework {
namespace {

using storage::Records;

/// What tells who it was about.
std::vector<std::string> identities(Records& records, const Case& of_case) {
  std::vector<std::string> words{of_case.contact_name, of_case.contact_phone, of_case.number};
  if (of_case.enterprise_id)
    if (const auto firm = records.find<registry::Enterprise>(*of_case.enterprise_id))
      words.insert(words.end(), {firm->name, firm->former_name, firm->uscc.value_or(""), firm->group_name,
                                 firm->legal_representative, firm->contact_name, firm->contact_phone});
  if (const auto owner = records.find<registry::Person>(of_case.owner_id)) words.push_back(owner->name);
  // One letter would be found everywhere.
  std::erase_if(words, [](const std::string& word) { return character_count(word) < 2; });
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

Outcome check_article(Records& records, const Article& article) {
  const auto of_case = records.find<Case>(article.case_id);
  if (!of_case) return Nothing{};  // told by the check of references
  Problems problems;
  if (is_alive(of_case->state)) problems.push_back({"article.case_open", "case_id", {}});
  for (const std::string& word : identities(records, *of_case))
    for (const auto& [field, text] : {std::pair{"title", &article.title}, std::pair{"body", &article.body}})
      if (fold_width(*text).find(fold_width(word)) != std::string::npos)
        problems.push_back({"article.names_somebody", field, {{"word", word}}});
  if (!problems.empty()) return problems;
  return Nothing{};
}

Outcome prepare_article(Records& records, record::Row& row) {
  auto article = record::from_row<Article>(row);
  article.author_id = records.scope().actor.person;
  article.state = ArticleState::draft;
  row = record::to_row(article);
  return check_article(records, article);
}

Outcome prepare_feedback(Records& records, record::Row& row) {
  auto feedback = record::from_row<Feedback>(row);
  feedback.at = records.scope().now;
  if (records.scope().actor.person) feedback.person_id = records.scope().actor.person;
  feedback.answer.clear();
  row = record::to_row(feedback);
  return Nothing{};
}

Outcome hear_unnamed(Records& records, const record::Json& body) {
  storage::Scope unknown = records.scope();
  unknown.actor = {.person = {}, .name = "不具名", .roles = {}, .enterprise = {}};
  Records quiet(records.connection(), unknown);
  const record::Entity& entity = record::describe<Feedback>();
  auto row = record::apply_json(entity, record::blank_row(entity), body);
  if (!row) return row.problems();
  const auto prepared = prepare_feedback(quiet, *row);
  if (!prepared) return prepared.problems();
  const auto stored = quiet.insert(entity, *row);
  if (!stored) return stored.problems();
  return Nothing{};
}

/// The desk answers; what was said stays as it was said.
Outcome answer_feedback(Records&, const storage::Item& before, record::Row& after) {
  const auto told = record::from_row<Feedback>(before.row);
  auto feedback = record::from_row<Feedback>(after);
  if (feedback.body != told.body) return Problem{"field.read_only", "body", {}};
  feedback.state = feedback.answer.empty() ? FeedbackState::received : FeedbackState::answered;
  after = record::to_row(feedback);
  return Nothing{};
}

}  // namespace zw::modules::casework
