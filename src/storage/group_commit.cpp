#include "storage/group_commit.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"

namespace zw::storage {

GroupCommit::GroupCommit(WriterSession& session, GroupCommitPolicy policy)
    : session_(session), policy_(policy), thread_([this] { run(); }) {}

GroupCommit::~GroupCommit() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void GroupCommit::write(const Work& work) {
  ZW_ASSERT(std::this_thread::get_id() != thread_.get_id(), "a write is never started inside another write");
  std::future<void> done;
  {
    std::lock_guard lock(mutex_);
    done = waiting_.emplace_back(Waiting{&work, {}}).done.get_future();
  }
  arrived_.notify_one();
  done.get();
}

void GroupCommit::run() {
  while (wait_for_work()) commit_batch();
}

/// Writers that were just answered tend to come again at once. Starting with the first of them alone would
/// spend an fsync on one write while all others wait for the next.
bool GroupCommit::wait_for_work() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  if (expected_ > 1)
    arrived_.wait_for(lock, patience_, [this] { return stopping_ || waiting_.size() >= expected_; });
  return !waiting_.empty();
}

void GroupCommit::expect_again(const Batch& batch) {
  std::lock_guard lock(mutex_);
  expected_ = std::min(batch.size() + waiting_.size(), policy_.most_works);
}

/// Waiting for company pays when it is short beside the commit that it saves.
void GroupCommit::commit() {
  const auto begin = std::chrono::steady_clock::now();
  session_.commit();
  patience_ =
      std::min<std::chrono::nanoseconds>(policy_.gather, (std::chrono::steady_clock::now() - begin) / 4);
}

bool GroupCommit::take_one(Batch& batch) {
  std::lock_guard lock(mutex_);
  if (waiting_.empty()) return false;
  batch.push_back(std::move(waiting_.front()));
  waiting_.pop_front();
  return true;
}

/// The exceptions of the works and of the database pass through here to the threads they belong to.
void GroupCommit::commit_batch() {
  Batch batch;
  std::exception_ptr failure;
  try {
    session_.begin();
    perform(batch);
    commit();
  } catch (...) {
    failure = std::current_exception();
    session_.rollback();
    if (batch.empty())
      while (take_one(batch)) {
      }
  }
  expect_again(batch);
  answer(batch, failure);
  if (!failure) session_.committed();
}

/// Works that arrive while others run still join, within the limits of the policy.
void GroupCommit::perform(Batch& batch) {
  const auto end = std::chrono::steady_clock::now() + policy_.most_time;
  while (batch.size() < policy_.most_works && std::chrono::steady_clock::now() < end && take_one(batch))
    perform_one(batch.back());
}

void GroupCommit::perform_one(Waiting& waiting) {
  session_.savepoint();
  try {
    (*waiting.work)(session_.connection());
  } catch (...) {
    waiting.refusal = std::current_exception();
  }
  // Without a transaction the effects of the earlier works are gone too: nobody in this batch may be told
  // "done".
  if (!session_.in_transaction()) {
    if (waiting.refusal) std::rethrow_exception(waiting.refusal);
    throw DatabaseError(Failure::other,
                        "The transaction was ended by one of its writes; nothing was changed.");
  }
  if (waiting.refusal) session_.rollback_to_savepoint();
  session_.release();
}

/// When the commit failed everybody hears that, also those whose work was refused: the reason of a refusal
/// may be a write of the same batch that never came to be.
void GroupCommit::answer(Batch& batch, const std::exception_ptr& failure) {
  for (Waiting& waiting : batch) {
    const std::exception_ptr& outcome = failure ? failure : waiting.refusal;
    if (outcome) {
      waiting.done.set_exception(outcome);
    } else {
      waiting.done.set_value();
    }
  }
}

}  // namespace zw::storage
