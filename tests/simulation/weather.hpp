// What a network between two parties is like, by seed: calm for most of the time, then something else for a
// while.
#pragma once

#include "generator.hpp"
#include "trace.hpp"

#include <string>

namespace vcenter_connector::simulation {

enum class mood {
    calm,     ///< milliseconds
    slow,     ///< up to longer than any time-out
    flaky,    ///< requests and answers get lost, cut, answered by a proxy
    silent,   ///< nothing arrives, nobody says so
    refused,  ///< no connection
};

struct climate {
    bool faulty = true;
    base::duration calm = std::chrono::hours(2);  ///< how long at a time, on average
    base::duration bad = std::chrono::minutes(6);
    base::duration refused = std::chrono::minutes(30);
};

class weather {
public:
    weather(std::string name, scheduler& schedule, trace& to, generator random, climate c)
        : name_(std::move(name)), schedule_(schedule), trace_(to), random_(random), climate_(c)
    {
        if (climate_.faulty)
            change_later();
    }

    mood now() const noexcept { return mood_; }
    /// Calm for ever.
    void heal()
    {
        climate_.faulty = false;
        mood_ = mood::calm;
    }

private:
    void change_later()
    {
        const auto mean = mood_ == mood::calm      ? climate_.calm
                          : mood_ == mood::refused ? climate_.refused
                                                   : climate_.bad;
        schedule_.after(random_.about(mean), [this] {
            if (climate_.faulty)
                change();
        });
    }

    void change()
    {
        static constexpr mood bad[] = {mood::slow, mood::flaky, mood::flaky, mood::silent, mood::refused};
        static constexpr const char* names[] = {"calm", "slow", "flaky", "silent", "refused"};
        mood_ = mood_ == mood::calm ? random_.pick(bad) : mood::calm;
        if (mood_ == mood::calm)
            trace_.note(name_, "calm");
        else
            trace_.fault(name_, names[static_cast<int>(mood_)]);
        change_later();
    }

    std::string name_;
    scheduler& schedule_;
    trace& trace_;
    generator random_;
    climate climate_;
    mood mood_ = mood::calm;
};

}  // namespace vcenter_connector::simulation
