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

/// Of those who come while the thread waits only the last one that it waits for wakes it.
void GroupCommit::write(const Work& work) {
  ZW_ASSERT(std::this_thread::get_id() != thread_.get_id(), "a write is never started inside another write");
  Waiting waiting{work};
  bool is_awaited = false;
  {
    std::lock_guard lock(mutex_);
    waiting_.push_back(&waiting);
    is_awaited = waiting_.size() == awaited_;
  }
  if (is_awaited) arrived_.notify_one();
  for (;;) {
    const std::uint32_t seen = answers_.now();
    if (waiting.is_answered.load(std::memory_order_acquire)) break;
    answers_.wait_while(seen);
  }
  if (waiting.outcome) std::rethrow_exception(waiting.outcome);
}

void GroupCommit::run() {
  while (wait_for_work()) commit_batch();
}

bool GroupCommit::wait_for_work() {
  std::unique_lock lock(mutex_);
  awaited_ = 1;
  arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  return !waiting_.empty();
}

/// Writers that were just answered tend to come again at once. Committing what the first of them wrote alone
/// would spend an fsync on one write while all others wait for the next.
void GroupCommit::gather(const Batch& batch, std::unique_lock<std::mutex>& lock) {
  if (!waiting_.empty() || batch.size() >= expected_ || patience_.count() <= 0) return;
  awaited_ = expected_ - batch.size();
  const auto begin = std::chrono::steady_clock::now();
  arrived_.wait_for(lock, patience_, [this] { return stopping_ || waiting_.size() >= awaited_; });
  patience_ -= std::chrono::steady_clock::now() - begin;
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
  std::unique_lock lock(mutex_);
  gather(batch, lock);
  if (waiting_.empty()) return false;
  batch.push_back(waiting_.front());
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
    perform_one(*batch.back());
}

void GroupCommit::perform_one(Waiting& waiting) {
  session_.savepoint();
  try {
    waiting.work(session_.connection());
  } catch (...) {
    waiting.outcome = std::current_exception();
  }
  // Without a transaction the effects of the earlier works are gone too: nobody in this batch may be told
  // "done".
  if (!session_.in_transaction()) {
    if (waiting.outcome) std::rethrow_exception(waiting.outcome);
    throw DatabaseError(Failure::other,
                        "The transaction was ended by one of its writes; nothing was changed.");
  }
  if (waiting.outcome) session_.rollback_to_savepoint();
  session_.release();
}

/// When the commit failed everybody hears that, also those whose work was refused: the reason of a refusal
/// may be a write of the same batch that never came to be.
void GroupCommit::answer(Batch& batch, const std::exception_ptr& failure) {
  for (Waiting* waiting : batch) {
    if (failure) waiting->outcome = failure;
    waiting->is_answered.store(true, std::memory_order_release);  // and from here on it may be gone
  }
  answers_.next();
}

}  // namespace zw::storage
