// Disks that are full, fail, or lose power, at every change of the disk in turn.
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/journal_world.hpp"

#include <sqlite3.h>

#include <limits>
#include <set>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using store::settlement;
using test::disk_change;
using test::faulty_vfs;
using test::journal_world;
using test::make_entry;
using test::make_page;
using test::start;

namespace {

constexpr int pages = 8;

// What somebody who uses the journal has been told, and so may rely on.
struct told {
    std::set<std::string> committed;  // events for function a
    std::set<std::string> settled;
    std::set<std::string> handed_over;  // to `settle`, answered or not
    int newest = 0;
};

store::event_page page_number(int key)
{
    auto page = make_page(key, {"a"});
    page.entries.push_back(make_entry(key + 1000, {}, "vm-2"));
    page.entries.push_back(make_entry(key + 2000, {"a", "b"}, "vm-3", 3000));
    return page;
}

void note_page(told& t, int key)
{
    t.committed.insert("uuid/" + std::to_string(key));
    t.committed.insert("uuid/" + std::to_string(key + 2000));
    t.newest = key;
}

// One step of a connector's life; false when the journal did not answer within a minute.
bool one_page(journal_world& world, told& t, int key)
{
    const auto done = world.maybe(world.journal->commit(page_number(key)));
    if (!done || !*done)
        return false;
    note_page(t, key);
    store::claim what;
    what.function = {"a", "ns"};
    const auto found = world.maybe(world.journal->read(what));
    if (!found || !*found)
        return false;
    for (const auto& d : (*found)->deliveries) {
        if (d.id % 3 == 0) {
            world.journal->attempted(d.id, {world.timers.wall(), 500, "no"}, {});
            continue;
        }
        t.handed_over.insert(d.event->id);
        const auto settled = world.maybe(world.journal->settle(d.id, settlement::delivered, {}));
        if (!settled || !*settled)
            return false;
        t.settled.insert(d.event->id);
    }
    return true;
}

// What is in the file after a restart: `power` says whether the power failed, which may take back
// settlements.
void check_kept(journal_world& world, const told& t, bool power)
{
    const auto point = world.resume().value();
    const int newest = point ? point->position.newest.key : 0;
    CHECK(newest >= t.newest);
    std::set<std::string> there;
    for (const auto& d : world.read("a").deliveries) {
        CHECK(d.event->body.size() == (d.event->object == "vm-3" ? 3000U : 20U));
        CHECK(there.insert(d.event->id).second);
    }
    for (const auto& id : t.committed)
        if (!t.handed_over.contains(id))
            CHECK(there.contains(id));
    if (!power)
        for (const auto& id : t.settled)
            CHECK_FALSE(there.contains(id));
    CHECK(world.journal->pending() == there.size() + world.read("b").deliveries.size());
}

void run_all(journal_world& world, told& t)
{
    for (int key = t.newest + 1; key <= pages; ++key)
        if (!one_page(world, t, key))
            return;
}

// Refuses from the change `at` on, until `heal` or until it has refused `most`.
struct bad_disk {
    faulty_vfs vfs;
    int code;
    std::uint64_t at;
    std::uint64_t most;
    std::uint64_t asked = 0;
    std::uint64_t refused = 0;

    bad_disk(int c, std::uint64_t a, std::uint64_t m) : code(c), at(a), most(m)
    {
        vfs.disk().set_judge([this](disk_change what, const std::string&) {
            if (++asked < at || refused >= most || (code == SQLITE_FULL && what != disk_change::write))
                return SQLITE_OK;
            ++refused;
            return code;
        });
    }
};

void open_at_last(journal_world& world)
{
    for (int attempts = 0; !world.try_open(); ++attempts)
        REQUIRE(attempts < 5);
}

std::uint64_t changes_of_a_whole_run()
{
    faulty_vfs vfs;
    journal_world world("journal", vfs.name());
    told t;
    world.open();
    run_all(world, t);
    REQUIRE(t.newest == pages);
    world.journal.reset();
    return vfs.disk().changes();
}

}  // namespace

TEST_CASE("a disk that refuses any one change for a while delays the journal, and nothing is lost",
          "[sqlite][faults]")
{
    const auto code = GENERATE(SQLITE_FULL, SQLITE_IOERR_WRITE);
    const auto total = changes_of_a_whole_run();
    REQUIRE(total > 50);
    std::size_t delayed = 0;
    for (std::uint64_t at = 1; at <= total; ++at) {
        CAPTURE(code, at);
        bad_disk disk(code, at, 3);
        journal_world world("journal", disk.vfs.name());
        open_at_last(world);
        told t;
        run_all(world, t);
        CHECK(t.newest == pages);
        check_kept(world, t, false);
        const auto began = world.log.count("The journal cannot be written");
        CHECK(began == world.log.count("The journal can be written again"));
        CHECK(began <= 3);
        delayed += began > 0 ? 1U : 0U;
        CHECK(world.fatal.empty());
        open_at_last(world);
        check_kept(world, t, false);
        world.journal.reset();
    }
    CHECK(delayed > 10);
}

TEST_CASE("a process killed on a disk that has filled up at any change has kept what was answered",
          "[sqlite][faults]")
{
    const auto code = GENERATE(SQLITE_FULL, SQLITE_IOERR_WRITE);
    const auto total = changes_of_a_whole_run();
    for (std::uint64_t at = 1; at <= total; ++at) {
        CAPTURE(code, at);
        bad_disk disk(code, at, std::numeric_limits<std::uint64_t>::max());
        told t;
        {
            journal_world world("journal", disk.vfs.name());
            if (world.try_open())
                run_all(world, t);
            CHECK(world.log.count("The journal cannot be written") <= 1);
            CHECK(world.fatal.empty());
            disk.vfs.disk().kill();
        }
        disk.most = 0;
        journal_world again("journal", disk.vfs.name());
        again.open();
        check_kept(again, t, false);
        run_all(again, t);
        CHECK(t.newest == pages);
        check_kept(again, t, false);
    }
}

TEST_CASE("a power cut at any change loses no delivery and no position", "[sqlite][faults]")
{
    const auto total = changes_of_a_whole_run();
    for (std::uint64_t at = 1; at <= total; ++at) {
        CAPTURE(at);
        bad_disk disk(SQLITE_IOERR, at, std::numeric_limits<std::uint64_t>::max());
        told t;
        {
            journal_world world("journal", disk.vfs.name());
            if (world.try_open())
                run_all(world, t);
            disk.vfs.disk().crash(at);
        }
        disk.most = 0;
        journal_world again("journal", disk.vfs.name());
        again.open();
        check_kept(again, t, true);
        run_all(again, t);
        CHECK(t.newest == pages);
        again.journal.reset();
    }
}

TEST_CASE("a closed journal that cannot write answers all the same", "[sqlite][faults]")
{
    bad_disk disk(SQLITE_FULL, 1, 0);
    journal_world world("journal", disk.vfs.name());
    world.open();
    world.commit(make_page(1, {"a"})).value();
    disk.most = std::numeric_limits<std::uint64_t>::max();
    const auto waiting = start(world.timers, world.journal->settle(1, settlement::delivered, {}));
    world.timers.advance(10s);
    CHECK_FALSE(waiting->has_value());
    world.journal->close();
    world.timers.settle();
    REQUIRE(waiting->has_value());
    CHECK((*waiting)->error().is(base::errc::aborted));
    const auto page = start(world.timers, world.journal->commit(make_page(2, {"a"})));
    REQUIRE(page->has_value());
    CHECK((*page)->error().is(base::errc::aborted));
    CHECK(world.journal->pending() == 1);
    disk.most = 0;
    world.open();
    CHECK(world.ids("a") == std::vector<std::int64_t>{1});
}

TEST_CASE("a journal that waits for its disk says so once, and how long it took", "[sqlite][faults]")
{
    bad_disk disk(SQLITE_FULL, 1, 0);
    journal_world world("journal", disk.vfs.name());
    world.open();
    world.commit(make_page(1, {"a", "b"})).value();
    disk.most = std::numeric_limits<std::uint64_t>::max();
    const auto first = start(world.timers, world.journal->settle(1, settlement::delivered, {}));
    const auto second = start(world.timers, world.journal->settle(2, settlement::delivered, {}));
    const auto third = start(world.timers, world.journal->commit(make_page(2, {"a"})));
    world.timers.advance(100s);
    CHECK_FALSE(first->has_value());
    CHECK(world.log.count(base::log_level::error,
                          "The journal cannot be written; reading and delivering wait") == 1);
    CHECK(world.log.contains("make room"));
    disk.most = 0;
    world.timers.advance(2s);
    CHECK(first->has_value());
    CHECK(second->has_value());
    CHECK(third->has_value());
    CHECK(world.log.count(base::log_level::info, "The journal can be written again after=101.0s") == 1);
    CHECK(world.journal->pending() == 1);
}

TEST_CASE("a journal that cannot write any more once it is closed says so", "[sqlite][faults]")
{
    bad_disk disk(SQLITE_FULL, 1, 0);
    journal_world world("journal", disk.vfs.name());
    world.open();
    world.commit(make_page(1, {"a"})).value();
    world.journal->close();
    disk.most = std::numeric_limits<std::uint64_t>::max();
    CHECK(world.settle(1).error().is(base::errc::aborted));
    CHECK(world.settle(1).error().is(base::errc::aborted));
    CHECK(world.log.count(base::log_level::error, "what is not in it comes again after a restart") == 1);
    disk.most = 0;
}
