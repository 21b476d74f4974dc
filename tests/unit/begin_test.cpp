#include "vcenter_connector/policy/begin.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector;
using namespace std::chrono_literals;
using base::starting_point;
using policy::begin_decision;
using policy::begin_reason;
using policy::where_to_begin;
using kind = base::starting_point::kind;

namespace {

const base::wall_time noon(std::chrono::hours(24 * 365 * 50));

}  // namespace

TEST_CASE("without a checkpoint the setting says where reading begins", "[policy]")
{
    const auto begin = [](starting_point start) { return where_to_begin({}, noon, start, 24h); };
    CHECK(begin({}) == begin_decision{noon, begin_reason::starting_point});
    CHECK(begin({kind::oldest, {}, {}}).from == policy::before_every_event);
    CHECK(begin({kind::ago, 2h, {}}) == begin_decision{noon - 2h, begin_reason::starting_point});
    CHECK(begin({kind::at, {}, noon - 72h}) == begin_decision{noon - 72h, begin_reason::starting_point});
    CHECK(begin({kind::at, {}, noon + 1s}) == begin_decision{noon, begin_reason::start_in_future});
    CHECK(begin({kind::ago, 24h * 365 * 200, {}}).from == policy::before_every_event);
}

TEST_CASE("a checkpoint counts, and the setting does not", "[policy]")
{
    for (const auto what : {kind::now, kind::oldest, kind::ago, kind::at}) {
        const starting_point start{what, 2h, noon - 5h};
        CHECK(where_to_begin(noon - 3h, noon, start, 24h) ==
              begin_decision{noon - 3h, begin_reason::checkpoint});
    }
}

TEST_CASE("how far back a checkpoint reaches is bounded", "[policy]")
{
    CHECK(where_to_begin(noon - 24h, noon, {}, 24h).reason == begin_reason::checkpoint);
    CHECK(where_to_begin(noon - 24h - 1s, noon, {}, 24h) ==
          begin_decision{noon - 24h, begin_reason::checkpoint_too_old});
    CHECK(where_to_begin(noon - 30h, noon, {kind::oldest, {}, {}}, 24h).from == noon - 24h);
}

TEST_CASE("a checkpoint in vCenter's future means vCenter's present time", "[policy]")
{
    CHECK(where_to_begin(noon + 1s, noon, {kind::oldest, {}, {}}, 24h) ==
          begin_decision{noon, begin_reason::checkpoint_in_future});
    CHECK(where_to_begin(noon, noon, {}, 24h).reason == begin_reason::checkpoint);
}
