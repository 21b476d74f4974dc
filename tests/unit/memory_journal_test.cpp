#include "vcenter_connector/store/memory_journal.hpp"

#include "support/catch.hpp"
#include "support/manual_timers.hpp"

#include <string>

using namespace vcenter_connector;
using store::settlement;
using test::start;

namespace {

store::event_page page_of(std::int32_t key, std::vector<std::string> functions)
{
    store::event_page page;
    page.position = {"uuid", key, "time"};
    auto& entry = page.entries.emplace_back();
    entry.event.id = "uuid/" + std::to_string(key);
    for (auto& name : functions)
        entry.functions.push_back({std::move(name), "ns"});
    return page;
}

}  // namespace

TEST_CASE("the memory journal gives out deliveries once, in the order of their commit", "[store]")
{
    test::manual_timers timers;
    const auto journal = store::make_memory_journal(timers, 100);
    const auto early = start(timers, journal->take(2));
    CHECK_FALSE(early->has_value());

    auto page = page_of(5, {"a", "b", "c"});
    page.entries.push_back({});  // an event that nobody wants
    const auto committed = start(timers, journal->commit(std::move(page)));
    REQUIRE(committed->has_value());
    CHECK((*committed)->has_value());
    REQUIRE(early->has_value());
    REQUIRE((**early)->size() == 2);
    const auto first = (**early)->front();
    CHECK(first.event->id == "uuid/5");
    CHECK(first.function.qualified() == "a.ns");
    CHECK(first.attempts == 0);
    CHECK(first.id < (**early)->back().id);

    const auto rest = start(timers, journal->take(10));
    CHECK((**rest)->at(0).function.name == "c");
    CHECK(journal->pending() == 3);
    journal->settle(first.id, settlement::delivered, {});
    journal->settle(first.id, settlement::delivered, {});
    CHECK(journal->pending() == 2);
    CHECK(journal->position("uuid")->key == 5);
    CHECK_FALSE(journal->position("other"));
}

TEST_CASE("a full memory journal lets every writer wait, and go on one by one", "[store]")
{
    test::manual_timers timers;
    const auto journal = store::make_memory_journal(timers, 2);
    start(timers, journal->commit(page_of(1, {"a", "b", "c"})));
    const auto second = start(timers, journal->commit(page_of(2, {"a", "b"})));
    const auto third = start(timers, journal->commit(page_of(3, {"a"})));
    const auto fourth = start(timers, journal->commit(page_of(4, {"a"})));
    CHECK(journal->pending() == 3);

    const auto all = start(timers, journal->take(10));
    const auto settle = [&](std::int64_t id) {
        journal->settle(id, settlement::dead, "why");
        timers.settle();
    };
    settle(1);
    CHECK_FALSE(second->has_value());
    settle(2);
    CHECK(second->has_value());
    CHECK_FALSE(third->has_value());
    CHECK(journal->position("uuid")->key == 2);

    start(timers, journal->take(10));
    settle(3);
    settle(4);
    CHECK(third->has_value());
    CHECK_FALSE(fourth->has_value());
    settle(5);
    CHECK(fourth->has_value());
}

TEST_CASE("room for several writers wakes several", "[store]")
{
    test::manual_timers timers;
    const auto journal = store::make_memory_journal(timers, 3);
    start(timers, journal->commit(page_of(1, {"a", "b", "c", "d", "e"})));
    const auto second = start(timers, journal->commit(page_of(2, {"a"})));
    const auto third = start(timers, journal->commit(page_of(3, {})));
    start(timers, journal->take(10));
    for (std::int64_t id = 1; id <= 5; ++id)
        journal->settle(id, settlement::delivered, {});
    timers.settle();
    CHECK(second->has_value());
    CHECK(third->has_value());
}

TEST_CASE("a closed memory journal wakes everybody and still gives what it has", "[store]")
{
    test::manual_timers timers;
    const auto journal = store::make_memory_journal(timers, 1);
    start(timers, journal->commit(page_of(1, {"a", "b"})));
    const auto writer = start(timers, journal->commit(page_of(2, {"a"})));
    const auto other = start(timers, journal->commit(page_of(3, {"a"})));
    journal->close();
    timers.settle();
    REQUIRE(writer->has_value());
    CHECK((*writer)->has_value());
    CHECK((*other)->has_value());
    CHECK((**start(timers, journal->commit(page_of(4, {"a"})))).has_value());
    CHECK((**start(timers, journal->take(10)))->size() == 5);
    CHECK((**start(timers, journal->take(10)))->empty());
    CHECK(journal->pending() == 5);
    CHECK(journal->position("uuid")->key == 4);

    test::manual_timers more;
    const auto empty = store::make_memory_journal(more, 1);
    const auto reader = start(more, empty->take(1));
    const auto second_reader = start(more, empty->take(1));
    empty->close();
    more.settle();
    CHECK((**reader)->empty());
    CHECK((**second_reader)->empty());
}
