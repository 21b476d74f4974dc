#include "vcenter_connector/policy/continuity.hpp"

#include "support/catch.hpp"

#include <limits>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::event_mark;
using policy::continuity;
using policy::history_gap;
using policy::numbered_anew;

namespace {

base::wall_time at(std::chrono::seconds offset)
{
    return base::wall_time(std::chrono::hours(24 * 365 * 50)) + offset;
}

}  // namespace

TEST_CASE("a lower key with a newer time is a numbering begun anew, an overflow is not", "[policy]")
{
    constexpr auto highest = std::numeric_limits<std::int32_t>::max();
    constexpr auto lowest = std::numeric_limits<std::int32_t>::min();
    CHECK(numbered_anew({5000, at(1s)}, {1, at(2s)}));
    CHECK(numbered_anew({3, at(1s)}, {3, at(2s)}));
    CHECK_FALSE(numbered_anew({5000, at(1s)}, {5001, at(1s)}));
    CHECK_FALSE(numbered_anew({5000, at(2s)}, {1, at(1s)}));
    CHECK_FALSE(numbered_anew({highest, at(1s)}, {lowest, at(2s)}));
    CHECK_FALSE(numbered_anew({-7, at(1s)}, {-6, at(2s)}));
    CHECK(numbered_anew({-7, at(1s)}, {-8, at(2s)}));
}

TEST_CASE("there is no gap when the last event is shown again, or when none was read", "[policy]")
{
    continuity after;
    after.expect(event_mark{5, at(5s)});
    after.shown({4, at(4s)});
    after.shown({6, at(6s)});
    after.shown({5, at(5s)});
    CHECK_FALSE(after.judge());
    after.expect(std::nullopt);
    after.shown({6, at(6s)});
    CHECK_FALSE(after.judge());
}

TEST_CASE("a gap reaches from the last event to the oldest one that is shown after it", "[policy]")
{
    continuity after;
    after.expect(event_mark{5, at(5s)});
    after.shown({90, at(90s)});
    after.shown({80, at(80s)});
    after.shown({4, at(4s)});
    after.shown({5, at(5s) + 1ms});  // another one of the same number
    CHECK(after.judge() == history_gap{{5, at(5s)}, event_mark{5, at(5s) + 1ms}});
    CHECK_FALSE(after.judge());
}

TEST_CASE("when nothing is shown the numbering is looked at with the first event that comes", "[policy]")
{
    continuity after;
    after.expect(event_mark{5, at(5s)});
    CHECK(after.judge() == history_gap{{5, at(5s)}, std::nullopt});
    CHECK(after.begins_anew({1, at(9s)}));
    CHECK_FALSE(after.begins_anew({1, at(9s)}));

    after.expect(event_mark{5, at(5s)});
    after.judge();
    CHECK_FALSE(after.begins_anew({6, at(9s)}));
    CHECK_FALSE(after.begins_anew({1, at(10s)}));
}
