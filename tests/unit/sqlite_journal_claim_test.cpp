// What `read` gives, from memory and from the disk, held against a model.
#include "support/catch.hpp"
#include "support/journal_world.hpp"
#include "support/temporary_folder.hpp"

#include <limits>
#include <random>
#include <set>

using namespace vcenter_connector;
using store::settlement;
using test::journal_world;
using test::make_entry;
using test::make_page;
using test::second;
using ids = std::vector<std::int64_t>;

namespace {

struct model {
    std::map<std::int64_t, store::delivery> deliveries;

    store::claimed read(const store::claim& what) const
    {
        store::claimed result;
        result.reached = what.up_to;
        std::size_t bytes = 0;
        for (const auto& [id, d] : deliveries) {
            if (id <= what.after || id > what.up_to || d.function != what.function)
                continue;
            if (what.object && *what.object != d.event->object)
                continue;
            if (what.except && what.except->contains(d.event->object))
                continue;
            if (result.deliveries.size() >= what.limit || bytes >= what.max_bytes)
                return result;
            bytes += d.event->size();
            result.deliveries.push_back(d);
        }
        return result;
    }
};

void check_same(const store::delivery& a, const store::delivery& b)
{
    CHECK(a.id == b.id);
    CHECK(a.event->id == b.event->id);
    CHECK(a.event->body == b.event->body);
    CHECK(a.event->object == b.event->object);
    CHECK(a.function == b.function);
    CHECK(a.attempts == b.attempts);
    CHECK(a.queued_at == b.queued_at);
    CHECK(a.first_tried == b.first_tried);
    CHECK(a.not_before == b.not_before);
}

// Reads until everything was given, as somebody does who goes on where a read stopped.
std::vector<store::delivery> read_all(journal_world& world, store::claim what)
{
    std::vector<store::delivery> all;
    while (what.after < what.up_to) {
        const auto got = world.read(what);
        CHECK(got.reached >= what.after);
        CHECK(got.deliveries.size() <= what.limit);
        for (const auto& d : got.deliveries) {
            CHECK(d.id > what.after);
            CHECK(d.id <= got.reached);
            all.push_back(d);
        }
        what.after = got.reached;
    }
    return all;
}

store::claim claim_of(const std::string& function)
{
    store::claim what;
    what.function = {function, "ns"};
    return what;
}

std::vector<std::int64_t> ids_of(const store::claimed& got)
{
    std::vector<std::int64_t> all;
    for (const auto& d : got.deliveries)
        all.push_back(d.id);
    return all;
}

// A journal whose deliveries 1 to 8 are in memory, or after a restart on disk only.
struct eight {
    const test::temporary_folder folder;
    journal_world world{(folder.path() / "journal.db").string()};
    eight()
    {
        world.open();
        for (int key = 1; key <= 8; ++key)
            world.commit(make_page(key, {"a"}, key % 2 ? "odd" : "even")).value();
    }
};

}  // namespace

TEST_CASE("a claim's ranges, objects and limits hold, whether memory or the disk answers", "[sqlite]")
{
    eight given;
    auto& world = given.world;
    for (int round = 0; round < 2; ++round) {
        auto what = claim_of("a");
        what.after = 2;
        what.up_to = 6;
        auto got = world.read(what);
        CHECK(ids_of(got) == ids{3, 4, 5, 6});
        CHECK(got.reached == 6);
        what.object = "odd";
        CHECK(ids_of(world.read(what)) == ids{3, 5});
        what.object.reset();
        what.except = std::make_shared<store::object_set>(store::object_set{"odd", "other"});
        CHECK(ids_of(world.read(what)) == ids{4, 6});
        what.limit = 1;
        got = world.read(what);
        CHECK(ids_of(got) == ids{4});
        CHECK(got.reached >= 4);
        CHECK(got.reached < 6);
        what.except.reset();
        what.limit = 256;
        what.max_bytes = 89;
        CHECK(ids_of(world.read(what)) == ids{3, 4, 5});
        what.max_bytes = 1;
        CHECK(ids_of(world.read(what)) == ids{3});
        what.after = 6;
        CHECK(ids_of(world.read(what)).empty());
        world.open();
    }
}

TEST_CASE("a long queue is scanned in parts when hardly anything in it is asked for", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world((folder.path() / "journal.db").string());
    world.open();
    auto page = make_page(1, {});
    for (int key = 1; key <= 45'000; ++key)
        page.entries.push_back(make_entry(key, {"a"}, key == 44'000 ? "rare" : "vm-1", 1));
    world.commit(std::move(page)).value();
    auto what = claim_of("a");
    what.object = "rare";
    what.up_to = 45'000;
    const auto first = world.read(what);
    CHECK(first.deliveries.empty());
    CHECK(first.reached < 44'000);
    const auto all = read_all(world, what);
    REQUIRE(all.size() == 1);
    CHECK(all.front().id == 44'000);
}

TEST_CASE("random work on the SQLite journal gives what a model gives", "[sqlite]")
{
    const auto seed = GENERATE(1U, 2U, 3U, 4U, 5U);
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto any = [&](unsigned below) { return random() % below; };
    const test::temporary_folder folder;
    journal_world world((folder.path() / "journal.db").string());
    world.open();
    model expected;
    std::int64_t last = 0;
    std::int32_t key = 0;
    const auto pick = [&] {
        auto place = expected.deliveries.begin();
        std::advance(place, any(static_cast<unsigned>(expected.deliveries.size())));
        return place;
    };
    const auto grow = [&](bool large) {
        auto page = make_page(++key, {});
        const auto entries = large ? 900 : 1 + any(4);
        for (unsigned n = 0; n < entries; ++n) {
            std::vector<std::string> functions;
            for (const auto* name : {"a", "b", "c"})
                if (any(2))
                    functions.emplace_back(name);
            page.entries.push_back(make_entry(++key, functions, "vm-" + std::to_string(any(4)), any(3000)));
        }
        for (const auto& entry : page.entries) {
            const auto event = std::make_shared<const store::event_record>(entry.event);
            for (const auto& function : entry.functions) {
                store::delivery d;
                d.id = ++last;
                d.event = event;
                d.function = function;
                d.queued_at = world.timers.wall();
                expected.deliveries.emplace(d.id, d);
            }
        }
        world.commit(std::move(page)).value();
    };
    for (int step = 0; step < 400; ++step) {
        const auto what_next = any(20);
        if (what_next < 4 || expected.deliveries.empty()) {
            grow(step % 100 == 7);
        } else if (what_next < 10) {
            const auto place = pick();
            world.settle(place->first, any(4) ? settlement::delivered : settlement::dead, "reason").value();
            expected.deliveries.erase(place);
        } else if (what_next < 13) {
            auto& d = pick()->second;
            const auto at = world.timers.wall();
            world.journal->attempted(d.id, {at, 500, "no"}, second(step));
            ++d.attempts;
            d.not_before = second(step);
            if (!d.first_tried)
                d.first_tried = at;
        } else if (what_next == 19 && any(4) == 0) {
            world.open();
        } else {
            auto what = claim_of(std::string(1, static_cast<char>('a' + any(4))));
            if (any(2))
                what.after = static_cast<std::int64_t>(any(static_cast<unsigned>(last) + 2));
            if (any(2))
                what.up_to = what.after + static_cast<std::int64_t>(any(50));
            if (any(3) == 0)
                what.object = "vm-" + std::to_string(any(5));
            if (any(3) == 0)
                what.except = std::make_shared<store::object_set>(store::object_set{"vm-0", "vm-2"});
            what.limit = 1 + any(40);
            what.max_bytes = 1 + any(20'000);
            const auto wanted = expected.read(what);
            const auto got = world.read(what);
            REQUIRE(got.deliveries.size() == wanted.deliveries.size());
            for (std::size_t n = 0; n < got.deliveries.size(); ++n)
                check_same(got.deliveries[n], wanted.deliveries[n]);
            auto everything = what;
            everything.limit = everything.max_bytes = std::numeric_limits<std::size_t>::max();
            CHECK(read_all(world, what).size() == expected.read(everything).deliveries.size());
        }
        world.timers.advance(std::chrono::milliseconds(any(300)));
        CHECK(world.journal->pending() == expected.deliveries.size());
    }
}
