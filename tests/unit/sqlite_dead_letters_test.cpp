#include "support/catch.hpp"
#include "support/journal_world.hpp"
#include "support/temporary_folder.hpp"

using namespace vcenter_connector;
using namespace std::chrono_literals;
using store::settlement;
using test::journal_world;
using test::make_entry;
using test::make_page;
using test::start;
using ids = std::vector<std::int64_t>;

namespace {

struct with_letters {
    const test::temporary_folder folder;
    journal_world world{(folder.path() / "journal.db").string()};

    with_letters() { world.open(); }

    /// Commits one event for `function`, gives it up, and lets `age` pass.
    void die(int key, const std::string& function, const std::string& why, base::duration age = 1min)
    {
        world.commit(make_page(key, {function})).value();
        const auto id = world.read(function).deliveries.back().id;
        world.journal->attempted(id, {world.timers.wall(), 500, "attempt"}, {});
        world.settle(id, settlement::dead, why).value();
        world.timers.advance(age);
    }
};

ids list(store::dead_letters& letters, const store::dead_letter_filter& filter = {})
{
    ids all;
    const auto count = letters.list(filter, [&](const store::dead_letter& letter) {
        all.push_back(letter.id);
        return true;
    });
    CHECK(count.value() == all.size());
    return all;
}

template <class Member, class Value>
store::dead_letter_filter where(Member member, Value value)
{
    store::dead_letter_filter filter;
    filter.*member = value;
    return filter;
}

}  // namespace

TEST_CASE("dead letters are listed by function, topic, reason, age and id", "[sqlite]")
{
    using filter = store::dead_letter_filter;
    with_letters given;
    given.die(1, "a", "HTTP 500");
    const auto between = given.world.timers.wall() - 1s;
    given.die(2, "b", "HTTP 404");
    const auto letters = given.world.dead_letters();
    CHECK(list(*letters) == ids{1, 2});
    CHECK(list(*letters, where(&filter::function, "a")) == ids{1});
    CHECK(list(*letters, where(&filter::function, "a.ns")) == ids{1});
    CHECK(list(*letters, where(&filter::function, "a.other")).empty());
    CHECK(list(*letters, where(&filter::topic, "vm.powered.on")) == ids{1, 2});
    CHECK(list(*letters, where(&filter::topic, "vm.powered")).empty());
    CHECK(list(*letters, where(&filter::reason, "404")) == ids{2});
    CHECK(list(*letters, where(&filter::died_before, between)) == ids{1});
    CHECK(list(*letters, where(&filter::died_after, between)) == ids{2});
    CHECK(list(*letters, where(&filter::id, 2)) == ids{2});
    CHECK_FALSE(letters->show(3).value());
    const auto found = letters->show(2).value();
    REQUIRE(found);
    CHECK(found->letter.function.qualified() == "b.ns");
    CHECK(found->letter.event_id == "uuid/2");
    CHECK(found->attempts.size() == 1);
    std::size_t seen = 0;
    CHECK(letters->list({}, [&](const auto&) { return ++seen > 1; }).value() == 1);
}

TEST_CASE("a letter that is redelivered becomes a new delivery of a running journal", "[sqlite]")
{
    with_letters given;
    auto& world = given.world;
    world.commit(make_page(1, {"a", "b"})).value();
    world.journal->attempted(1, {world.timers.wall(), 500, "attempt"}, test::second(5));
    world.settle(1, settlement::dead, "why").value();
    world.news();
    const auto news = start(world.timers, world.journal->news());
    const auto letters = world.dead_letters();
    CHECK(letters->redeliver({}, test::second(99)).value() == 1);
    CHECK(letters->redeliver({}, test::second(99)).value() == 0);
    CHECK(list(*letters).empty());
    world.timers.advance(2s);
    REQUIRE(news->has_value());
    REQUIRE((**news)->size() == 1);
    CHECK((**news)->front().function.name == "a");
    CHECK((**news)->front().newest == 3);
    CHECK(world.journal->pending() == 2);
    const auto found = world.read("a");
    REQUIRE(found.deliveries.size() == 1);
    CHECK(found.deliveries[0].id == 3);
    CHECK(found.deliveries[0].event->id == "uuid/1");
    CHECK(found.deliveries[0].attempts == 0);
    CHECK_FALSE(found.deliveries[0].first_tried);
    CHECK(found.deliveries[0].queued_at == test::second(99));
    world.settle(2).value();
    CHECK(world.read("a").deliveries.at(0).event->body == std::string(20, 'b'));
    world.settle(3).value();
    CHECK(world.journal->pending() == 0);
}

TEST_CASE("work of others and own work at the same moment are both counted, once", "[sqlite]")
{
    with_letters given;
    auto& world = given.world;
    for (int key = 1; key <= 3; ++key)
        given.die(key, "a", "why");
    world.news();
    CHECK(world.dead_letters()->redeliver({}, test::second(0)).value() == 3);
    world.commit(make_page(4, {"a", "b"})).value();  // before the journal has looked
    CHECK(world.journal->pending() == 5);
    CHECK(world.news() == std::map<std::string, std::int64_t>{{"a.ns", 7}, {"b.ns", 8}});
    CHECK(world.ids("a") == ids{4, 5, 6, 7});
    CHECK(world.ids("a", 6) == ids{7});
    world.timers.advance(5s);
    CHECK(world.news().empty());
    CHECK(world.journal->pending() == 5);
    for (const std::int64_t id : {7, 4, 5, 6})
        world.settle(id).value();
    CHECK(world.ids("a").empty());
    world.open();
    CHECK(world.journal->pending() == 1);
}

TEST_CASE("dropped letters are gone with their events, others stay", "[sqlite]")
{
    with_letters given;
    auto& world = given.world;
    world.commit(make_page(1, {"a", "b"})).value();
    world.settle(1, settlement::dead, "first").value();
    world.settle(2, settlement::dead, "second").value();
    const auto letters = world.dead_letters();
    CHECK(letters->drop(where(&store::dead_letter_filter::reason, "first")).value() == 1);
    REQUIRE(letters->show(2).value());
    CHECK(letters->show(2).value()->event.body == std::string(20, 'b'));
    CHECK(letters->drop({}).value() == 1);
    CHECK(list(*letters).empty());
}

TEST_CASE("thousands of letters are listed, redelivered and dropped", "[sqlite]")
{
    with_letters given;
    auto& world = given.world;
    auto page = make_page(1, {});
    for (int key = 1; key <= 3000; ++key)
        page.entries.push_back(make_entry(key, {key % 2 ? "a" : "b"}, "vm", 1));
    world.commit(std::move(page)).value();
    world.disk.hold();
    for (int id = 1; id <= 3000; ++id)
        start(world.timers, world.journal->settle(id, settlement::dead, "why"));
    world.disk.release();
    world.flush();
    const auto letters = world.dead_letters();
    CHECK(list(*letters).size() == 3000);
    CHECK(letters->redeliver(where(&store::dead_letter_filter::function, "a"), test::second(0)).value() ==
          1500);
    CHECK(letters->drop(where(&store::dead_letter_filter::function, "b")).value() == 1500);
    CHECK(list(*letters).empty());
    world.timers.advance(2s);
    CHECK(world.journal->pending() == 1500);
}

TEST_CASE("the oldest dead letters go when there are more, or older ones, than are kept, and the log says so",
          "[sqlite]")
{
    with_letters given;
    auto& world = given.world;
    world.options.dead_letters = {3, 10h};
    world.open();
    for (int key = 1; key <= 5; ++key)
        given.die(key, "a", "why", 1s);
    const auto letters = world.dead_letters();
    CHECK(list(*letters) == ids{3, 4, 5});
    world.timers.advance(2min);
    CHECK(world.log.count(base::log_level::warn, "Dead letters dropped: there are more than are kept") >= 1);
    CHECK(world.log.contains("kept=3"));
    given.die(6, "a", "why", 8h);
    CHECK(list(*letters) == ids{4, 5, 6});
    world.commit(make_page(7, {"a"})).value();
    world.settle(7, settlement::dead, "why").value();
    world.timers.advance(3h + 2min);
    CHECK(list(*letters) == ids{7});
    CHECK(world.log.contains("dropped=2"));
    CHECK(world.log.count("older than they are kept") == 1);
}

TEST_CASE("what another process took away does not count against the limit of dead letters", "[sqlite]")
{
    with_letters given;
    auto& world = given.world;
    world.options.dead_letters = {3, 0s};
    world.open();
    for (int key = 1; key <= 3; ++key)
        given.die(key, "a", "why", 1s);
    CHECK(world.dead_letters()->redeliver({}, test::second(0)).value() == 3);
    for (const std::int64_t id : {4, 5, 6})  // before the journal has looked
        world.settle(id, settlement::dead, "again").value();
    const auto letters = world.dead_letters();
    CHECK(list(*letters) == ids{4, 5, 6});
    CHECK(letters->drop({}).value() == 3);
    world.commit(make_page(7, {"a"})).value();
    world.settle(7, settlement::dead, "why").value();
    CHECK(list(*letters) == ids{7});
    CHECK_FALSE(world.log.contains("Dead letters dropped"));
}

TEST_CASE("all dead letters that are too old go, however many", "[sqlite]")
{
    with_letters given;
    auto& world = given.world;
    world.options.dead_letters = {0, 1h};
    world.open();
    auto page = make_page(1, {});
    for (int key = 1; key <= 1200; ++key)
        page.entries.push_back(make_entry(key, {"a"}, "vm", 1));
    world.commit(std::move(page)).value();
    world.disk.hold();
    for (int id = 1; id <= 1200; ++id)
        start(world.timers, world.journal->settle(id, settlement::dead, "why"));
    world.disk.release();
    world.flush();
    world.timers.advance(2h + 1min);
    CHECK(list(*world.dead_letters()).empty());
}

TEST_CASE("dead letters need a journal of this version, and make none", "[sqlite]")
{
    const test::temporary_folder folder;
    const auto missing = store::open_dead_letters((folder.path() / "journal.db").string());
    REQUIRE_FALSE(missing);
    CHECK(missing.error().is(base::errc::journal_missing));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "journal.db"));
    folder.write("journal.db",
                 "this is no database, but it is long enough to look like one: " + std::string(600, 'x'));
    const auto damaged = store::open_dead_letters((folder.path() / "journal.db").string());
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().is(base::errc::journal_corrupt));
}
