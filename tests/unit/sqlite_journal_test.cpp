#include "support/catch.hpp"
#include "support/journal_world.hpp"
#include "support/temporary_folder.hpp"

using namespace vcenter_connector;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using store::settlement;
using test::journal_world;
using test::make_entry;
using test::make_page;
using test::second;
using test::start;
using ids = std::vector<std::int64_t>;

namespace {

std::string place(const test::temporary_folder& folder)
{
    return (folder.path() / "state" / "journal.db").string();
}

}  // namespace

TEST_CASE("the SQLite journal gives back what was committed, also after it was closed and opened", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    for (int round = 0; round < 2; ++round) {
        world.open();
        CHECK(world.journal->durable());
        if (round == 0) {
            auto page = make_page(5, {"a", "b"}, "vm-7");
            page.entries.push_back(make_entry(6, {}));
            page.entries.push_back(make_entry(7, {"a"}, ""));
            REQUIRE(world.commit(std::move(page)));
        }
        CHECK(world.journal->pending() == 3);
        CHECK(world.news() == std::map<std::string, std::int64_t>{{"a.ns", 3}, {"b.ns", 2}});
        CHECK(world.ids("a") == ids{1, 3});
        const auto found = world.read("b");
        REQUIRE(found.deliveries.size() == 1);
        CHECK(found.reached == std::numeric_limits<std::int64_t>::max());
        const auto& d = found.deliveries.front();
        CHECK(d.id == 2);
        CHECK(d.event->id == "uuid/5");
        CHECK(d.event->topic == "vm.powered.on");
        CHECK(d.event->object == "vm-7");
        CHECK(d.event->body == std::string(20, 'f'));
        CHECK(d.event->content_type == "application/json");
        CHECK(d.event->headers == base::headers{{"ce-id", "5"}, {"ce-subject", "a%20b: c"}});
        CHECK(d.function == store::function_name{"b", "ns"});
        CHECK(d.attempts == 0);
        CHECK(d.queued_at == base::wall_time(std::chrono::sys_days(std::chrono::year(2024) / 3 / 1)));
        CHECK_FALSE(d.first_tried);
        CHECK(d.not_before == base::wall_time());
        CHECK(world.read("a").deliveries.front().event == d.event);
        CHECK(world.read("c").deliveries.empty());
    }
}

TEST_CASE(
    "the SQLite journal forgets a delivery that is settled, once and for all, and never uses its id again",
    "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.open();
    world.commit(make_page(1, {"a", "b"})).value();
    world.commit(make_page(2, {"a"})).value();
    CHECK(world.settle(1));
    CHECK(world.settle(1));
    CHECK(world.settle(77));
    CHECK(world.journal->pending() == 2);
    CHECK(world.ids("a") == ids{3});
    CHECK(world.ids("b") == ids{2});
    CHECK(world.settle(3, settlement::dead, "why"));
    world.open();
    CHECK(world.journal->pending() == 1);
    CHECK(world.ids("a").empty());
    CHECK(world.read("b").deliveries.front().event->id == "uuid/1");
    CHECK(world.settle(2));
    world.open();
    CHECK(world.journal->pending() == 0);
    CHECK(world.news().empty());
    world.commit(make_page(3, {"a"})).value();
    CHECK(world.ids("a") == ids{4});
}

TEST_CASE("the SQLite journal keeps failed attempts over a restart and into the dead letter", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.open();
    world.commit(make_page(1, {"a"})).value();
    for (int round = 0; round < 2; ++round) {
        world.journal->attempted(1, {second(10 + round), 503U, "no " + std::to_string(round)},
                                 second(20 + round));
        const auto d = world.read("a").deliveries.at(0);
        CHECK(d.attempts == static_cast<unsigned>(round) + 1);
        CHECK(d.first_tried == second(10));
        CHECK(d.not_before == second(20 + round));
        world.open();
    }
    CHECK(world.read("a").deliveries.at(0).attempts == 2);
    CHECK(world.read("a").deliveries.at(0).first_tried == second(10));
    CHECK(world.settle(1, settlement::dead, std::string(999, 'x') + "\xc3\xa9"));

    const auto found = world.dead_letters()->show(1).value();
    REQUIRE(found);
    CHECK(found->letter.reason == std::string(999, 'x'));
    CHECK(found->letter.attempts == 2);
    CHECK(found->event.body == std::string(20, 'b'));
    CHECK(found->event.headers == base::headers{{"ce-id", "1"}, {"ce-subject", "a%20b: c"}});
    REQUIRE(found->attempts.size() == 2);
    CHECK(found->attempts[1].at == second(11));
    CHECK(found->attempts[1].status == 503);
    CHECK(found->attempts[1].reason == "no 1");
}

TEST_CASE("the SQLite journal says where reading begins anew, and what will be read once more", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.open();
    CHECK_FALSE(world.resume().value());
    for (int key = 1; key <= 10; ++key)
        world.commit(make_page(key, key % 2 ? std::vector<std::string>{"a"} : std::vector<std::string>{}))
            .value();
    auto page = make_page(11, {});
    page.marks.push_back({-5, second(8)});
    page.marks.push_back({-6, second(7)});
    world.commit(std::move(page)).value();
    world.commit(make_page(11, {})).value();
    world.open();
    const auto point = world.resume().value();
    REQUIRE(point);
    CHECK(point->position.instance_uuid == "uuid");
    CHECK(point->position.newest == base::event_mark{11, second(11)});
    CHECK(point->position.resume_from == second(8));
    auto marks = point->marks;
    std::sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    CHECK(marks == std::vector<base::event_mark>{{-5, second(8)},
                                                 {8, second(8)},
                                                 {9, second(9)},
                                                 {10, second(10)},
                                                 {11, second(11)},
                                                 {11, second(11)}});
    CHECK_FALSE(world.get(world.journal->resume("other")).value());
}

TEST_CASE("the SQLite journal tells of new work, and of nothing twice", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.open();
    const auto waiting = start(world.timers, world.journal->news());
    CHECK_FALSE(waiting->has_value());
    world.commit(make_page(1, {})).value();
    CHECK_FALSE(waiting->has_value());
    world.commit(make_page(2, {"a", "b"})).value();
    REQUIRE(waiting->has_value());
    CHECK((**waiting)->size() == 2);
    const auto next = start(world.timers, world.journal->news());
    world.settle(1).value();
    CHECK_FALSE(next->has_value());
    world.journal->close();
    world.timers.settle();
    REQUIRE(next->has_value());
    CHECK((**next)->empty());
    CHECK(world.ids("b") == ids{2});
    CHECK(world.settle(2));
}

TEST_CASE("a full SQLite journal lets writers wait, one after the other, until it is closed", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.options.max_pending = 2;
    world.open();
    world.commit(make_page(1, {"a", "b", "c"})).value();
    const auto second_page = start(world.timers, world.journal->commit(make_page(2, {"a", "b"})));
    const auto third = start(world.timers, world.journal->commit(make_page(3, {"a"})));
    const auto fourth = start(world.timers, world.journal->commit(make_page(4, {"a"})));
    world.settle(1).value();
    CHECK_FALSE(second_page->has_value());
    world.settle(2).value();
    CHECK(second_page->has_value());
    CHECK_FALSE(third->has_value());
    CHECK(world.journal->pending() == 3);
    world.open();  // what waited was never taken
    CHECK(world.resume().value()->position.newest.key == 2);
    CHECK(world.journal->pending() == 3);
    const auto fifth = start(world.timers, world.journal->commit(make_page(5, {"a"})));
    CHECK_FALSE(fifth->has_value());
    world.journal->close();
    world.timers.settle();
    REQUIRE(fifth->has_value());
    CHECK((*fifth)->has_value());
    CHECK(world.commit(make_page(6, {"a"})));
    CHECK(world.journal->pending() == 5);
}

TEST_CASE("a disk that does not answer is told of once, and once when it answers again", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.open();
    world.commit(make_page(1, {"a"})).value();
    world.disk.hold();
    const auto settled = start(world.timers, world.journal->settle(1, settlement::delivered, {}));
    world.timers.advance(20s);
    CHECK(world.log.lines().empty());
    world.timers.advance(100s);
    CHECK(world.log.count(base::log_level::error, "The disk of the journal does not answer") == 1);
    world.disk.release();
    world.timers.advance(2s);
    CHECK(settled->has_value());
    CHECK(world.log.count(base::log_level::info, "The disk of the journal answers again") == 1);
    world.timers.advance(5min);
    CHECK(world.log.lines().size() == 2);
}

TEST_CASE("the SQLite journal collects what arrives while it writes, and answers when that is in the file",
          "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.open();
    world.commit(make_page(1, {"a", "b", "c"})).value();
    world.disk.hold();
    const auto first = start(world.timers, world.journal->settle(1, settlement::delivered, {}));
    const auto second_one = start(world.timers, world.journal->settle(2, settlement::delivered, {}));
    const auto third = start(world.timers, world.journal->commit(make_page(2, {"a"})));
    const auto flushed = start(world.timers, world.journal->resume("uuid"));
    CHECK(world.disk.waiting() == 1);
    CHECK_FALSE(first->has_value());
    world.disk.release();
    world.disk.hold();
    world.timers.settle();
    CHECK(first->has_value());
    CHECK_FALSE(second_one->has_value());
    CHECK(world.disk.waiting() == 1);
    world.disk.release();
    world.timers.settle();
    CHECK(second_one->has_value());
    CHECK(third->has_value());
    REQUIRE(flushed->has_value());
    CHECK((**flushed).value()->position.newest.key == 2);
    CHECK(world.journal->pending() == 2);
}

TEST_CASE("one connector at a time works on a journal", "[sqlite]")
{
    const test::temporary_folder folder;
    journal_world world(place(folder));
    world.open();
    journal_world other(place(folder));
    const auto refused = other.try_open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().is(base::errc::journal_in_use));
    CHECK_THAT(refused.error().message(), ContainsSubstring("process " + std::to_string(::getpid())));
    world.journal.reset();
    CHECK(other.try_open());
}

TEST_CASE("the journal's folder and files are for its user only", "[sqlite]")
{
    using std::filesystem::perms;
    const test::temporary_folder folder;
    journal_world world((folder.path() / "one" / "two" / "journal.db").string());
    world.open();
    world.commit(make_page(1, {"a"})).value();
    const auto mode = [&](const char* name) {
        return std::filesystem::status(folder.path() / "one" / name).permissions();
    };
    CHECK(mode("") == perms::owner_all);
    CHECK(mode("two") == perms::owner_all);
    CHECK(mode("two/journal.db") == (perms::owner_read | perms::owner_write));
    CHECK(mode("two/journal.db-wal") == (perms::owner_read | perms::owner_write));
    CHECK(mode("two/journal.lock") == (perms::owner_read | perms::owner_write));
}

TEST_CASE("a place that cannot be used is refused with what to do", "[sqlite]")
{
    const test::temporary_folder folder;
    folder.write("file", "x");
    for (const auto* path : {"/proc/vc/journal.db", "/proc/version"}) {
        journal_world world(path);
        const auto refused = world.try_open();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().is(base::errc::disk_read_only));
        CHECK_THAT(refused.error().message(), ContainsSubstring("-state-dir"));
    }
    journal_world world((folder.path() / "file" / "journal.db").string());
    const auto refused = world.try_open();
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message(), ContainsSubstring("Not a directory"));
    CHECK(folder.read("file") == "x");
}
