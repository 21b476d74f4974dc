// What a follower says of itself to whoever reads a history with it.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/key_range.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using kind = base::starting_point::kind;

namespace {

struct observed_model : followed_model {
    using followed_model::followed_model;

    void read_since_the_oldest()
    {
        start([this](source::follower_options& options) {
            options.start = {kind::oldest, {}, {}};
            options.callbacks.caught_up = [this] { committed_at.push_back(journal.ids.size()); };
            options.callbacks.gives_up = [this](const base::failure& why) {
                failures.push_back(why);
                return gives_up;
            };
            options.intake.wanted = [this](const vsphere::event& e) { return e.key != unwanted; };
            options.intake.render = [](const vsphere::event& e, const events::event_origin& origin,
                                       const events::payload_form&) {
                return events::payload{"", {}, origin.instance_uuid + " " + e.class_name};
            };
        });
    }

    std::vector<std::size_t> committed_at;  // events that were in the journal at each call
    std::vector<base::failure> failures;
    std::int32_t unwanted = -1;
    bool gives_up = false;
};

}  // namespace

TEST_CASE("a follower says that it has caught up when the whole history is in the journal", "[source]")
{
    observed_model world;
    world.post_unseen(2500);
    std::size_t readable = 2500;
    SECTION("by its cursor") {}
    SECTION("by what its latest page holds, when cursors stick for ever")
    {
        world.model.stick_cursors(true);
        readable = 1000;
    }
    SECTION("behind events that the user may not see")
    {
        world.model.post_hidden(3000);
        world.post_unseen(5);
        readable = 2505;
    }
    world.read_since_the_oldest();
    REQUIRE_FALSE(world.committed_at.empty());
    CHECK(world.committed_at.front() == readable);
}

TEST_CASE("a follower says again that it has caught up after what came later", "[source]")
{
    observed_model world;
    world.read_since_the_oldest();
    const auto calls = world.committed_at.size();
    CHECK(calls >= 1);
    CHECK(world.committed_at.back() == 0);
    world.post(3);
    CHECK(world.committed_at.size() > calls);
    CHECK(world.committed_at.back() == 3);
    world.advance(31s);
    CHECK(world.committed_at.back() == 3);
}

TEST_CASE("a follower that is to give up ends after its first failure, says nothing of it, and logs out",
          "[source]")
{
    observed_model world;
    world.gives_up = true;
    world.read_since_the_oldest();
    world.model.set_password("another");
    world.model.terminate_sessions();
    world.advance(31s);
    REQUIRE(world.failures.size() == 1);
    CHECK(world.failures.front().is(base::errc::not_authenticated));
    world.advance(10min);
    CHECK(world.failures.size() == 1);
    CHECK(world.model.logins().size() == 1);
    CHECK_FALSE(world.log.contains("cannot be followed"));
}

TEST_CASE("a follower that is not to give up goes on, and tells of each failure", "[source]")
{
    observed_model world;
    world.read_since_the_oldest();
    world.model.terminate_sessions();
    world.advance(31s);
    world.advance(31s);
    CHECK(world.failures.size() == 1);
    world.post(2);
    CHECK(world.committed_at.back() == 2);
}

TEST_CASE(
    "events that do not count are matched with no function, and what the journal gets can be made otherwise",
    "[source]")
{
    observed_model world;
    world.unwanted = 2;
    world.post_unseen(3);
    world.read_since_the_oldest();
    CHECK(world.keys() == std::vector<std::int32_t>{1, 3});
    CHECK(world.journal.checkpoints.back().newest.key == 3);
}
