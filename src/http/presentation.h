// Records as one person sees them: masked or in full, with the titles of what they refer to and what may be
// done.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "http/resource.h"

namespace zw::http {

/// Whoever owns a record may change more of them and sees personal values.
bool may_update(const Policy& policy, Roles roles, bool is_owner);

/// Names what a text about records of the resource depends on beside the data and the question: two actors of
/// the same name see the same. Appended to `name`.
void append_viewer(std::string& name, const Resource& resource, const storage::Scope& scope);

/// Which records of a resource meet a condition, e.g. belong to the actor.
class Selection {
 public:
  /// No condition, no records.
  Selection(const Resource& resource, Records& records, std::string condition)
      : resource_(resource), records_(records), condition_(std::move(condition)) {}

  /// Looks the records up that `has` may be asked about.
  void prepare(std::span<const Item> items);
  bool has(Id id) const { return chosen_ && chosen_->contains(id.value); }

 private:
  using Ids = std::unordered_set<std::int64_t>;
  void add(Ids& ids, std::span<const Item> only) const;

  const Resource& resource_;
  Records& records_;
  std::string condition_;
  Ids prepared_;
  const Ids* chosen_ = nullptr;  ///< what was prepared, or what the connection remembers
};

/// The records of a resource that belong to the actor.
Selection own_records(const Resource& resource, Records& records);

/// Writes records of one resource for the actor of `records`.
class Presentation {
 public:
  Presentation(const Resource& resource, Records& records);

  /// Looks up at once what `append` needs for each of them.
  void prepare(std::span<const Item> items);
  void append(record::JsonWriter& json, const Item& item) const;

 private:
  using Titles = std::unordered_map<std::int64_t, std::string>;
  struct Reference {
    std::size_t field;
    const record::Entity* target;  ///< nothing where the record names the kind of its object
  };

  Titles& titles_of(const record::Entity& target);
  /// Nothing when the item refers to nothing.
  const record::Entity* target_of(const Reference& reference, const Item& item) const;
  void fetch(const record::Entity& target, std::vector<Id>& ids);

  const Resource& resource_;
  Records& records_;
  const Roles roles_;
  const bool needs_owner_;
  Selection own_;
  Selection fixed_;
  std::vector<Reference> references_;
  std::optional<std::size_t> object_kind_;
  std::unordered_map<const record::Entity*, Titles*> known_;
  std::vector<std::unique_ptr<Titles>> fetched_;  ///< where the connection remembers nothing
};

}  // namespace zw::http
