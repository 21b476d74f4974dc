// What a power cut must not take back.
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/journal_world.hpp"

using namespace vcenter_connector;
using namespace std::chrono_literals;
using test::faulty_vfs;
using test::journal_world;
using test::make_page;

namespace {

// The power goes: what was not synced is undone, or torn, by the seed; then the file is opened again.
void lose_power(faulty_vfs& vfs, journal_world& before, journal_world& after, std::uint64_t seed)
{
    vfs.disk().crash(seed);
    before.journal.reset();
    before.timers.settle();
    after.open();
}

}  // namespace

TEST_CASE("the first checkpoint of a vCenter survives a power cut, with no delivery in its page", "[sqlite]")
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        faulty_vfs vfs;
        journal_world before("journal", vfs.name());
        journal_world after("journal", vfs.name());
        before.open();
        REQUIRE(before.commit(make_page(1, {})).has_value());
        lose_power(vfs, before, after, seed);
        const auto point = after.resume().value();
        REQUIRE(point);
        CHECK(point->position.newest.key == 1);
    }
}

TEST_CASE("a settlement survives a power cut that comes some seconds later, though no page came", "[sqlite]")
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        faulty_vfs vfs;
        journal_world before("journal", vfs.name());
        journal_world after("journal", vfs.name());
        before.open();
        REQUIRE(before.commit(make_page(1, {"a"})).has_value());
        REQUIRE(before.settle(before.ids("a").at(0)).has_value());
        before.timers.advance(5s);
        lose_power(vfs, before, after, seed);
        CHECK(after.journal->pending() == 0);
    }
}
