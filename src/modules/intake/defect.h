// One thing in an upload that is not as it should be: where, what, what is proposed, and what was decided
// about it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "modules/intake/defect_catalogue.h"
#include "modules/intake/grid.h"
#include "record/description.h"

namespace zw::modules::intake {

enum class DefectState { open, accepted, edited, ignored };

using Params = std::vector<std::pair<std::string, std::string>>;

struct Found {
  Place place;
  std::string_view code;                 ///< of the catalogue
  const record::Field* field = nullptr;  ///< of the column, when it has one
  Params params;
  std::string value;                    ///< the cell as written
  std::optional<std::string> proposal;  ///< what the cell should say; "" proposes to leave it empty
  Severity severity = Severity::warning;
  DefectState state = DefectState::open;
};

using Founds = std::vector<Found>;

/// What a person decided about a defect; found again by place and code when the upload is interpreted anew.
struct Decision {
  DefectState state = DefectState::open;
  std::string entered;  ///< for `edited`: what the cell should say instead
};

class Decisions {
 public:
  void set(const Place& place, std::string_view code, Decision decision) {
    if (decision.state == DefectState::edited) edited_[place] = decision.entered;
    decided_[{place, std::string(code)}] = std::move(decision);
  }
  DefectState state(const Place& place, std::string_view code) const {
    const auto at = decided_.find(std::tuple<const Place&, std::string_view>(place, code));
    return at == decided_.end() ? DefectState::open : at->second.state;
  }
  /// What somebody typed over the cell, if anybody did.
  const std::string* entered(const Place& place) const {
    const auto at = edited_.find(place);
    return at == edited_.end() ? nullptr : &at->second;
  }

 private:
  std::map<std::tuple<Place, std::string>, Decision, std::less<>> decided_;
  std::map<Place, std::string> edited_;
};

}  // namespace zw::modules::intake
