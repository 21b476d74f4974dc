#include "vcenter_connector/store/memory_journal.hpp"

#include "support/catch.hpp"
#include "support/manual_timers.hpp"

#include <string>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using store::settlement;
using test::start;

namespace {

store::event_page page_of(std::int32_t key, std::vector<std::string> functions, std::string object = {})
{
    store::event_page page;
    page.position.instance_uuid = "uuid";
    page.position.newest = {key, base::wall_time(std::chrono::seconds(key))};
    page.marks.push_back(page.position.newest);
    auto& entry = page.entries.emplace_back();
    entry.event.id = "uuid/" + std::to_string(key);
    entry.event.object = std::move(object);
    entry.event.body = "1234567890";
    for (auto& name : functions)
        entry.functions.push_back({std::move(name), "ns"});
    return page;
}

struct world {
    explicit world(std::size_t limit) : journal(store::make_memory_journal(timers, limit)) {}

    auto commit(store::event_page page) { return start(timers, journal->commit(std::move(page))); }
    auto news() { return start(timers, journal->news()); }

    store::claimed read(store::claim what)
    {
        const auto answer = start(timers, journal->read(std::move(what)));
        REQUIRE(answer->has_value());
        return std::move((*answer)->value());
    }

    void settle(std::int64_t id)
    {
        const auto ended = start(timers, journal->settle(id, settlement::delivered, {}));
        REQUIRE(ended->has_value());
        CHECK((*ended)->has_value());
        timers.settle();
    }

    store::resume_point resume()
    {
        const auto answer = start(timers, journal->resume("uuid"));
        return (*answer)->value().value();
    }

    test::manual_timers timers;
    std::unique_ptr<store::journal> journal;
};

store::claim all_of(std::string function)
{
    store::claim what;
    what.function = {std::move(function), "ns"};
    return what;
}

std::vector<std::int64_t> ids(const store::claimed& answer)
{
    std::vector<std::int64_t> found;
    for (const auto& d : answer.deliveries)
        found.push_back(d.id);
    return found;
}

using id_list = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("the memory journal reports each function with new deliveries once", "[store]")
{
    world w(100);
    CHECK_FALSE(w.journal->durable());
    const auto early = w.news();
    CHECK_FALSE(early->has_value());
    auto page = page_of(5, {"a", "b"});
    page.entries.push_back({});  // an event that nobody wants
    const auto committed = w.commit(std::move(page));
    REQUIRE(committed->has_value());
    CHECK((*committed)->has_value());
    REQUIRE(early->has_value());
    const auto& news = (*early)->value();
    REQUIRE(news.size() == 2);
    CHECK(news[0].function.qualified() == "a.ns");
    CHECK(news[0].newest == 1);
    CHECK(news[1].newest == 2);

    const auto later = w.news();
    CHECK_FALSE(later->has_value());
    w.commit(page_of(6, {"b"}));
    REQUIRE(later->has_value());
    REQUIRE((*later)->value().size() == 1);
    CHECK((*later)->value().front().newest == 3);
}

TEST_CASE("the memory journal reads by function, in the order of commits, until settled", "[store]")
{
    world w(100);
    w.commit(page_of(1, {"a", "b"}));
    w.commit(page_of(2, {"a"}));
    const auto first = w.read(all_of("a"));
    CHECK(ids(first) == id_list{1, 3});
    CHECK(first.reached == all_of("a").up_to);
    CHECK(first.deliveries[0].event->id == "uuid/1");
    CHECK(first.deliveries[0].queued_at == w.timers.wall());
    CHECK(ids(w.read(all_of("a"))) == id_list{1, 3});
    CHECK(w.read(all_of("nobody")).deliveries.empty());

    w.settle(1);
    w.settle(1);
    CHECK(ids(w.read(all_of("a"))) == id_list{3});
    CHECK(w.journal->pending() == 2);
}

TEST_CASE("the memory journal respects the limits of a claim and says how far it got", "[store]")
{
    world w(100);
    for (int i = 1; i <= 6; ++i)
        w.commit(page_of(i, {"a"}, "vm-" + std::to_string(i % 2)));
    auto what = all_of("a");
    what.limit = 2;
    CHECK(ids(w.read(what)) == id_list{1, 2});
    CHECK(w.read(what).reached == 2);
    what.after = 2;
    what.limit = 10;
    what.up_to = 5;
    CHECK(ids(w.read(what)) == id_list{3, 4, 5});
    what.max_bytes = 20;
    CHECK(ids(w.read(what)) == id_list{3, 4});
    what.max_bytes = 1;
    CHECK(ids(w.read(what)) == id_list{3});

    auto one = all_of("a");
    one.object = "vm-1";
    one.limit = 2;
    CHECK(ids(w.read(one)) == id_list{1, 3});
    CHECK(w.read(one).reached == 3);
    one.after = 3;
    CHECK(ids(w.read(one)) == id_list{5});
    auto others = all_of("a");
    others.except = std::make_shared<const store::object_set>(store::object_set{"vm-1"});
    CHECK(ids(w.read(others)) == id_list{2, 4, 6});
}

TEST_CASE("the memory journal stops early in a long stretch of nothing wanted, and goes on", "[store]")
{
    world w(100'000);
    for (int i = 1; i <= 10'000; ++i)
        w.commit(page_of(i, {"a"}, i < 10'000 ? "vm-1" : "vm-2"));
    auto what = all_of("a");
    what.up_to = 10'000;
    what.except = std::make_shared<const store::object_set>(store::object_set{"vm-1"});
    id_list found;
    for (int reads = 0; reads < 10 && what.after < what.up_to; ++reads) {
        const auto answer = w.read(what);
        CHECK(answer.reached > what.after);
        what.after = answer.reached;
        for (const auto id : ids(answer))
            found.push_back(id);
    }
    CHECK(found == id_list{10'000});
}

TEST_CASE("the memory journal keeps attempts with their delivery", "[store]")
{
    world w(100);
    w.commit(page_of(1, {"a"}));
    const auto at = w.timers.wall();
    w.journal->attempted(1, {at, 503, "HTTP 503"}, at + 5s);
    w.journal->attempted(1, {at + 5s, 503, "HTTP 503"}, at + 9s);
    w.journal->attempted(77, {at, 0, "not there"}, at);
    const auto d = w.read(all_of("a")).deliveries.at(0);
    CHECK(d.attempts == 2);
    CHECK(d.first_tried == at);
    CHECK(d.not_before == at + 9s);
}

TEST_CASE("the memory journal resumes with the marks that a new reading will meet", "[store]")
{
    world w(100);
    CHECK_FALSE((*start(w.timers, w.journal->resume("other")))->value().has_value());
    w.commit(page_of(1, {"a"}));
    w.commit(page_of(2, {}));
    auto third = page_of(3, {"a"});
    third.position.resume_from = base::wall_time(2s);
    w.commit(std::move(third));
    const auto point = w.resume();
    CHECK(point.position.newest.key == 3);
    REQUIRE(point.marks.size() == 2);
    CHECK(point.marks[0].key == 2);
    CHECK(point.marks[1].key == 3);
}

TEST_CASE("a full memory journal lets every writer wait, and go on one by one", "[store]")
{
    world w(2);
    w.commit(page_of(1, {"a", "b", "c"}));
    const auto second = w.commit(page_of(2, {"a", "b"}));
    const auto third = w.commit(page_of(3, {"a"}));
    const auto fourth = w.commit(page_of(4, {"a"}));
    CHECK(w.journal->pending() == 3);
    w.settle(1);
    CHECK_FALSE(second->has_value());
    w.settle(2);
    CHECK(second->has_value());
    CHECK_FALSE(third->has_value());
    CHECK(w.resume().position.newest.key == 2);

    w.settle(3);
    w.settle(4);
    CHECK(third->has_value());
    CHECK_FALSE(fourth->has_value());
    w.settle(5);
    CHECK(fourth->has_value());
}

TEST_CASE("large events fill a memory journal before many do", "[store]")
{
    world w(10);
    auto large = page_of(1, {"f"});
    large.entries[0].event.body.assign(10 * store::memory_for_each, 'x');
    CHECK(w.commit(std::move(large))->has_value());
    const auto waits = w.commit(page_of(2, {"f"}));
    CHECK_FALSE(waits->has_value());
    CHECK(w.journal->pending() == 1);
    w.settle(ids(w.read(all_of("f"))).front());
    CHECK(waits->has_value());
    for (std::int32_t key = 3; key < 11; ++key)
        CHECK(w.commit(page_of(key, {"f"}))->has_value());
}

TEST_CASE("room for several writers wakes several", "[store]")
{
    world w(3);
    w.commit(page_of(1, {"a", "b", "c", "d", "e"}));
    const auto second = w.commit(page_of(2, {"a"}));
    const auto third = w.commit(page_of(3, {}));
    for (std::int64_t id = 1; id <= 5; ++id)
        w.settle(id);
    CHECK(second->has_value());
    CHECK(third->has_value());
}

TEST_CASE("a closed memory journal wakes everybody and still gives what it has", "[store]")
{
    world w(1);
    w.commit(page_of(1, {"a", "b"}));
    const auto writer = w.commit(page_of(2, {"a"}));
    const auto other = w.commit(page_of(3, {"a"}));
    w.journal->close();
    w.timers.settle();
    REQUIRE(writer->has_value());
    CHECK((*writer)->has_value());
    CHECK((*other)->has_value());
    CHECK((*w.commit(page_of(4, {"a"})))->has_value());
    CHECK((*w.news())->value().size() == 2);
    CHECK((*w.news())->value().empty());
    CHECK(w.read(all_of("a")).deliveries.size() == 4);
    CHECK(w.journal->pending() == 5);

    world empty(1);
    const auto reader = empty.news();
    empty.journal->close();
    empty.timers.settle();
    CHECK((*reader)->value().empty());
}
