// Every verb in every state by everybody, against a table that people can read; reasons, roles, refusals.
#include "modules/casework/moves.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "base/text.h"
#include "modules/casework/testing.h"

namespace zw::modules::casework {
namespace {

using storage::Role;
using storage::Roles;

/// A cell names who may: f the firm, o the accountable person, d the desk, l a leader, n whoever was asked.
/// "into" is the state afterwards, "=" the same one. A reason is needed by "all", by "staff" only, by "-"
/// nobody. "undo" says whether it can be taken back, "told" whether the firm reads of it.
constexpr std::string_view kTable = R"(
verb              | reg | acc | dis | han | pau | res | clo | rev | arc | ref | wit | mer | into       | reason | undo | told
accept            | od  | .   | .   | .   | .   | .   | .   | .   | .   | .   | .   | .   | accepted   | -      | yes  | yes
refuse            | od  | od  | .   | .   | .   | .   | .   | .   | .   | .   | .   | .   | refused    | all    | no   | yes
dispatch          | od  | od  | .   | .   | .   | .   | .   | .   | .   | .   | .   | .   | dispatched | -      | yes  | yes
take              | o   | o   | .   | .   | .   | .   | .   | .   | .   | .   | .   | .   | handling   | -      | yes  | yes
sign_for          | .   | .   | o   | .   | .   | .   | .   | .   | .   | .   | .   | .   | handling   | -      | yes  | yes
object            | .   | .   | o   | .   | .   | .   | .   | .   | .   | .   | .   | .   | accepted   | all    | no   | yes
transfer          | .   | .   | .   | od  | .   | .   | .   | .   | .   | .   | .   | .   | dispatched | all    | yes  | yes
send_back         | .   | .   | odl | odl | .   | odl | .   | .   | .   | .   | .   | .   | handling   | all    | no   | yes
add_signers       | .   | .   | .   | od  | .   | .   | .   | .   | .   | .   | .   | .   | =          | -      | no   | no
sign              | .   | .   | .   | n   | .   | .   | .   | .   | .   | .   | .   | .   | =          | -      | no   | no
assist            | .   | .   | .   | od  | .   | .   | .   | .   | .   | .   | .   | .   | =          | -      | no   | yes
report_assistance | .   | .   | .   | n   | n   | .   | .   | .   | .   | .   | .   | .   | =          | -      | no   | no
complete_step     | .   | .   | .   | on  | .   | .   | .   | .   | .   | .   | .   | .   | =          | -      | no   | yes
skip_step         | .   | .   | .   | o   | .   | .   | .   | .   | .   | .   | .   | .   | =          | all    | no   | yes
extend            | .   | .   | .   | od  | .   | .   | .   | .   | .   | .   | .   | .   | =          | all    | yes  | yes
pause             | .   | .   | .   | od  | .   | .   | .   | .   | .   | .   | .   | .   | paused     | all    | no   | yes
resume            | .   | .   | .   | .   | od  | .   | .   | .   | .   | .   | .   | .   | handling   | -      | no   | yes
request_closure   | .   | .   | .   | o   | .   | .   | .   | .   | .   | .   | .   | .   | resolved   | -      | no   | yes
confirm           | .   | .   | .   | .   | .   | f   | .   | .   | .   | .   | .   | .   | closed     | -      | no   | yes
reopen            | .   | .   | .   | .   | .   | fd  | fd  | fd  | .   | .   | .   | .   | handling   | staff  | no   | yes
rate              | .   | .   | .   | .   | .   | .   | f   | f   | .   | .   | .   | .   | =          | -      | no   | yes
call_back         | .   | .   | .   | .   | .   | .   | odl | .   | .   | .   | .   | .   | reviewed   | all    | no   | yes
archive           | .   | .   | .   | .   | .   | .   | .   | d   | .   | d   | d   | .   | archived   | -      | yes  | no
withdraw          | fd  | fd  | fd  | fd  | fd  | .   | .   | .   | .   | .   | .   | .   | withdrawn  | staff  | no   | yes
urge              | fdl | fdl | fdl | fdl | fdl | .   | .   | .   | .   | .   | .   | .   | =          | -      | no   | yes
supervise         | dl  | dl  | dl  | dl  | dl  | .   | .   | .   | .   | .   | .   | .   | =          | all    | no   | yes
end_supervision   | dl  | dl  | dl  | dl  | dl  | dl  | dl  | dl  | .   | .   | .   | .   | =          | all    | no   | no
merge             | od  | od  | od  | od  | od  | .   | .   | .   | .   | .   | .   | .   | merged     | all    | no   | yes
split             | od  | od  | od  | od  | od  | .   | .   | .   | .   | .   | .   | .   | =          | -      | no   | yes
strike_off        | .   | .   | .   | .   | .   | d   | .   | .   | .   | .   | .   | .   | closed     | all    | no   | yes
)";

constexpr std::string_view kLetters = "fodln";  // in the order of Party

struct Line {
  std::string verb, into, reason, undo, told;
  std::vector<std::string> cells;  ///< one a state
  bool may(std::size_t state, Parties parties) const {
    for (std::size_t p = 0; p < kLetters.size(); ++p)
      if (parties.has(static_cast<Party>(p)) && cells[state].find(kLetters[p]) != std::string::npos)
        return true;
    return false;
  }
  bool names(char letter) const {
    return std::ranges::any_of(cells,
                               [&](const auto& cell) { return cell.find(letter) != std::string::npos; });
  }
};

const std::vector<Line>& table() {
  static const std::vector<Line> lines = [] {
    std::vector<Line> read;
    std::istringstream text{std::string(kTable)};
    for (std::string line; std::getline(text, line);) {
      std::vector<std::string> cells;
      std::istringstream parts(line);
      for (std::string cell; std::getline(parts, cell, '|');) cells.emplace_back(trim(cell));
      if (cells.size() < 17 || cells.front() == "verb") continue;
      read.push_back({cells[0], cells[13], cells[14], cells[15], cells[16], {}});
      read.back().cells.assign(cells.begin() + 1, cells.begin() + 13);
    }
    return read;
  }();
  return lines;
}

Parties parties_from(unsigned bits) {
  Parties parties;
  for (unsigned p = 0; p < kLetters.size(); ++p)
    if ((bits >> p) & 1u) parties.add(static_cast<Party>(p));
  return parties;
}

std::string letters_of(Parties parties) {
  std::string letters;
  for (std::size_t p = 0; p < kLetters.size(); ++p)
    if (parties.has(static_cast<Party>(p))) letters += kLetters[p];
  return letters;
}

TEST(Moves, TheTableNamesEveryVerbOnce) {
  ASSERT_EQ(table().size(), static_cast<std::size_t>(kVerbCount));
  for (int v = 0; v < kVerbCount; ++v) {
    const Line& line = table()[static_cast<std::size_t>(v)];
    const Move& move = move_of(static_cast<Verb>(v));
    EXPECT_EQ(move.name, line.verb);
    EXPECT_EQ(find_move(line.verb), &move);
    EXPECT_EQ(move.to ? name_of(*move.to) : "=", line.into) << line.verb;
    EXPECT_EQ(move.is_undoable, line.undo == "yes") << line.verb;
    EXPECT_EQ(move.is_for_firm, line.told == "yes") << line.verb;
  }
  EXPECT_EQ(find_move("delete"), nullptr);
  EXPECT_EQ(find_move(""), nullptr);
}

/// 12 states × 30 verbs × every combination of the five parties, nobody included.
TEST(Moves, EveryCellIsAsTheTableSays) {
  for (const Line& line : table())
    for (std::size_t s = 0; s < kStateCount; ++s)
      for (unsigned bits = 0; bits < 32; ++bits) {
        const Parties parties = parties_from(bits);
        const auto answer = check(*find_move(line.verb), static_cast<State>(s), parties, "理由");
        const std::string wanted = line.may(s, parties)   ? "ok"
                                   : line.cells[s] == "." ? "casework.state"
                                                          : "casework.forbidden";
        ASSERT_EQ(testing::codes(answer), wanted)
            << line.verb << " in " << name_of(static_cast<State>(s)) << " by " << letters_of(parties);
      }
}

TEST(Moves, ARefusalNamesWhatThisPersonMayDoNow) {
  for (std::size_t s = 0; s < kStateCount; ++s)
    for (unsigned bits = 0; bits < 32; ++bits) {
      const Parties parties = parties_from(bits);
      std::string wanted;
      for (const Line& line : table())
        if (line.may(s, parties)) wanted += (wanted.empty() ? "" : ", ") + line.verb;
      for (const Line& line : table()) {
        if (line.may(s, parties)) continue;
        const auto refused = check(*find_move(line.verb), static_cast<State>(s), parties, "");
        ASSERT_FALSE(refused.ok());
        const Problem& problem = refused.problems().front();
        ASSERT_EQ(testing::param(problem, "allowed"), wanted.empty() ? "–" : wanted);
        ASSERT_EQ(testing::param(problem, "verb"), line.verb);
        ASSERT_EQ(testing::param(problem, "state"), name_of(static_cast<State>(s)));
      }
    }
}

/// Whoever may act in the cell is asked for a reason exactly where the table says so.
TEST(Moves, ReasonsAreAskedOfThoseWhoOweOne) {
  for (const Line& line : table())
    for (std::size_t s = 0; s < kStateCount; ++s)
      for (std::size_t p = 0; p < kLetters.size(); ++p) {
        const Parties parties{static_cast<Party>(p)};
        if (!line.may(s, parties)) continue;
        const bool is_firm = kLetters[p] == 'f';
        const bool owes = line.reason == "all" || (line.reason == "staff" && !is_firm);
        const Move& move = *find_move(line.verb);
        EXPECT_EQ(testing::codes(check(move, static_cast<State>(s), parties, "")),
                  owes ? "casework.reason_required" : "ok")
            << line.verb << " by " << kLetters[p];
        EXPECT_EQ(check(move, static_cast<State>(s), parties, " \t　").ok(), !owes)
            << "blanks are no reason: " << line.verb;
      }
  const auto refused = check(move_of(Verb::refuse), State::registered, {Party::desk}, "");
  EXPECT_EQ(refused.problems().front().field, "reason");
  EXPECT_EQ(testing::param(refused.problems().front(), "verb"), "refuse");
}

TEST(Moves, RoutesAreOpenToTheRolesThatCanBeAParty) {
  for (const Line& line : table()) {
    const Roles roles = roles_of(*find_move(line.verb));
    const bool any_staff = line.names('o') || line.names('n');
    EXPECT_EQ(roles.has(Role::contact), line.names('f')) << line.verb;
    EXPECT_EQ(roles.has(Role::officer), any_staff) << line.verb;
    EXPECT_EQ(roles.has(Role::leader), any_staff || line.names('l')) << line.verb;
    EXPECT_EQ(roles.has(Role::secretary), any_staff || line.names('d')) << line.verb;
    EXPECT_EQ(roles.has(Role::administrator), any_staff || line.names('d')) << line.verb;
    EXPECT_FALSE(roles.has(Role::auditor)) << line.verb;
  }
}

TEST(Moves, WhatSomebodyIsToACase) {
  constexpr Id kOwner{7}, kSomebody{8}, kFirm{100}, kOtherFirm{101};
  const struct {
    Roles roles;
    Id person, enterprise;
    std::string_view parties;
  } rows[] = {
      {{Role::contact}, {}, kFirm, "f"},
      {{Role::contact}, kSomebody, kFirm, "f"},
      {{Role::contact}, kSomebody, kOtherFirm, ""},
      {{Role::contact}, kSomebody, {}, ""},
      // Whoever speaks for a firm is never staff to the case, whatever else the account says.
      {{Role::contact}, kOwner, kOtherFirm, ""},
      {{Role::contact, Role::administrator}, kOwner, kFirm, "f"},
      {{Role::contact, Role::secretary}, kSomebody, kOtherFirm, ""},
      {{Role::officer}, kOwner, {}, "o"},
      {{Role::officer}, kSomebody, {}, ""},
      {{Role::officer}, kSomebody, kFirm, ""},
      {{Role::secretary}, kOwner, {}, "od"},
      {{Role::secretary}, kSomebody, {}, "d"},
      {{Role::administrator}, kSomebody, {}, "d"},
      {{Role::administrator}, {}, {}, "d"},
      {{Role::leader}, kOwner, {}, "ol"},
      {{Role::leader}, kSomebody, {}, "l"},
      {{Role::leader, Role::secretary}, kSomebody, {}, "dl"},
      {{Role::auditor}, kSomebody, {}, ""},
      {{Role::auditor}, kOwner, {}, ""},
      {{}, kOwner, {}, ""},
      {{}, {}, {}, ""},
  };
  Case of_case;
  of_case.owner_id = kOwner;
  of_case.enterprise_id = kFirm;
  for (const auto& row : rows) {
    const storage::Actor actor{row.person, "", row.roles, row.enterprise};
    EXPECT_EQ(letters_of(parties_of(of_case, actor)), row.parties) << "row " << (&row - rows);
  }
  of_case.enterprise_id = {};
  EXPECT_EQ(letters_of(parties_of(of_case, {{}, "", {Role::contact}, {}})), "")
      << "a case without a firm has no firm to speak for it";
}

}  // namespace
}  // namespace zw::modules::casework
