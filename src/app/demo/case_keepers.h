// Who answers for a request on a day: the accountable officer of the firm or project, the desk, a department.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "app/demo/zone.h"
#include "base/rng.h"

namespace zw::app::demo {

class CaseKeepers {
 public:
  explicit CaseKeepers(const DemoZone& zone);

  std::optional<Id> officer_of(std::optional<Id> enterprise, std::optional<Id> project, Date day) const;
  Id leader() const { return leader_; }
  Id secretary() const { return secretary_; }

  struct Handler {
    Id person, organisation;
  };
  /// Somebody of the department that such requests belong to, other than `owner`.
  Handler handler_of(modules::casework::Category category, Id owner, Rng& rng) const;

 private:
  using Duties = std::vector<std::vector<const registry::Duty*>>;
  std::optional<Id> officer_in(const Duties& duties, Id object, Date day) const;

  const DemoZone& zone_;
  Duties of_firms_, of_projects_;  ///< by the place of the object
  std::map<Id, std::vector<Id>> staff_;
  std::vector<Id> offices_;  ///< by category
  Id leader_, secretary_;
};

}  // namespace zw::app::demo
