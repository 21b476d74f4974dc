#include "vcenter_connector/policy/claims.hpp"

#include "support/catch.hpp"
#include "support/fake_backlog.hpp"

#include <random>

using namespace vcenter_connector;
using base::ordering;
using policy::claims;
using test::fake_backlog;

TEST_CASE("what is there is read in order, and a function that is done leaves nothing behind", "[policy]")
{
    fake_backlog b({});
    b.add("f", "vm-1", 3);
    b.add("g", "", 2);
    b.read_all();
    CHECK(b.kept("f") == std::vector<claims::id>{1, 2, 3});
    CHECK(b.kept("g") == std::vector<claims::id>{4, 5});
    CHECK(b.c.size() == 5);
    while (b.settle_one("f") || b.settle_one("g")) {
    }
    CHECK(b.c.size() == 0);
    CHECK(b.c.functions() == 0);
    b.add("f", "vm-1", 1);
    b.read_all();
    CHECK(b.kept("f") == std::vector<claims::id>{6});
}

TEST_CASE("a function with a million waiting and no progress keeps nothing from another one", "[policy]")
{
    fake_backlog b({});
    for (int i = 0; i < 1'000'000; ++i)
        b.add("slow", "vm-" + std::to_string(i % 5000), 1);
    b.read_all();
    CHECK(b.c.size() <= 1024);
    CHECK(b.c.size() >= 768);
    b.add("fast", "vm-1", 500);
    int settled = 0;
    do
        b.read_all();
    while (b.settle_one("fast") && ++settled);
    CHECK(settled == 500);
    CHECK(b.c.size() <= 1024);
}

TEST_CASE("hundreds of stuck functions do not keep another one from being read", "[policy]")
{
    policy::claim_limits limits;
    limits.window = 256;
    fake_backlog b(limits);
    for (int i = 0; i < 600; ++i)
        b.add("broken-" + std::to_string(i), "", 40);
    b.read_all();
    b.add("fast", "", 100);
    int settled = 0;
    do
        b.read_all();
    while (b.settle_one("fast") && ++settled);
    CHECK(settled == 100);
    CHECK(b.c.size() <= limits.window + 601);
}

TEST_CASE("one object with many deliveries does not fill its function's share", "[policy]")
{
    fake_backlog b({});
    b.add("f", "busy", 10'000);
    b.add("f", "vm-2", 3);
    b.read_all();
    CHECK(b.kept("f", "busy").size() == 16);
    CHECK(b.kept("f", "vm-2").size() == 3);
    CHECK(b.c.size() == 19);
    while (b.settle_one("f", "busy"))
        b.read_all();
    CHECK(b.settled_in_order());
    CHECK(b.settled() == 10'000);
    b.add("f", "busy", 1);
    b.read_all();
    CHECK(b.kept("f", "busy").size() == 1);
}

TEST_CASE("what was given back is read again after its head, in order", "[policy]")
{
    policy::claim_limits limits;
    limits.window = 32;
    fake_backlog b(limits);
    b.add("f", "bad", 10);
    b.add("f", "good", 10);
    b.add("f", "", 100);
    b.read_all();
    REQUIRE(b.c.crowded("f", "bad"));
    CHECK_FALSE(b.c.crowded("f", "nobody"));
    const auto before = b.c.size();
    b.give_back("f", "bad");
    CHECK(b.kept("f", "bad").size() == 1);
    CHECK(b.c.size() == before - 9);
    for (int i = 0; i < 20; ++i) {
        b.read_all();
        b.settle_one("f", "");
    }
    CHECK(b.kept("f", "bad").size() == 1);
    b.settle_one("f", "bad");
    for (int i = 0; i < 40; ++i)
        b.read_all();
    do
        b.read_all();
    while (b.settle_one("f"));
    CHECK(b.settled() == 120);
    CHECK(b.settled_in_order());
}

TEST_CASE("the bodies in memory are bounded, too", "[policy]")
{
    policy::claim_limits limits;
    limits.max_bytes = 100'000;
    limits.read_bytes = 10'000;
    fake_backlog b(limits);
    b.body = 5000;
    b.add("f", "", 1000);
    b.add("g", "", 1000);
    b.read_all();
    CHECK(b.c.bytes() <= 120'000);
    CHECK(b.kept("g").size() >= 5);
    b.body = 1'000'000;
    b.add("h", "", 1);
    b.read_all();
    CHECK(b.kept("h").size() == 1);
}

TEST_CASE("a strict function has few in memory, and all in order", "[policy]")
{
    fake_backlog b({});
    b.order = ordering::strict;
    for (int i = 0; i < 1000; ++i)
        b.add("f", "vm-" + std::to_string(i % 3), 1);
    b.read_all();
    CHECK(b.c.size() == 64);
    claims::id last = 0;
    do {
        b.read_all();
        const auto kept = b.kept("f");
        if (kept.empty())
            break;
        CHECK(kept.front() > last);
        last = kept.front();
    } while (b.settle_one("f"));
    CHECK(b.settled() == 1000);
}

TEST_CASE("a read that failed is made again", "[policy]")
{
    fake_backlog b({});
    b.add("f", "vm-1", 40);
    auto what = b.c.next();
    REQUIRE(what);
    CHECK_FALSE(b.c.next());
    b.c.failed(*what);
    b.read_all();
    CHECK(b.kept("f").size() == 16);
    for (int i = 0; i < 8; ++i)
        b.settle_one("f");
    what = b.c.next();
    REQUIRE(what);
    CHECK(what->object == "vm-1");
    b.c.failed(*what);
    b.read_all();
    CHECK(b.kept("f").size() > 8);
}

TEST_CASE("an order that changes at any time lets no delivery into memory twice, and forgets none",
          "[policy]")
{
    const auto seed = GENERATE(range(1U, 21U));
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const auto pick = [&](std::uint32_t n) { return random() % n; };
    policy::claim_limits limits;
    limits.window = 8 + pick(50);
    limits.per_lane = 1 + pick(10);
    limits.per_strict_function = 8;
    fake_backlog b(limits);
    const auto object = [&] { return "vm-" + std::to_string(pick(4)); };
    constexpr ordering orders[] = {ordering::object, ordering::none, ordering::strict};
    std::size_t added = 0;
    for (int step = 0; step < 5000; ++step) {
        switch (pick(8)) {
        case 0:
            b.add("f", object(), 6);
            added += 6;
            break;
        case 1: b.give_back("f", object()); break;
        case 2:
            if (pick(4) == 0)
                b.order = orders[pick(3)];
            break;
        case 3:
        case 4: b.begin_or_end_read(pick(2) == 0); break;
        default: b.settle_one("f", object()); break;
        }
        REQUIRE_FALSE(b.kept_twice());
    }
    b.order = orders[pick(3)];
    while (b.settled() < added) {
        b.read_all();
        REQUIRE(b.settle_one("f"));
    }
    CHECK(b.c.size() == 0);
    CHECK(b.c.functions() == 0);
}

TEST_CASE("whatever is settled, given back and read when, each object keeps its order", "[policy]")
{
    const auto seed = GENERATE(1U, 7U, 42U, 1234U, 99999U);
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const auto pick = [&](std::uint32_t n) { return random() % n; };
    policy::claim_limits limits;
    limits.window = 8 + pick(100);
    limits.per_lane = 1 + pick(20);
    limits.read_size = 1 + pick(50);
    fake_backlog b(limits);
    b.early_stop = 1 + pick(30);
    const auto function = [&] { return "f" + std::to_string(pick(4)); };
    const auto object = [&] { return pick(5) == 0 ? std::string() : "vm-" + std::to_string(pick(6)); };
    std::size_t added = 0;
    for (int step = 0; step < 20'000; ++step) {
        switch (pick(8)) {
        case 0: {
            const auto count = pick(4);
            b.add(function(), object(), count);
            added += count;
            break;
        }
        case 1: b.give_back(function(), object()); break;
        case 2:
        case 3:
        case 4: b.begin_or_end_read(pick(2) == 0); break;
        default: b.settle_one(function(), object()); break;
        }
        CHECK(b.c.size() <= 2 * limits.window + 4);
        CHECK(b.c.size() == b.kept_count());
    }
    b.order = pick(2) == 0 ? ordering::object : ordering::none;
    while (b.settled() < added) {
        b.read_all();
        bool any = false;
        for (int f = 0; f < 4; ++f)
            any = b.settle_one("f" + std::to_string(f)) || any;
        REQUIRE(any);
    }
    CHECK(b.settled_in_order());
    CHECK(b.c.functions() == 0);
}

TEST_CASE("what was read before a give-back and comes after the head has ended is not kept", "[policy]")
{
    policy::claim_limits limits;
    limits.per_lane = 4;
    policy::claims c(limits, [](std::string_view) { return base::ordering::object; });
    const auto pieces = [](std::int64_t from, std::int64_t to) {
        std::vector<policy::claims::piece> all;
        for (auto id = from; id <= to; ++id)
            all.push_back({id, "vm", 1});
        return all;
    };
    c.news("f", 6);
    const auto scan = c.next();
    REQUIRE(scan);
    CHECK(c.answered(*scan, pieces(1, 6), 6) == std::vector<bool>{true, true, true, true, false, false});
    c.ended("f", "vm", 1, ordering::object);
    c.ended("f", "vm", 1, ordering::object);
    const auto early = c.next();
    REQUIRE(early);
    REQUIRE(early->object == "vm");
    REQUIRE(early->after == 4);
    c.given_back("f", "vm", 3, 1, 1);
    c.ended("f", "vm", 1, ordering::object);
    CHECK(c.answered(*early, pieces(5, 6), 6) == std::vector<bool>{false, false});

    const auto again = c.next();
    REQUIRE(again);
    CHECK(again->object == "vm");
    CHECK(again->after == 3);
    CHECK(c.answered(*again, pieces(4, 6), 6) == std::vector<bool>{true, true, true});
}

TEST_CASE("a tighter order begins when what was read for the one before has ended", "[policy]")
{
    auto order = ordering::none;
    claims c({}, [&](std::string_view) { return order; });
    c.news("f", 2);
    const auto first = c.next();
    REQUIRE(first);
    const std::vector<claims::piece> two{{1, "vm", 1}, {2, "vm", 1}};
    CHECK(c.answered(*first, two, 2) == std::vector<bool>{true, true});
    order = GENERATE(ordering::object, ordering::strict);
    c.news("f", 3);
    CHECK_FALSE(c.next());
    c.ended("f", "vm", 1, ordering::none);
    CHECK_FALSE(c.next());
    c.ended("f", "vm", 1, ordering::none);
    const auto then = c.next();
    REQUIRE(then);
    CHECK(then->order == order);
    CHECK(then->after == 2);
}
