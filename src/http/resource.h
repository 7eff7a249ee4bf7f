// The seven routes every entity has: list, find, read, create, change, delete, history — made of its
// description and a policy.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/route.h"
#include "record/json.h"
#include "record/record_json.h"
#include "storage/records.h"

namespace zw::http {

using storage::Item;
using storage::Records;
using storage::Roles;

/// A further act on a record, offered as an ability; its route is declared by the module.
struct Verb {
  std::string name;
  Roles roles;
  std::function<bool(const Item&)> applies = {};  ///< to a record in this state; always when empty
};

/// Who may do what with the records of one entity. Conditions are SQL over the entity's own columns, made by
/// the program from the ids and roles of the actor only, never from input or the time: answers are remembered
/// by them.
struct Policy {
  Roles read;
  Roles create;
  Roles update;
  Roles update_own;  ///< may change the records they own
  Roles remove;
  Roles full_sight;  ///< see personal values unmasked; owners always do
  std::function<std::string(const storage::Scope&)> own = {};      ///< records that belong to the actor
  std::function<std::string(const storage::Scope&)> visible = {};  ///< empty text = all
  std::vector<Verb> verbs = {};
  /// Abilities that depend on the actor as well as on the record, beside the verbs.
  std::function<std::vector<std::string_view>(const storage::Scope&, const Item&)> abilities = {};
  /// Records that have come to rest: nobody is offered to change or delete them. The rules above still
  /// refuse.
  std::function<bool(const Item&)> is_fixed = {};
  /// The same where another record decides: a condition like `own`.
  std::string fixed_where = {};
  /// Parameters of the list beside its fields, and how they narrow it together. Filters and limits are
  /// answered faster than SQL, which, like `own`, holds nothing of what was typed but parsed numbers and
  /// known names.
  std::vector<std::string_view> parameters = {};
  std::function<Outcome(storage::ListQuery&, const storage::Scope&, const Request&)> narrow = {};
  /// Fills or refuses a new row before it is stored.
  std::function<Outcome(Records&, record::Row&)> before_create = {};
  std::function<Outcome(Records&, const Item& before, record::Row& after)> before_update = {};
  std::function<Outcome(Records&, const Item& before)> before_remove = {};
  /// Follows a stored change in the same transaction; `before` is null for a new record.
  std::function<Outcome(Records&, const Item* before, const Item& after)> after_change = {};
};

struct Resource {
  const record::Entity* entity;
  Policy policy;
  std::string route() const;  ///< "/api/registry/enterprises"
};

Routes resource_routes(const Resource& resource);

/// Short for `problem_response`: the status follows from the first code.
inline Response refuse(const Problems& problems, const Request& request) {
  return problem_response(problems, request);
}
/// One record with its abilities and titles as JSON, as `GET /{id}` answers it.
std::string record_json(const Resource& resource, Records& records, const Item& item);
/// The same with its ETag, and Location when it is new (201).
Response record_response(const Resource& resource, Records& records, const Item& item, int status = 200);
/// The visible record, or a refusal `record.not_found`.
Result<Item> find_visible(const Resource& resource, Records& records, Id id);
/// The body as a JSON object; problems json.*.
Result<record::Json> body_object(const Request& request);
/// {id} of the path.
Result<Id> path_id(const Request& request, std::string_view name = "id");
/// A whole number of the query; problem field.required or field.type.
Result<std::int64_t> number_parameter(const Request& request, std::string_view name);
/// The list query of the address; problems list.*, field.type. `further` parameters are passed over.
Result<storage::ListQuery> list_query(const record::Entity& entity, const Request& request,
                                      const std::vector<std::string_view>& further = {});
/// The list query of the address, with what the policy lets the actor see and asks by its own parameters;
/// problems list.*, field.type and those of `narrow`.
Result<storage::ListQuery> list_query(const Resource& resource, const storage::Scope& scope,
                                      const Request& request);
/// {"items":[…],"next":…,"total":n} with abilities and titles.
std::string page_json(const Resource& resource, Records& records, const storage::Page& page);

}  // namespace zw::http
