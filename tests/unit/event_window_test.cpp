#include "vcenter_connector/policy/event_window.hpp"

#include "support/catch.hpp"

#include <limits>
#include <vector>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using policy::event_mark;
using policy::event_window;

namespace {

base::wall_time at(std::chrono::milliseconds offset)
{
    return base::wall_time(std::chrono::hours(24 * 365 * 50)) + offset;
}

}  // namespace

TEST_CASE("events before the beginning are not wanted", "[policy]")
{
    event_window window(at(10s));
    CHECK_FALSE(window.is_new({1, at(9s)}, at(0s)));
    CHECK(window.is_new({1, at(10s)}, at(0s)));
    CHECK_FALSE(window.is_new({1, at(11s)}, at(12s)));
    CHECK(window.resume_from() == at(10s));
}

TEST_CASE("an event is taken once, by key and time together", "[policy]")
{
    event_window window(at(0s));
    window.take({7, at(1s)});
    CHECK_FALSE(window.is_new({7, at(1s)}, at(0s)));
    CHECK(window.is_new({8, at(1s)}, at(0s)));                                         // same time
    CHECK(window.is_new({7, at(2s)}, at(0s)));                                         // numbering begun anew
    CHECK(window.is_new({std::numeric_limits<std::int32_t>::min(), at(1s)}, at(0s)));  // overflow
}

TEST_CASE("a late event with an early time is new until the window has passed", "[policy]")
{
    event_window window(at(0s), 60s);
    window.take({5, at(50s)});
    CHECK(window.is_new({6, at(20s)}, at(0s)));
    window.take({6, at(20s)});
    CHECK(window.newest() == event_mark{5, at(50s)});
    window.take({9, at(200s)});
    window.caught_up(at(201s));
    CHECK(window.resume_from() == at(140s));
    CHECK_FALSE(window.is_new({5, at(50s)}, window.resume_from()));
}

TEST_CASE("nothing is forgotten before reading has caught up: older events may still come, or come again",
          "[policy]")
{
    event_window window(at(0s), 60s);
    window.take({1, at(1s)});
    window.take({9, at(500s)});
    CHECK(window.resume_from() == at(0s));
    CHECK_FALSE(window.is_new({1, at(1s)}, at(0s)));
    CHECK(window.is_new({2, at(2s)}, at(0s)));
    window.caught_up(at(500s));
    CHECK(window.resume_from() == at(440s));
}

TEST_CASE("the window is bounded by number too, and never claims to know what it forgot", "[policy]")
{
    event_window window(at(0s), 60s, 3);
    for (int i = 1; i <= 5; ++i)
        window.take({i, at(i * 1ms)});
    CHECK(window.resume_from() > at(2ms));
    CHECK(window.resume_from() <= at(3ms));
    CHECK_FALSE(window.is_new({3, at(3ms)}, window.resume_from()));
}

TEST_CASE("an event of the future does not move the beginning of the next collector there", "[policy]")
{
    event_window window(at(0s), 60s);
    window.take({1, at(3600s)});
    window.caught_up(at(100s));
    CHECK(window.resume_from() == at(40s));
    CHECK(window.is_new({2, at(99s)}, window.resume_from()));
    CHECK_FALSE(window.is_new({1, at(3600s)}, window.resume_from()));
}

TEST_CASE("when vCenter's clock was set back, events from then on are wanted", "[policy]")
{
    event_window window(at(1000s), 60s);
    window.clock_is(at(1001s));
    CHECK(window.resume_from() == at(1000s));
    window.clock_is(at(500s));
    CHECK(window.resume_from() == at(440s));
    CHECK(window.is_new({2, at(501s)}, window.resume_from()));
}

TEST_CASE("a window goes on from a checkpoint: nothing twice, nothing older, nothing left out", "[policy]")
{
    const std::vector<event_mark> known{{7, at(95s)}, {9, at(100s)}, {8, at(98s)}};
    const event_window window(at(40s), event_mark{8, at(98s)}, known);
    for (const auto& mark : known)
        CHECK_FALSE(window.is_new(mark, at(0s)));
    CHECK_FALSE(window.is_new({1, at(39s)}, at(0s)));
    CHECK(window.is_new({6, at(40s)}, at(0s)));
    CHECK(window.is_new({10, at(100s)}, at(0s)));
    CHECK(window.resume_from() == at(40s));
    CHECK(window.safe_from() == at(40s));
    CHECK(window.newest() == event_mark{9, at(100s)});
    CHECK(window.last_taken() == event_mark{8, at(98s)});
}

TEST_CASE("a window that goes on after a quiet time begins early enough to see the last event again",
          "[policy]")
{
    const event_window window(at(5000s), event_mark{8, at(98s)}, {});
    CHECK(window.resume_from() == at(98s));
    CHECK(window.safe_from() == at(5000s));
    CHECK_FALSE(window.is_new({8, at(98s)}, at(0s)));
    CHECK_FALSE(window.is_new({5, at(98s)}, at(0s)));  // forgotten, but not wanted again
    CHECK(window.is_new({9, at(5000s)}, at(0s)));
}

TEST_CASE("a window that goes on with more than it can hold does not take the rest for new", "[policy]")
{
    std::vector<event_mark> known;
    for (int i = 1; i <= 5; ++i)
        known.push_back({i, at(i * 1s)});
    const event_window window(at(0s), known.back(), known, 60s, 3);
    for (const auto& mark : known)
        CHECK_FALSE(window.is_new(mark, at(0s)));
    CHECK(window.is_new({6, at(6s)}, at(0s)));
}

TEST_CASE("a checkpoint moves on while vCenter is quiet, but not while events are read", "[policy]")
{
    event_window window(at(0s));
    CHECK(window.safe_from() == at(0s));
    window.caught_up(at(3600s));
    CHECK(window.safe_from() == at(3300s));
    CHECK(window.resume_from() == at(0s));
    window.take({1, at(7000s)});
    CHECK(window.safe_from() == at(3300s));
    window.caught_up(at(7000s));
    CHECK(window.safe_from() == at(6940s));
    window.clock_is(at(500s));
    CHECK(window.safe_from() == at(440s));
}

TEST_CASE("an event of the future does not move a checkpoint there", "[policy]")
{
    event_window window(at(0s), 60s);
    window.take({1, at(36'000s)});
    CHECK(window.safe_from() == at(0s));
    window.caught_up(at(100s));
    CHECK(window.safe_from() == at(40s));
    const event_window again(window.safe_from(), window.last_taken(),
                             std::vector{event_mark{1, at(36'000s)}});
    CHECK(again.resume_from() == at(40s));
    CHECK(again.is_new({2, at(101s)}, at(0s)));
    CHECK_FALSE(again.is_new({1, at(36'000s)}, at(0s)));
}

TEST_CASE("what is skipped is not wanted any more, and nothing of it is expected", "[policy]")
{
    event_window window(at(0s), event_mark{1, at(1s)}, std::vector{event_mark{1, at(1s)}});
    window.skip_to(at(100s));
    CHECK_FALSE(window.is_new({2, at(99s)}, at(0s)));
    CHECK(window.is_new({3, at(100s)}, at(0s)));
    CHECK(window.resume_from() == at(100s));
    CHECK_FALSE(window.last_taken());
    CHECK_FALSE(window.newest());
}

TEST_CASE("a quiet vCenter whose clock is set back takes the checkpoint with it", "[policy]")
{
    event_window window(at(0s));
    window.caught_up(at(3600s));
    window.clock_is(at(1000s));
    CHECK(window.safe_from() == at(940s));
    window.clock_is(at(1000s));
    CHECK(window.safe_from() == at(940s));
}
