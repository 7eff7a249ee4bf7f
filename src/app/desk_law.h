// What a zone's service desk begins with: limits, lights and checklists, shipped as data.
#pragma once

#include "modules/casework/law.h"
#include "storage/records.h"

namespace zw::app {

struct DeskLaw {
  std::vector<modules::casework::Standard> standards;
  std::vector<modules::casework::LightRule> light_rules;
  std::vector<modules::casework::Template> templates;  ///< in force
  std::vector<modules::casework::TemplateStep> steps;  ///< `template_id` is the place in `templates`, from 1
};

/// In force from that day on: a demonstration tells of an earlier time than a zone that is founded today.
DeskLaw shipped_desk_law(Date effective_from);
/// Stores it in a zone that has none.
void furnish_desk(storage::Records& records, const DeskLaw& law);

}  // namespace zw::app
