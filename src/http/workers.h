// Threads that run handlers, so that the network threads never wait for a disk.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace zw::http {

/// The thread that became idle last is woken first: few threads stay warm under light load, and each thread's
/// database connection with its caches is reused.
template <class Task>
class Workers {
 public:
  Workers(int count, std::function<void(Task&)> run) : run_(std::move(run)) {
    for (int i = 0; i < count; ++i) workers_.push_back(std::make_unique<Worker>());
    for (auto& worker : workers_) worker->thread = std::thread([this, w = worker.get()] { work(*w); });
  }
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void submit(Task task) {
    std::unique_lock lock(mutex_);
    if (idle_.empty()) {
      waiting_.push_back(std::move(task));
      return;
    }
    Worker* worker = idle_.back();
    idle_.pop_back();
    worker->task = std::move(task);
    worker->has_task = true;
    lock.unlock();
    worker->wake.notify_one();
  }

  /// Tasks that were submitted are still run.
  void stop() {
    {
      std::lock_guard lock(mutex_);
      is_stopping_ = true;
      for (auto& worker : workers_) worker->wake.notify_one();
    }
    for (auto& worker : workers_)
      if (worker->thread.joinable()) worker->thread.join();
  }

 private:
  struct Worker {
    std::condition_variable wake;
    bool has_task = false;
    Task task;
    std::thread thread;
  };

  bool take(Worker& worker, Task& task) {
    std::unique_lock lock(mutex_);
    if (waiting_.empty() && !is_stopping_) {
      idle_.push_back(&worker);
      worker.wake.wait(lock, [&] { return worker.has_task || is_stopping_; });
    }
    if (worker.has_task) {
      worker.has_task = false;
      task = std::move(worker.task);
      return true;
    }
    if (waiting_.empty()) return false;
    task = std::move(waiting_.front());
    waiting_.pop_front();
    return true;
  }

  void work(Worker& worker) {
    for (;;) {
      Task task;
      if (!take(worker, task)) return;
      run_(task);
    }
  }

  std::function<void(Task&)> run_;
  std::mutex mutex_;
  bool is_stopping_ = false;
  std::deque<Task> waiting_;
  std::vector<Worker*> idle_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace zw::http
