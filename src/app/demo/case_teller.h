// Does the planned acts of a case as the desk would have done them, and keeps what the desk would have
// stored.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "app/demo/case_keepers.h"
#include "app/demo/case_plan.h"
#include "modules/casework/clocks.h"
#include "modules/casework/steps.h"

namespace zw::app::demo {

class CaseTeller {
 public:
  /// Nothing that lies after `now` happens.
  CaseTeller(DemoZone& zone, const OfficeTime& time, const WorkingCalendar& calendar, Instant now);

  /// Plans come in the order of their receipt.
  void tell(const CasePlan& plan);

 private:
  struct Actor {
    casework::Party party = casework::Party::owner;
    Id person;  ///< 0: the firm
  };
  /// What the acts of one case write beside its row.
  struct Line {
    std::string reason = {};
    std::string details = "{}";
  };

  void begin(const CasePlan& plan);
  void attach_checklist();
  void perform(const Act& act);
  void light_until(Instant limit);
  void finish();

  Actor actor_of(std::optional<casework::Verb> verb) const;
  Line effect(const Act& act);
  Line course(const Act& act);
  Line ending(const Act& act);
  Line dispatch();
  Line complete_step();
  Line extend(int days);
  Line pause(casework::PauseKind kind);
  Line resume();
  Line resolve();
  Line confirm(std::uint8_t rating);
  Line reopen();
  Line call_back(bool was_low);
  Line merge();
  Line supervise();

  void open_supervision(casework::SupervisionKind kind, std::string instruction, std::optional<Instant> due);
  void close_supervisions(std::string_view outcome);
  void say(std::string_view body, std::optional<Id> author, Instant at);
  void set_clock();
  void follow_span();
  void write_event(std::string_view verb, std::optional<casework::State> from, const Actor& actor, Line line,
                   bool is_for_firm);
  Instant after_days(std::int64_t days) const;
  std::string_view name_of_person(Id person) const;
  const casework::Standard& standard() const;

  DemoZone& zone_;
  const OfficeTime& time_;
  const WorkingCalendar& calendar_;
  const Instant now_;
  CaseKeepers keepers_;
  std::vector<casework::Band> bands_;
  struct Checklist {
    std::optional<Id> template_id;
    std::vector<casework::TemplateStep> steps;
  };
  std::array<Checklist, 11> checklists_;  ///< by category

  // Of the case that is being told.
  casework::Case case_;
  const CasePlan* plan_ = nullptr;
  Rng words_{0};
  Instant at_;
  std::vector<casework::Step> steps_;
  std::vector<casework::Message> said_;
  std::size_t first_supervision_ = 0;
};

}  // namespace zw::app::demo
