#include "modules/intake/cell_chain.h"

#include <cmath>

namespace zw::modules::intake {
namespace {

/// Numbers are read by their value, not by how they happen to be shown.
std::string starting_text(const Cell& cell) {
  return cell.kind == CellKind::number ? number_text(cell.number) : cell.text;
}

class Chain {
 public:
  Chain(CellContext cell, const Place& place, const Decisions& decisions, Founds& defects)
      : cell_(std::move(cell)), place_(place), decisions_(decisions), defects_(defects) {
    cell_.text = starting_text(cell_.cell);
    cell_.kind = cell_.cell.kind;
    written_ = cell_.cell.kind == CellKind::number && !cell_.cell.text.empty() && cell_.cell.is_percent
                   ? cell_.cell.text
                   : cell_.text;
    text_ = cell_.text;
  }

  CellOutcome run() {
    follow(origin_examiners());
    if (cell_.text.empty() && cell_.kind == CellKind::empty) return {};
    follow(text_examiners());
    if (!cell_.text.empty()) {
      if (cell_.is_textual()) follow(code_examiners());
      if (cell_.is_numeric()) follow(number_examiners());
      if (cell_.field.kind == record::Kind::date) follow(date_examiners());
      follow(choice_examiners());
      if (!is_stuck_ && !cell_.text.empty() && !is_storable(cell_.value_context(), cell_.text))
        report_remaining();
    }
    return outcome();
  }

 private:
  void follow(Examiners examiners) {
    for (const Examiner* examiner : examiners) {
      if (is_stuck_) return;
      if (auto finding = examiner->examine(cell_)) take(examiner->code(), *std::move(finding));
    }
  }

  bool can_be_stored() const {
    return is_left_out_ || text_.empty() || is_storable(cell_.value_context(), text_);
  }

  void take(std::string_view code, Finding finding) {
    DefectState state = decisions_.state(place_, code);
    // A decision that no longer fits (the proposal is gone, what was typed is wrong too) leaves the question
    // open.
    if (state == DefectState::edited || (state == DefectState::accepted && !finding.proposal))
      state = DefectState::open;
    const bool is_error = defect_class(code).severity == Severity::error || !can_be_stored();
    if (state == DefectState::accepted) {
      text_ = *finding.proposal;
      accept_earlier();
    } else if (state == DefectState::ignored) {
      // Kept as written where that is possible, otherwise left out.
      if (!can_be_stored()) is_left_out_ = is_stuck_ = true;
    } else if (state == DefectState::open) {
      waits_ |= is_error;
      is_stuck_ |= !finding.proposal && is_error;
    }
    if (finding.proposal && state != DefectState::ignored) {
      cell_.text = *finding.proposal;
      cell_.kind = CellKind::text;
    }
    defects_.push_back({.place = place_,
                        .code = code,
                        .field = &cell_.field,
                        .params = std::move(finding.params),
                        .value = written_,
                        .proposal = std::move(finding.proposal),
                        .severity = is_error ? Severity::error : Severity::warning,
                        .state = state});
  }

  /// A proposal contains those made before it for the same cell.
  void accept_earlier() {
    for (auto defect = defects_.rbegin(); defect != defects_.rend() && defect->place == place_; ++defect)
      if (defect->state == DefectState::open) defect->state = DefectState::accepted;
    waits_ = false;
  }

  void report_remaining() {
    auto [code, params] = remaining_fault(cell_);
    take(code, {{}, std::move(params)});
  }

  CellOutcome outcome() const {
    CellOutcome made;
    if (is_left_out_) return made;
    // What cannot be read says nothing: two unreadable codes are not the same code.
    if (!is_stuck_ && is_storable(cell_.value_context(), cell_.text)) {
      made.likely_text = cell_.text;
      made.likely_value = plain_value(cell_.value_context(), cell_.text);
    }
    if (!waits_ && !text_.empty()) made.value = plain_value(cell_.value_context(), text_);
    return made;
  }

  CellContext cell_;  ///< its text runs ahead, as if every proposal were accepted
  const Place& place_;
  const Decisions& decisions_;
  Founds& defects_;
  std::string written_;    ///< the cell as people see it
  std::string text_;       ///< what stands in the cell by what was decided
  bool waits_ = false;     ///< an open error keeps the row from being imported
  bool is_stuck_ = false;  ///< nothing further can be said about the text
  bool is_left_out_ = false;
};

}  // namespace

CellOutcome examine_cell(CellContext cell, const Place& place, const Decisions& decisions, Founds& defects) {
  const std::string* entered = decisions.entered(place);
  if (!entered) return Chain(std::move(cell), place, decisions, defects).run();
  // What a person types over a cell is read like a text in the sheet.
  const Cell typed{entered->empty() ? CellKind::empty : CellKind::text, *entered, 0, false};
  const CellContext replaced{.field = cell.field,
                             .column = cell.column,
                             .target = cell.target,
                             .cell = typed,
                             .names = cell.names,
                             .year = cell.year};
  return Chain(replaced, place, decisions, defects).run();
}

}  // namespace zw::modules::intake
