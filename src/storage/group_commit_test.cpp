#include "storage/group_commit.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <set>
#include <string>
#include <thread>

namespace zw::storage {
namespace {

/// A database of numbers: what was committed, in which batches, and a will of its own.
class FakeSession final : public WriterSession, public Connection {
 public:
  using Connection::execute;
  using Connection::query;
  std::unique_ptr<Cursor> query(std::string_view, std::span<const Value>) override { return nullptr; }
  std::int64_t execute(std::string_view, std::span<const Value> arguments) override {
    pending_.push_back(record::integer(arguments[0]));
    if (pending_.back() == kPoison) {
      is_open_ = false;
      pending_.clear();
      throw DatabaseError(Failure::full, "The disk is full.");
    }
    return 1;
  }
  void run_script(std::string_view) override {}
  void announce() override {}

  Connection& connection() override { return *this; }
  void begin() override {
    begun.arrive_and_wait();
    if (refuses_to_begin) throw DatabaseError(Failure::busy, "In use.");
    is_open_ = true;
  }
  void savepoint() override { mark_ = pending_.size(); }
  void release() override {}
  void rollback_to_savepoint() override { pending_.resize(mark_); }
  void commit() override {
    if (refuses_to_commit) throw DatabaseError(Failure::full, "The disk is full.");
    batches.push_back(pending_);
    pending_.clear();
    is_open_ = false;
  }
  void rollback() noexcept override {
    pending_.clear();
    is_open_ = false;
  }
  bool in_transaction() const override { return is_open_; }
  void committed() override {}

  std::set<std::int64_t> stored() const {
    std::set<std::int64_t> all;
    for (const auto& batch : batches) all.insert(batch.begin(), batch.end());
    return all;
  }

  /// A number that makes the database end the transaction by itself.
  static constexpr std::int64_t kPoison = -1;
  std::atomic<bool> refuses_to_begin{false}, refuses_to_commit{false};
  std::vector<std::vector<std::int64_t>> batches;

  /// Opened when the test wants the first transaction to begin.
  struct Gate {
    std::latch latch{1};
    void arrive_and_wait() { latch.wait(); }
  } begun;

 private:
  std::vector<std::int64_t> pending_;
  std::size_t mark_ = 0;
  bool is_open_ = false;
};

struct Refused {};

/// Puts `number` and then maybe throws.
void put(GroupCommit& commits, std::int64_t number, bool is_refused = false) {
  commits.write([&](Connection& connection) {
    connection.execute("", {number});
    if (is_refused) throw Refused{};
  });
}

/// Runs each write on a thread of its own, all waiting before the first transaction begins; answers what each
/// heard.
std::vector<std::string> write_together(FakeSession& session, GroupCommit& commits,
                                        const std::vector<std::int64_t>& numbers,
                                        const std::set<std::int64_t>& refused = {}) {
  std::vector<std::string> heard(numbers.size());
  std::vector<std::thread> threads;
  std::latch started(static_cast<std::ptrdiff_t>(numbers.size()));
  for (std::size_t i = 0; i < numbers.size(); ++i)
    threads.emplace_back([&, i] {
      started.count_down();
      try {
        put(commits, numbers[i], refused.contains(numbers[i]));
        heard[i] = "done";
      } catch (const Refused&) {
        heard[i] = "refused";
      } catch (const DatabaseError&) {
        heard[i] = "failed";
      }
    });
  started.wait();
  session.begun.latch.count_down();
  for (auto& thread : threads) thread.join();
  return heard;
}

const GroupCommitPolicy kPatient{
    .most_works = 64, .most_time = std::chrono::seconds(10), .gather = std::chrono::milliseconds(50)};

TEST(GroupCommit, AWriterIsToldExactlyWhatHappenedToItsWrite) {
  EXPECT_TRUE(rc::check([](const std::vector<bool>& refusals) {
    FakeSession session;
    std::vector<std::int64_t> numbers;
    std::set<std::int64_t> refused, kept;
    for (std::size_t i = 0; i < std::min<std::size_t>(refusals.size(), 12); ++i) {
      numbers.push_back(static_cast<std::int64_t>(i));
      (refusals[i] ? refused : kept).insert(numbers.back());
    }
    std::vector<std::string> heard;
    {
      GroupCommit commits(session, {.most_works = 4, .most_time = std::chrono::seconds(10), .gather = {}});
      heard = write_together(session, commits, numbers, refused);
    }
    for (std::size_t i = 0; i < numbers.size(); ++i)
      RC_ASSERT(heard[i] == (refused.contains(numbers[i]) ? "refused" : "done"));
    RC_ASSERT(session.stored() == kept);
    for (const auto& batch : session.batches) RC_ASSERT(batch.size() <= 4u);
  }));
}

TEST(GroupCommit, WaitingWritesShareATransaction) {
  FakeSession session;
  {
    GroupCommit commits(session, kPatient);
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < 20; ++i) numbers.push_back(i);
    write_together(session, commits, numbers);
  }
  EXPECT_EQ(session.stored().size(), 20u);
  EXPECT_LT(session.batches.size(), 20u);
}

TEST(GroupCommit, AFailedCommitIsHeardByEverybodyAlsoByTheRefused) {
  FakeSession session;
  session.refuses_to_commit = true;
  GroupCommit commits(session, kPatient);
  const auto heard = write_together(session, commits, {1, 2, 3}, {2});
  EXPECT_EQ(heard, (std::vector<std::string>{"failed", "failed", "failed"}));
  EXPECT_TRUE(session.stored().empty());
  session.refuses_to_commit = false;
  EXPECT_NO_THROW(put(commits, 4));
}

TEST(GroupCommit, WhoCannotBeginIsToldAndLaterWritesWork) {
  FakeSession session;
  session.refuses_to_begin = true;
  GroupCommit commits(session, kPatient);
  const auto heard = write_together(session, commits, {1, 2});
  EXPECT_EQ(heard, (std::vector<std::string>{"failed", "failed"}));
  session.refuses_to_begin = false;
  EXPECT_NO_THROW(put(commits, 3));
}

TEST(GroupCommit, ATransactionThatEndedByItselfFailsAllItsWrites) {
  FakeSession session;
  std::vector<std::string> heard;
  {
    GroupCommit commits(session, kPatient);
    heard = write_together(session, commits, {1, FakeSession::kPoison, 3});
  }
  EXPECT_EQ(heard[1], "failed");
  std::set<std::int64_t> done;
  if (heard[0] == "done") done.insert(1);
  if (heard[2] == "done") done.insert(3);
  EXPECT_EQ(session.stored(), done) << "stored exactly what was acknowledged";
}

}  // namespace
}  // namespace zw::storage
