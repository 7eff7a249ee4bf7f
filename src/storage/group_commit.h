// One thread that gathers waiting writes into shared transactions, so that many share one fsync.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/database.h"
#include "storage/turn.h"

namespace zw::storage {

/// The one session that writes, as far as group commit sees it.
class WriterSession {
 public:
  virtual ~WriterSession() = default;
  virtual Connection& connection() = 0;
  virtual void begin() = 0;
  virtual void savepoint() = 0;
  virtual void release() = 0;
  virtual void rollback_to_savepoint() = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  /// False when the database undid the whole transaction by itself (full disk, failed read or write).
  virtual bool in_transaction() const = 0;
  /// After the works of a committed batch have been answered.
  virtual void committed() = 0;
};

/// Time is of the wall: on a busy machine the works of many take longer than the fsync that they share.
struct GroupCommitPolicy {
  std::size_t most_works = 64;                 ///< in one transaction
  std::chrono::microseconds most_time{10000};  ///< of work in one transaction, before its fsync
  std::chrono::microseconds gather{1000};      ///< at most, until the writers of the last batch come again
};

class GroupCommit {
 public:
  using Work = std::function<void(Connection&)>;

  explicit GroupCommit(WriterSession& session, GroupCommitPolicy policy = {});
  /// Answers everything that still waits.
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  /// Returns when the effects of `work` are durable, or throws what `work` threw, or why the commit failed.
  void write(const Work& work);

 private:
  /// Lives on the stack of the writer until it is answered.
  struct Waiting {
    const Work& work;
    std::exception_ptr outcome = nullptr;  ///< what the work itself threw, or why the commit failed
    std::atomic<bool> is_answered{false};
  };
  using Batch = std::vector<Waiting*>;

  void run();
  bool wait_for_work();
  bool take_one(Batch& batch);
  void gather(const Batch& batch, std::unique_lock<std::mutex>& lock);
  void commit_batch();
  void perform(Batch& batch);
  void commit();
  void expect_again(const Batch& batch);
  void perform_one(Waiting& waiting);
  void answer(Batch& batch, const std::exception_ptr& failure);

  WriterSession& session_;
  const GroupCommitPolicy policy_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting*> waiting_;
  std::size_t awaited_ = 1;  ///< how many of them wake the thread
  bool stopping_ = false;
  std::size_t expected_ = 0;              ///< writers that may want to share the next transaction
  std::chrono::nanoseconds patience_{0};  ///< how long to wait for them
  Turn answers_;                          ///< one for each batch
  std::thread thread_;
};

}  // namespace zw::storage
