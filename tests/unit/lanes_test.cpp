#include "vcenter_connector/policy/lanes.hpp"
#include "vcenter_connector/policy/ordering.hpp"

#include "support/catch.hpp"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using policy::lanes;

namespace {

const base::steady_time t0{1h};

}  // namespace

TEST_CASE("a lane sends one delivery at a time, in order", "[policy]")
{
    lanes l(10);
    l.add(1, "f", "vm-1");
    l.add(2, "f", "vm-1");
    l.add(3, "f", "vm-2");
    CHECK(l.next(t0) == 1);
    CHECK(l.next(t0) == 3);
    CHECK(l.next(t0) == std::nullopt);
    CHECK(l.wake_at() == base::steady_time::max());
    l.finished(1);
    CHECK(l.wake_at() == base::steady_time::min());
    CHECK(l.next(t0) == 2);
    CHECK(l.in_flight() == 2);
    l.finished(2);
    l.finished(3);
    CHECK(l.size() == 0);
    l.add(4, "f", "vm-1");
    CHECK(l.next(t0) == 4);
}

TEST_CASE("a delivery that failed keeps the head of its lane and holds up nothing else", "[policy]")
{
    lanes l(10);
    l.add(1, "f", "vm-1");
    l.add(2, "f", "vm-1");
    l.add(3, "f", "vm-2");
    CHECK(l.next(t0) == 1);
    l.retry(1, t0 + 10s);
    CHECK(l.next(t0) == 3);
    CHECK(l.next(t0 + 9s) == std::nullopt);
    CHECK(l.wake_at() == t0 + 10s);
    CHECK(l.next(t0 + 10s) == 1);
    l.finished(1);
    CHECK(l.next(t0 + 10s) == 2);
}

TEST_CASE("deliveries without an object do not wait for each other", "[policy]")
{
    lanes l(10);
    l.add(1, "f", "");
    l.add(2, "f", "");
    CHECK(l.next(t0) == 1);
    CHECK(l.next(t0) == 2);
}

TEST_CASE("the same object is another lane for another function", "[policy]")
{
    lanes l(10);
    l.add(1, "f", "vm-1");
    l.add(2, "g", "vm-1");
    CHECK(l.next(t0) == 1);
    CHECK(l.next(t0) == 2);
}

TEST_CASE("functions take turns and none takes everything", "[policy]")
{
    lanes l(3);
    for (lanes::id i = 1; i <= 10; ++i)
        l.add(i, "slow", "");
    l.add(11, "fast", "");
    l.add(12, "fast", "");
    CHECK(l.next(t0) == 1);
    CHECK(l.next(t0) == 11);
    CHECK(l.next(t0) == 2);
    CHECK(l.next(t0) == 12);
    CHECK(l.next(t0) == 3);
    CHECK(l.next(t0) == std::nullopt);
    l.finished(2);
    CHECK(l.next(t0) == 4);
}

TEST_CASE("an answered delivery frees its place, but its lane waits until it is finished", "[policy]")
{
    lanes l(1);
    l.add(1, "f", "vm-1");
    l.add(2, "f", "vm-1");
    l.add(3, "f", "vm-2");
    CHECK(l.next(t0) == 1);
    CHECK(l.next(t0) == std::nullopt);
    l.answered(1);
    CHECK(l.in_flight() == 0);
    CHECK(l.next(t0) == 3);
    l.answered(3);
    CHECK(l.next(t0) == std::nullopt);
    l.finished(1);
    CHECK(l.next(t0) == 2);
    l.finished(3);
    CHECK(l.size() == 1);
}

TEST_CASE("a delivery that must wait holds up its lane, also when it comes to the head later", "[policy]")
{
    lanes l(10);
    l.add(1, "f", "vm-1", t0 + 5s);
    l.add(2, "f", "vm-1");
    l.add(3, "f", "vm-2");
    l.add(4, "f", "vm-2", t0 + 8s);
    CHECK(l.next(t0) == 3);
    CHECK(l.next(t0) == std::nullopt);
    CHECK(l.wake_at() == t0 + 5s);
    l.finished(3);
    CHECK(l.next(t0 + 5s) == 1);
    CHECK(l.next(t0 + 5s) == std::nullopt);
    CHECK(l.next(t0 + 8s) == 4);
}

TEST_CASE("a group can be limited and stopped, also before it has anything", "[policy]")
{
    lanes l(10);
    l.limit("f", 0);
    for (lanes::id i = 1; i <= 4; ++i)
        l.add(i, "f", "");
    l.add(5, "g", "");
    CHECK(l.next(t0) == 5);
    CHECK(l.next(t0) == std::nullopt);
    CHECK(l.wake_at() == base::steady_time::max());
    l.limit("f", 2);
    CHECK(l.next(t0) == 1);
    CHECK(l.next(t0) == 2);
    CHECK(l.next(t0) == std::nullopt);
    CHECK(l.in_flight("f") == 2);
    l.limit("f", lanes::no_limit);
    CHECK(l.next(t0) == 3);
}

TEST_CASE("what stands behind a head can be dropped and added again", "[policy]")
{
    lanes l(10);
    for (lanes::id i = 1; i <= 3; ++i)
        l.add(i, "f", "vm-1");
    l.add(4, "f", "vm-2");
    CHECK(l.next(t0) == 1);
    CHECK(l.drop_behind(1) == std::vector<lanes::id>{2, 3});
    CHECK(l.drop_behind(1).empty());
    CHECK(l.size() == 2);
    l.add(2, "f", "vm-1");
    l.finished(1);
    CHECK(l.next(t0) == 2);
    l.finished(2);
    CHECK(l.next(t0) == 4);
}

TEST_CASE("the ordering decides what shares a lane", "[policy]")
{
    using policy::lane_object;
    using policy::ordering;
    CHECK(lane_object(ordering::object, "vm-1") == "vm-1");
    CHECK(lane_object(ordering::object, "").empty());
    CHECK(lane_object(ordering::none, "vm-1").empty());
    CHECK(lane_object(ordering::strict, "vm-1") == lane_object(ordering::strict, ""));
    CHECK_FALSE(lane_object(ordering::strict, "").empty());
}

TEST_CASE("lanes keep their promises under random use", "[policy]")
{
    const auto seed = GENERATE(1U, 2U, 3U);
    std::mt19937 random(seed);
    const auto pick = [&](std::size_t n) { return static_cast<int>(random() % n); };

    lanes l(4);
    struct held {
        std::string lane, group;
    };
    std::map<lanes::id, held> all;
    std::map<std::string, std::vector<lanes::id>> expected, seen;
    std::map<std::string, std::size_t> in_flight;
    std::vector<lanes::id> flying;
    auto now = t0;
    lanes::id last = 0;
    while (last < 3000 || l.size() > 0) {
        if (last < 3000 && pick(2) == 0) {
            const std::string group = "f" + std::to_string(pick(5));
            const std::string object = "vm-" + std::to_string(pick(20));
            l.add(++last, group, object);
            all[last] = {group + object, group};
            expected[group + object].push_back(last);
        }
        if (const auto id = l.next(now)) {
            flying.push_back(*id);
            REQUIRE(++in_flight[all[*id].group] <= 4);
        } else if (flying.empty() && l.size() > 0) {
            REQUIRE(l.wake_at() > now);
            now = l.wake_at();
        }
        if (!flying.empty() && pick(2) == 0) {
            const auto at = flying.begin() + pick(flying.size());
            const auto id = *at;
            flying.erase(at);
            --in_flight[all[id].group];
            if (pick(4) == 0) {
                l.retry(id, now + std::chrono::milliseconds(pick(50)));
            } else {
                l.finished(id);
                seen[all[id].lane].push_back(id);
            }
        }
        now += 1ms;
    }
    CHECK(seen == expected);
    CHECK(l.in_flight() == 0);
}

TEST_CASE("a hundred thousand deliveries pass in no time", "[policy]")
{
    lanes l(48);
    for (lanes::id i = 1; i <= 100'000; ++i)
        l.add(i, "f" + std::to_string(i % 7), i % 3 == 0 ? "" : "vm-" + std::to_string(i % 20'000));
    const auto begin = std::chrono::steady_clock::now();
    auto now = t0;
    std::size_t ended = 0;
    while (l.size() > 0) {
        while (const auto id = l.next(now)) {
            if (*id % 5 == 0 && now == t0) {
                l.retry(*id, now + 1s);
                continue;
            }
            l.finished(*id);
            ++ended;
        }
        now += 1s;
    }
    CHECK(ended == 100'000);
    CHECK(std::chrono::steady_clock::now() - begin < 20s);
}
