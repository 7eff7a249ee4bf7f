// Random histories: whatever people do in whatever order, the rules of the desk hold, and every figure of
// the past is the size of its list.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/rng.h"
#include "http/resource.h"
#include "modules/casework/board.h"
#include "modules/casework/chores.h"
#include "modules/casework/testing.h"

namespace zw::modules::casework {
namespace {

using testing::Desk;
using testing::Who;

/// Endings starve a history, splitting breeds cases, and whoever is asked must answer first: they are rare.
void keep_some(Rng& rng, std::vector<const Move*>& offered) {
  using enum Verb;
  static const std::set<Verb> kRare{refuse, withdraw, merge, archive, split, add_signers, assist, send_back};
  std::erase_if(offered, [&](const Move* move) { return kRare.contains(move->verb) && !rng.chance(10); });
}

// ---- The table and the clocks alone ----

/// A case as it is moved by the table, without a desk: every act keeps what the clock needs.
class LooseCase {
 public:
  explicit LooseCase(Instant now) {
    case_.received_at = case_.clock_from = now;
    case_.owner_id = Id{1};
  }

  const Case& get() const { return case_; }

  /// Answers whether the table let it happen.
  bool act(const Move& move, Parties parties, std::string_view reason, Instant now) {
    if (!check(move, case_.state, parties, reason)) return false;
    if (move.to) case_.state = *move.to;
    switch (move.verb) {
      case Verb::dispatch:
      case Verb::transfer:
        case_.dispatched_at = now;
        break;
      case Verb::extend:
        case_.extended_minutes += 60;
        break;
      case Verb::pause:
        case_.paused_since = now;
        break;
      case Verb::request_closure:
        case_.resolved_at = case_.replied_at = now;
        break;
      case Verb::reopen:
        case_.clock_from = now;
        case_.paused_minutes = case_.extended_minutes = 0;
        case_.resolved_at = {};
        break;
      case Verb::send_back:
        case_.resolved_at = {};
        break;
      default:
        break;
    }
    if (case_.state != State::paused && case_.paused_since)
      end_pause(case_, testing::shipped_calendar(), now);
    return true;
  }

 private:
  Case case_;
};

Instant later(Rng& rng, Instant now) {
  return plus_seconds(now, rng.chance(10) ? rng.between(0, 3 * 86'400) : rng.between(0, 3 * 3600));
}

/// What always holds of a clock, whatever happened to the case.
void expect_sane(const Case& c, const Reckoning& seen, const Standard& standard, Instant now) {
  ASSERT_EQ(seen.light == Light::none, !is_running(c.state) && c.state != State::paused) << name_of(c.state);
  ASSERT_EQ(seen.due_at.has_value(), is_running(c.state)) << name_of(c.state);
  ASSERT_EQ(seen.due_stage.has_value(), seen.due_at.has_value());
  if (seen.due_at) {
    ASSERT_LE(*seen.due_at, *seen.close_due_at) << "the closure is the last of the stages that are due";
    ASSERT_EQ(*seen.due_at <= now, seen.light == Light::red) << "red and overdue are one thing";
  }
  if (seen.light_changes_at) {
    ASSERT_GT(*seen.light_changes_at, now) << "the lamp never looks back";
  }
  if (c.state == State::paused || is_running(c.state)) {
    const auto used = used_minutes(c, testing::shipped_calendar(), now).count;
    ASSERT_GE(used, 0);
    const auto limit = standard.promised_minutes + c.extended_minutes;
    if (seen.light == Light::green) {
      ASSERT_LT(used * 1000, limit * 800) << "green is not yet four fifths";
    }
  }
}

TEST(Histories, AHundredThousandByTheTableKeepTheClockSane) {
  const std::vector<Band> bands = testing::usual_bands();
  const Standard standard = testing::usual_standard();
  constexpr State kEnds[] = {State::archived, State::merged};
  Rng rng(7);
  std::map<State, int> reached;
  int done = 0;
  for (int history = 0; history < 100'000; ++history) {
    Instant now = plus_seconds(testing::at("2020-01-02 09:00"), rng.between(0, 200 * 86'400));
    LooseCase loose(now);
    // Most histories are short, some are long enough to reach every state.
    for (auto turns = rng.chance(5) ? 60 : rng.between(1, 12); turns > 0; --turns) {
      now = later(rng, now);
      Parties parties;
      parties.add(static_cast<Party>(rng.below(5)));
      auto possible = allowed_moves(loose.get().state, parties);
      keep_some(rng, possible);
      const bool is_sensible = !possible.empty() && rng.chance(80);
      const Move& move = is_sensible ? *rng.pick(possible) : rng.pick(moves());
      const State before = loose.get().state;
      const bool has_happened = loose.act(move, parties, rng.chance(95) ? "理由" : "", now);
      done += has_happened;
      ASSERT_TRUE(has_happened || loose.get().state == before) << "a refusal changes nothing";
      for (const State end : kEnds) ASSERT_FALSE(has_happened && before == end) << "nothing follows the end";
      ++reached[loose.get().state];
      expect_sane(loose.get(), reckon(loose.get(), standard, bands, testing::shipped_calendar(), now),
                  standard, now);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
  EXPECT_GT(done, 200'000);
  EXPECT_EQ(reached.size(), static_cast<std::size_t>(kStateCount)) << "every state was lived through";
}

// ---- On a database, through everything the desk does ----

class HistoryTest : public ::testing::Test {
 protected:
  static constexpr int kActs = 5'000;
  static constexpr int kMostCases = 40;
  static constexpr int kInstants = 50;

  Who anybody() { return static_cast<Who>(1 + rng_.below(testing::kWhoCount - 1)); }
  Who staff() { return static_cast<Who>(1 + rng_.below(6)); }
  /// Mostly one of those whom the case concerns.
  Who somebody_for(const Case& of_case) {
    if (rng_.chance(20)) return anybody();
    if (rng_.chance(of_case.state >= State::resolved ? 60 : 10))
      return of_case.enterprise_id == desk_.firm ? Who::contact : Who::stranger;
    if (rng_.chance(20)) return Who::secretary;
    for (int who = 1; who < testing::kWhoCount; ++who)
      if (desk_.person(static_cast<Who>(who)) == of_case.owner_id) return static_cast<Who>(who);
    return anybody();
  }
  Case& any_case() { return cases_[rng_.below(cases_.size())]; }
  template <class Enum>
  std::string_view any_name() {
    return rng_.pick(choices_of(Enum{})).name;
  }

  void enter() {
    Case draft = rng_.chance(50) ? desk_.simple_case() : desk_.complex_case();
    if (rng_.chance(20)) draft.enterprise_id = desk_.other_firm;
    if (rng_.chance(10)) draft.received_at = plus_seconds(desk_.now, -rng_.between(0, 5 * 86'400));
    const auto entered = desk_.enter(rng_.chance(20) ? Who::contact : staff(), draft);
    ASSERT_EQ(testing::codes(entered), "ok");
    cases_.push_back(*entered);
  }

  /// Members any verb understands; now and then one is missing or wrong.
  std::string body() {
    std::string signers;
    for (int n = rng_.chance(90) ? 1 + static_cast<int>(rng_.below(3)) : 0; n > 0; --n)
      signers += fmt::format("{}{}", signers.empty() ? "" : ",", desk_.person(staff()).value);
    return fmt::format(
        R"({{"reason":"{}","person_id":{},"person_ids":[{}],"mode":"{}","agree":{},"note":"说明","task":"测算",)"
        R"("outcome":"已测","step":"{}","days":{},"kind":"{}","result":"{}","rating":"{}","closing":"{}",)"
        R"("into_id":{},"titles":["甲","乙"]}})",
        rng_.chance(95) ? "理由" : "", desk_.person(staff()).value, signers, rng_.chance(50) ? "all" : "any",
        rng_.chance(80) ? "true" : "false", std::string(1, "abcdx"[rng_.below(5)]), rng_.between(0, 3),
        rng_.chance(95) ? any_name<PauseKind>() : "holiday", rng_.chance(95) ? "已办" : "",
        any_name<Rating>(), any_name<Closing>(), any_case().id.value);
  }

  /// One verb on one case by one person: mostly one that is offered, sometimes any.
  bool act() {
    Case& known = any_case();
    const Id id = last_case_ = known.id;
    const Who who = last_who_ = somebody_for(known);
    const auto json = record::parse_json(body());
    const auto done = desk_.attempt(who, [&](Records& records) -> Result<Case> {
      const Case of_case = *records.find<Case>(id);
      const Parties parties = all_parties(records, of_case);
      auto offered = allowed_moves(of_case.state, parties);
      keep_some(rng_, offered);
      const bool is_sensible = !offered.empty() && rng_.chance(90);
      const Move& move = is_sensible ? *rng_.pick(offered) : rng_.pick(moves());
      auto moved = perform(records, of_case, move, parties, *json);
      if (moved) ++verbs_[move.verb];
      return moved;
    });
    if (done) known = *done;
    if (known.state == State::archived || known.state == State::merged)
      std::erase_if(cases_, [&](const Case& one) { return one.id == id; });
    return done.ok();
  }

  void expect_invariants() {
    static const auto invariants = casework_module().invariants;
    desk_.within(Who::program, [&](Records& records) {
      for (const auto& invariant : invariants) {
        auto offenders = records.connection().query(invariant.offenders);
        ASSERT_FALSE(offenders->step())
            << invariant.name << " is broken by " << offenders->integer(1) << " after " << acts_ << " acts";
      }
      expect_none(
          records, "spans overlap or leave a gap",
          "SELECT a.case_id FROM case_span a WHERE (a.until_at IS NULL AND EXISTS (SELECT 1 FROM "
          "case_span b WHERE b.case_id = a.case_id AND b.id > a.id)) OR (a.until_at IS NOT NULL AND NOT "
          "EXISTS (SELECT 1 FROM case_span b WHERE b.zone_id = a.zone_id AND b.case_id = a.case_id AND b.id "
          "> a.id AND b.from_at = "
          "a.until_at))");
      expect_none(
          records, "supervised without a supervision, or the other way round",
          "SELECT c.id FROM service_case c WHERE c.state IN ('registered', 'accepted', 'dispatched', "
          "'handling', 'paused') AND (c.is_supervised = 1) <> EXISTS (SELECT 1 FROM supervision s WHERE "
          "s.case_id = c.id AND s.closed_at IS NULL)");
      expect_none(records, "a checklist twice",
                  "SELECT case_id FROM case_step GROUP BY case_id, code HAVING count(*) > 1");
      expect_none(records, "a lamp that looks back",
                  fmt::format("SELECT id FROM service_case WHERE light_changes_at <= {}", lamps_at_.micros));
    });
  }
  void expect_none(Records& records, std::string_view believed, const std::string& sql) {
    auto offenders = records.connection().query(sql);
    ASSERT_FALSE(offenders->step()) << believed << ": " << offenders->integer(0) << " after " << acts_
                                    << " acts";
  }

  /// Lists opened by the figure's own query have as many rows as the figure says.
  void expect_lists_of(const record::Json& figure, std::string_view name, std::string_view number, Instant at,
                       Records& records) {
    http::Request request;
    const std::string_view query = figure.text_of("query");
    for (std::size_t from = 0; from < query.size();) {
      const std::size_t end = std::min(query.find('&', from), query.size());
      const auto pair = query.substr(from, end - from);
      const std::size_t equals = pair.find('=');
      request.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
      from = end + 1;
    }
    const auto asked = http::list_query(case_resource(), records.scope(), request);
    ASSERT_TRUE(asked.ok()) << query << ": " << testing::codes(asked);
    const auto page = records.list(record::describe<Case>(), *asked);
    ASSERT_TRUE(page.ok());
    const std::int64_t figured = figure.integer_of(number, -1);
    ASSERT_EQ(page->total, figured) << name << " at " << to_string(at) << ": " << query;
    ++compared_;
    if (figured > 0) ++nonzero_;
  }

  void expect_figures(std::optional<Instant> at) {
    desk_.within(Who::leader, [&](Records& records) {
      const auto board = record::parse_json(board_json(records, at));
      ASSERT_TRUE(board.ok());
      const Instant when = at.value_or(desk_.now);
      for (const char* name : {"alive", "red", "yellow", "paused", "awaiting_firm"})
        expect_lists_of(*board->find(name), name, "value", when, records);
      if (!at)
        for (const char* name : {"supervised", "unrated_closed", "closed_without_firm"})
          expect_lists_of(*board->find(name), name, "value", when, records);
      for (const auto& group : *board->find("states")->array())
        expect_lists_of(group, group.text_of("state"), "cases", when, records);
      for (const auto& group : *board->find("categories")->array())
        expect_lists_of(group, group.text_of("category"), "alive", when, records);
      if (!at)
        for (const auto& day : *board->find("forecast")->array())
          expect_lists_of(day, "forecast", "cases", when, records);
    });
  }
  /// What the board said when it was the present, to be said again of the past.
  std::string headline(std::optional<Instant> at) {
    std::string text;
    desk_.within(Who::leader, [&](Records& records) {
      const auto board = record::parse_json(board_json(records, at));
      for (const char* name : {"alive", "red", "yellow", "paused", "awaiting_firm"})
        text += fmt::format("{} {}, ", name, board->find(name)->integer_of("value", -1));
      for (const auto& group : *board->find("states")->array())
        text += fmt::format("{} {}, ", group.text_of("state"), group.integer_of("cases"));
      for (const auto& group : *board->find("categories")->array())
        text += fmt::format("{} {}/{}/{}, ", group.text_of("category"), group.integer_of("alive"),
                            group.integer_of("red"), group.integer_of("yellow"));
    });
    return text;
  }

  storage::testing::TestDatabase database_{storage::Backend::sqlite};
  Desk desk_{*database_};
  Rng rng_{20200615};
  std::vector<Case> cases_;  ///< in which something can still happen, as they were last seen
  Id last_case_;
  Who last_who_ = Who::officer;
  std::map<Verb, int> verbs_;
  int acts_ = 0, compared_ = 0, nonzero_ = 0;
  Instant lamps_at_;
};

TEST_F(HistoryTest, AnythingAnybodyDoesKeepsTheInvariantsAndTheFigures) {
  std::map<Instant, std::string> said;
  int done = 0, undone = 0;
  for (; acts_ < kActs && !HasFatalFailure(); ++acts_) {
    desk_.now = plus_seconds(desk_.now, rng_.chance(3) ? rng_.between(1, 86'400) : rng_.between(1, 400));
    if (cases_.size() < kMostCases ? rng_.chance(10) || cases_.empty() : rng_.chance(1)) enter();
    done += act();
    if (rng_.chance(20)) {
      desk_.now = plus_seconds(desk_.now, rng_.between(0, 12));
      undone += desk_.take_back(rng_.chance(80) ? last_who_ : anybody(), last_case_).ok();
    }
    if (rng_.chance(5)) light_zones(*database_, lamps_at_ = desk_.now);
    if (acts_ % 100 == 0) expect_invariants();
    if (acts_ % (kActs / kInstants) == 0) said[desk_.now] = headline({});
  }
  expect_invariants();
  expect_figures({});
  for (const auto& [when, was] : said) {
    expect_figures(when);
    EXPECT_EQ(headline(when), was) << "the past is told as it was, at " << to_string(when);
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(said.size(), 50u);
  RecordProperty("done", done);
  RecordProperty("undone", undone);
  RecordProperty("compared", compared_);
  EXPECT_GT(done, kActs / 3);
  EXPECT_GT(undone, 5);
  EXPECT_GT(nonzero_, compared_ / 4);
  for (int v = 0; v < kVerbCount; ++v)
    EXPECT_GT(verbs_[static_cast<Verb>(v)], 0) << move_of(static_cast<Verb>(v)).name << " never happened";
}

}  // namespace
}  // namespace zw::modules::casework
