// Virtual time: what is to happen, in order. Nothing else moves the clock of a simulated world.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace vcenter_connector::simulation {

class scheduler {
public:
    using task = std::function<void()>;
    /// Tasks of one time run in the order in which they were handed in.
    using ticket = std::pair<base::steady_time, std::uint64_t>;

    base::steady_time now() const noexcept { return now_; }
    base::duration elapsed() const noexcept { return now_ - base::steady_time(origin); }

    ticket at(base::steady_time when, task what)
    {
        const ticket made{when > now_ ? when : now_, ++last_};
        tasks_.emplace(made, std::move(what));
        return made;
    }
    ticket after(base::duration wait, task what) { return at(now_ + wait, std::move(what)); }
    void cancel(const ticket& which) { tasks_.erase(which); }

    /// Runs the next task if it is not later than `limit`; otherwise moves the clock there and says false.
    bool step(base::steady_time limit)
    {
        if (tasks_.empty() || tasks_.begin()->first.first > limit) {
            now_ = limit;
            return false;
        }
        const auto next = tasks_.extract(tasks_.begin());
        now_ = next.key().first;
        next.mapped()();
        return true;
    }

private:
    static constexpr std::chrono::hours origin{1000};

    base::steady_time now_{origin};
    std::uint64_t last_ = 0;
    std::map<ticket, task> tasks_;
};

}  // namespace vcenter_connector::simulation
