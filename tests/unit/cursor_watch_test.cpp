#include "vcenter_connector/policy/cursor_watch.hpp"

#include "support/catch.hpp"

#include <vector>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using policy::event_mark;
using policy::judge_page;
using policy::page_verdict;

namespace {

base::wall_time at(std::chrono::seconds offset)
{
    return base::wall_time(std::chrono::hours(24 * 365 * 50)) + offset;
}

std::vector<event_mark> events(int first, int last)
{
    std::vector<event_mark> marks;
    for (int key = first; key <= last; ++key)
        marks.push_back({key, at(std::chrono::seconds(key))});
    return marks;
}

policy::event_window window_up_to(int last)
{
    policy::event_window window(at(0s));
    for (const auto& mark : events(1, last))
        window.take(mark);
    return window;
}

}  // namespace

TEST_CASE("a page of what was read says that the cursor tells the truth", "[policy]")
{
    CHECK(judge_page(events(11, 20), 10, window_up_to(20), at(0s)) == page_verdict::caught_up);
    CHECK(judge_page({}, 10, window_up_to(20), at(0s)) == page_verdict::caught_up);
}

TEST_CASE("unread events on a page that reaches back are taken from it", "[policy]")
{
    CHECK(judge_page(events(12, 21), 10, window_up_to(20), at(0s)) == page_verdict::take_page);
    CHECK(judge_page(events(20, 29), 10, window_up_to(20), at(0s)) == page_verdict::take_page);
    CHECK(judge_page(events(25, 29), 10, window_up_to(20), at(0s)) == page_verdict::take_page);
}

TEST_CASE("unread events with a possible gap before them need a resync", "[policy]")
{
    CHECK(judge_page(events(21, 30), 10, window_up_to(20), at(0s)) == page_verdict::resync);
    CHECK(judge_page(events(1, 10), 10, policy::event_window(at(5s)), at(0s)) == page_verdict::resync);
}

TEST_CASE("before anything was taken, a page reaches back when it shows what was there at the beginning",
          "[policy]")
{
    policy::event_window window(at(21s));
    window.baseline({20, at(20s)});
    CHECK(judge_page(events(12, 21), 10, window, at(0s)) == page_verdict::take_page);
    CHECK(judge_page(events(21, 30), 10, window, at(0s)) == page_verdict::resync);
    window.take({21, at(21s)});
    window.baseline({20, at(20s)});
    CHECK(window.last() == event_mark{21, at(21s)});
}

TEST_CASE("old events that a quiet vCenter still shows are no news", "[policy]")
{
    policy::event_window window(at(0s), 10s);
    window.take({100, at(100s)});
    window.caught_up(at(100s));
    CHECK(judge_page(events(91, 100), 10, window, at(0s)) == page_verdict::take_page);
    CHECK(judge_page(events(1, 9), 9, window, at(0s)) == page_verdict::caught_up);
    CHECK(judge_page(events(1, 10), 10, policy::event_window(at(50s)), at(0s)) == page_verdict::caught_up);
}

TEST_CASE("a stuck cursor is reported once when it begins and once when it ends", "[policy]")
{
    policy::cursor_watch watch;
    const base::steady_time start{};
    CHECK_FALSE(watch.moved(start));
    CHECK(watch.stuck(start));
    CHECK_FALSE(watch.stuck(start + 1s));
    CHECK(watch.moved(start + 90s) == base::duration(90s));
    CHECK_FALSE(watch.is_stuck());
}

TEST_CASE("a stuck collector is replaced at once, then rarer and rarer", "[policy]")
{
    policy::cursor_watch watch;
    base::steady_time now{};
    CHECK_FALSE(watch.replacement_due(now));
    watch.stuck(now);
    int replacements = 0;
    for (int minute = 0; minute < 24 * 60; ++minute, now += 1min)
        if (watch.replacement_due(now)) {
            watch.replaced(now);
            ++replacements;
        }
    CHECK(replacements > 20);
    CHECK(replacements < 35);
}
