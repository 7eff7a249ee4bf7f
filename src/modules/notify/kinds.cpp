#include "modules/notify/kinds.h"

#include <algorithm>

#include "base/text.h"
#include "modules/notify/notify.h"

namespace zw::modules::notify {
namespace {

using record::Choice;

constexpr Choice kKinds[] = {
    {"turned_red", {"亮红灯", "turned red"}},
    {"turned_yellow", {"亮黄灯", "turned yellow"}},
    {"urged", {"催办", "urged"}},
    {"supervised", {"督办", "supervised"}},
    {"registered", {"新登记", "registered"}},
    {"dispatched", {"交办", "dispatched"}},
    {"taken_away", {"改由他人办理", "given to somebody else"}},
    {"objected", {"提出异议", "objected to"}},
    {"sent_back", {"退回", "sent back"}},
    {"resumed", {"恢复办理", "resumed"}},
    {"signature_asked", {"待签署", "signature asked"}},
    {"signed", {"已签署", "signed"}},
    {"assistance_asked", {"请协办", "help asked"}},
    {"assistance_done", {"协办已反馈", "help reported"}},
    {"step_opened", {"步骤开始", "step opened"}},
    {"step_done", {"步骤完成", "step done"}},
    {"message", {"企业留言", "message of the firm"}},
    {"confirmed", {"企业已确认", "confirmed by the firm"}},
    {"reopened", {"重开", "reopened"}},
    {"withdrawn", {"撤回", "withdrawn"}},
    {"merged", {"并案", "merged"}},
    {"rated", {"已评价", "rated"}},
    {"low_rating", {"差评", "low rating"}},
};

/// Calls `visit` with every name of the list; stops and answers false when it does.
template <class Visit>
bool every_name(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (!visit(trim(list.substr(0, end)))) return false;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return true;
}

}  // namespace

std::span<const Choice> notice_kinds() { return kKinds; }

const Choice* find_kind(std::string_view name) {
  const auto* found = std::ranges::find_if(kKinds, [&](const Choice& kind) { return kind.name == name; });
  return found == std::end(kKinds) ? nullptr : found;
}

bool is_urgent(std::string_view kind, SaidBy said_by) {
  return kind == "turned_red" || (kind == "urged" && said_by == SaidBy::leader);
}

bool takes(std::string_view list, std::string_view kind) {
  if (!find_kind(kind)) return false;
  if (trim(list).empty()) return true;
  return !every_name(list, [&](std::string_view name) { return name != kind; });
}

bool are_notice_kinds(std::string_view list) {
  return trim(list).empty() ||
         every_name(list, [](std::string_view name) { return find_kind(name) != nullptr; });
}

}  // namespace zw::modules::notify
