// Events that go on happening, whatever else does.
#pragma once

#include "chaos_world.hpp"

#include <condition_variable>
#include <thread>

namespace vcenter_connector::test {

/// Posts an event every `interval` until it is destroyed; it rests while more than `most` deliveries are
/// missing, so that a slow machine can follow.
class steady_load {
public:
    steady_load(chaos_world& world, std::chrono::milliseconds interval, std::size_t most)
        : thread_([this, &world, interval, most] {
              std::unique_lock lock(mutex_);
              auto next = std::chrono::steady_clock::now();
              while (!stop_.wait_until(lock, next += interval, [this] { return stopping_; }))
                  if (world.functions.ledger.missing() < most)
                      world.post(1);
          })
    {
    }
    ~steady_load()
    {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        stop_.notify_one();
        thread_.join();
    }

private:
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace vcenter_connector::test
