// What stands around the cases: invitations of firms, visits and proposals to visit, articles, notices, the
// complaint box.
#pragma once

#include "base/result.h"
#include "modules/casework/case.h"
#include "record/json.h"
#include "storage/records.h"

namespace zw::modules::casework {

enum class InvitationPurpose { file_cases, follow_case };
enum class KeyDateKind { permit, loan, lease, certificate, other };
enum class SuggestionKind { permit_expiring, loan_due, node_near, long_silence };
enum class SuggestionState { open, planned, done, dismissed };
enum class ArticleState { draft, proposed, published, withdrawn };
enum class FeedbackState { received, answered };

std::span<const record::Choice> choices_of(InvitationPurpose);
std::span<const record::Choice> choices_of(KeyDateKind);
std::span<const record::Choice> choices_of(SuggestionKind);
std::span<const record::Choice> choices_of(SuggestionState);
std::span<const record::Choice> choices_of(ArticleState);
std::span<const record::Choice> choices_of(FeedbackState);

/// A link a firm may open without an account: for one firm and one purpose, revocable.
struct Invitation : record::Stored {
  Id enterprise_id;
  InvitationPurpose purpose = InvitationPurpose::file_cases;
  std::optional<Id> case_id;
  std::string digest;  ///< of the token, which only the link knows
  std::optional<Id> invited_by_id;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> revoked_at;
};

/// A day in the life of a firm that somebody should think of in time.
struct KeyDate : record::Stored {
  Id enterprise_id;
  KeyDateKind kind = KeyDateKind::permit;
  std::string name;
  Date due_on;
  std::string note;
};

/// 走访: a contact with a firm that took place.
struct Visit : record::Stored {
  Id enterprise_id;
  Id person_id;
  Date visited_on;
  std::string purpose;
  std::string outcome;
};

/// A proposed contact with its reason.
struct Suggestion : record::Stored {
  Id enterprise_id;
  SuggestionKind kind = SuggestionKind::long_silence;
  std::string about;  ///< the permit, the loan, the node
  Date due_on;
  Id officer_person_id;
  SuggestionState state = SuggestionState::open;
  std::string reason;  ///< why it was dismissed
};

/// What was learnt from a closed case, with every identity removed; a second person publishes.
struct Article : record::Stored {
  Id case_id;
  std::string title;
  std::string body;
  Category category = Category::other;
  ArticleState state = ArticleState::draft;
  Id author_id;
  std::optional<Id> published_by_id;
  std::optional<Instant> published_at;
};

/// Something a person should know, shown in the product first.
struct Notice : record::Stored {
  Id person_id;
  std::optional<Id> case_id;
  std::string kind;
  std::string text;
  Instant at;
  Instant leaves_at;  ///< not sent out of the house before: the act may be undone until then
  std::optional<Instant> read_at, sent_at;
  std::optional<Id> event_id;
};

/// Complaints and suggestions about the product itself.
struct Feedback : record::Stored {
  std::string body;
  std::string page;
  Instant at;
  std::optional<Id> person_id;
  FeedbackState state = FeedbackState::received;
  std::string answer;
};

/// Author and state of a new article; see `check_article`.
Outcome prepare_article(storage::Records& records, record::Row& row);
/// Problems: article.case_open, article.names_somebody (params word) for every name, code, number or phone of
/// the case's firm and people that the text still holds.
Outcome check_article(storage::Records& records, const Article& article);

Outcome prepare_feedback(storage::Records& records, record::Row& row);
/// Stores a complaint or suggestion {body, page} of somebody who stays unknown: neither the record nor its
/// audit names anybody.
Outcome hear_unnamed(storage::Records& records, const record::Json& body);
Outcome answer_feedback(storage::Records& records, const storage::Item& before, record::Row& after);

}  // namespace zw::modules::casework

namespace zw::record {
template <>
const Entity& describe<modules::casework::Invitation>();
template <>
const Entity& describe<modules::casework::KeyDate>();
template <>
const Entity& describe<modules::casework::Visit>();
template <>
const Entity& describe<modules::casework::Suggestion>();
template <>
const Entity& describe<modules::casework::Article>();
template <>
const Entity& describe<modules::casework::Notice>();
template <>
const Entity& describe<modules::casework::Feedback>();
}  // namespace zw::record
