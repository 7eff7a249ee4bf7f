// The plain sentence that tells a person what is wrong with a cell.
#pragma once

#include <string>
#include <string_view>

#include "modules/intake/defect.h"

namespace zw::modules::intake {

enum class Tongue { zh, en };

/// The sentence of the defect's class with its words filled in. `field` may be nothing.
std::string sentence(std::string_view code, const record::Field* field, Params params, std::string_view value,
                     const std::optional<std::string>& proposal, Tongue tongue);
inline std::string sentence(const Found& defect, Tongue tongue) {
  return sentence(defect.code, defect.field, defect.params, defect.value, defect.proposal, tongue);
}

}  // namespace zw::modules::intake
