// Where a follower begins, what it makes of a vCenter that has changed, and what it says about it.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/key_range.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using base::starting_point;
using kind = base::starting_point::kind;

namespace {

const std::string another = "99999999-aaaa-bbbb-cccc-dddddddddddd";

std::function<void(source::follower_options&)> beginning(starting_point where)
{
    return [where](source::follower_options& options) { options.start = where; };
}

// Ten events, each one hour after the other, the last one an hour ago.
void ten_hours(followed_model& world)
{
    for (int i = 0; i < 10; ++i) {
        world.post_unseen(1);
        world.advance(1h);
    }
}

}  // namespace

TEST_CASE("without a checkpoint reading begins where -begin says, by vCenter's clock", "[source]")
{
    followed_model world;
    ten_hours(world);
    SECTION("now")
    {
        world.start();
        CHECK(world.keys().empty());
    }
    SECTION("oldest")
    {
        world.start(beginning({kind::oldest, {}, {}}));
        CHECK(world.keys() == keys_from_to(1, 10));
    }
    SECTION("a duration")
    {
        world.start(beginning({kind::ago, 210min, {}}));
        CHECK(world.keys() == keys_from_to(8, 10));
    }
    SECTION("a time")
    {
        world.start(beginning({kind::at, {}, world.model.now() - 330min}));
        CHECK(world.keys() == keys_from_to(6, 10));
    }
    SECTION("a time to come")
    {
        world.start(beginning({kind::at, {}, world.model.now() + 24h}));
        CHECK(world.keys().empty());
        CHECK(world.log.count(base::log_level::warn, "The time to begin at lies in vCenter's future") == 1);
    }
    const auto before = world.keys().size();
    world.post(2);
    CHECK(world.keys().size() == before + 2);
    CHECK(world.log.count("Reading goes on from the checkpoint") == 0);
}

TEST_CASE("with a checkpoint -begin does not count", "[source]")
{
    followed_model world;
    ten_hours(world);
    world.start();
    world.post(1);
    world.stop();
    world.start(beginning({kind::oldest, {}, {}}));
    CHECK(world.keys() == keys_from_to(11, 11));
    CHECK(world.log.count("Reading goes on from the checkpoint") == 1);
}

TEST_CASE("a checkpoint reaches back as far as -max-replay-age allows, and what is skipped is told",
          "[source]")
{
    followed_model world;
    world.start();
    world.post(5);
    world.stop();
    ten_hours(world);
    world.start([](source::follower_options& options) { options.max_replay_age = 210min; });
    auto wanted = keys_from_to(1, 5);
    for (const auto key : keys_from_to(13, 15))
        wanted.push_back(key);
    CHECK(world.keys() == wanted);
    CHECK(world.log.count(base::log_level::warn, "older than -max-replay-age") == 1);
    CHECK(world.log.count(
              "will not be delivered vcenter=https://vcenter.example.com/sdk from=2026-01-02T03:0") == 1);
    world.restart();
    CHECK(world.log.count("older than -max-replay-age") == 1);
}

TEST_CASE("a vCenter that is away for days is gone on with where it was left", "[source]")
{
    followed_model world;
    world.start();
    world.post(5);
    world.http.set(model_http_client::network::refusing);
    ten_hours(world);
    world.advance(20h);
    world.http.set(model_http_client::network::up);
    world.advance(10s);
    CHECK(world.keys() == keys_from_to(1, 15));
}

TEST_CASE("a renamed vCenter goes on where it was", "[source]")
{
    followed_model world;
    world.start();
    world.post(5);
    world.stop();
    world.post_unseen(5);
    world.start([](source::follower_options& options) { options.server.host = "new-name.example.com"; });
    CHECK(world.keys() == keys_from_to(1, 10));
}

TEST_CASE(
    "another vCenter behind the same address has its own checkpoint, and so has the first when it is back",
    "[source]")
{
    followed_model world;
    const auto first = world.model.options().instance_uuid;
    world.start();
    world.post(5);
    const auto history_of_first = world.model.history();
    world.model.rebuild(another, 501);
    world.http.poke();
    world.advance(1s);
    CHECK(world.log.count("Another vCenter answers at this address") == 1);
    world.post(3);
    world.advance(1min);
    world.model.rebuild(first);
    world.model.history() = history_of_first;
    world.http.poke();
    world.post(4);
    world.advance(1s);
    auto wanted = keys_from_to(1, 5);
    for (const auto key : {501, 502, 503, 6, 7, 8, 9})
        wanted.push_back(key);
    CHECK(world.keys() == wanted);
    CHECK(world.journal.ids.at(5) == another + "/501");
    CHECK(world.journal.ids.back() == first + "/9");
    CHECK(world.log.count("Another vCenter answers at this address") == 2);
}

TEST_CASE("a rebuilt vCenter is followed on, and the log says that ids may repeat", "[source]")
{
    followed_model world;
    world.model.history().set_next_key(5001);
    world.start();
    world.post(5);
    const bool restarted = GENERATE(true, false);
    if (restarted)
        world.stop();
    world.model.rebuild(world.model.options().instance_uuid);
    world.advance(1s);
    const bool empty = GENERATE(true, false);
    if (!empty)
        world.post_unseen(3);
    if (restarted)
        world.start();
    world.http.poke();
    world.advance(5s);
    if (empty)
        world.post(3);
    auto wanted = keys_from_to(5001, 5005);
    for (const auto key : {1, 2, 3})
        wanted.push_back(key);
    CHECK(world.keys() == wanted);
    CHECK(world.log.count(base::log_level::warn, "vCenter no longer shows the event that was read last") ==
          1);
    CHECK(world.log.count(base::log_level::warn, "vCenter numbers its events anew") == 1);
    world.restart();
    world.post(1);
    CHECK(world.keys().size() == 9);
    CHECK(world.log.count("numbers its events anew") == 1);
}

TEST_CASE("a gap that vCenter's retention has made is told with both times", "[source]")
{
    followed_model world;
    world.start();
    world.post(5);
    world.stop();
    world.advance(3h);
    world.model.rebuild(world.model.options().instance_uuid, 900);
    world.post_unseen(2);
    world.advance(1min);
    world.start();
    CHECK(world.keys() == std::vector<std::int32_t>{1, 2, 3, 4, 5, 900, 901});
    CHECK(world.log.count(base::log_level::warn,
                          "Events between these times may be lost from=2026-01-02T03:04:05.004Z "
                          "to=2026-01-02T06:04:") == 1);
    CHECK(world.log.count("numbers its events anew") == 0);
}

TEST_CASE("clocks that differ are told of once, and nothing depends on ours", "[source]")
{
    followed_model world;
    world.model.set_time(world.timers.wall() + 3h);
    world.start();
    world.post(5);
    for (int i = 0; i < 3; ++i) {
        world.model.terminate_sessions();
        world.http.poke();
        world.post(1);
        world.advance(5s);
    }
    CHECK(world.keys() == keys_from_to(1, 8));
    CHECK(world.log.count(base::log_level::warn, "The clocks of vCenter and of this machine differ") == 1);
}

TEST_CASE("clocks that agree are not worth a line", "[source]")
{
    followed_model world;
    world.model.set_time(world.timers.wall() - 50s);
    world.start();
    world.post(1);
    CHECK(world.log.count("clocks") == 0);
}

TEST_CASE("a checkpoint in vCenter's future costs no event from now on", "[source]")
{
    followed_model world;
    world.start();
    world.post(5);
    world.advance(5min);
    world.stop();
    world.model.advance(-2h);
    world.start();
    world.post(3);
    CHECK(world.keys() == keys_from_to(1, 8));
    CHECK(world.log.count(base::log_level::warn, "The checkpoint lies in vCenter's future") == 1);
    world.stop();
    world.post_unseen(3);
    world.start();
    CHECK(world.keys() == keys_from_to(1, 11));
}

TEST_CASE("a clock that is set back while events are followed hides them for a minute or two at most",
          "[source]")
{
    followed_model world;
    world.start();
    world.post(5);
    world.advance(10min);
    world.model.advance(-1h);
    world.post(3);
    CHECK(world.keys() == keys_from_to(1, 5));
    world.advance(2min);
    world.post(2);
    CHECK(world.keys() == keys_from_to(1, 10));
    CHECK(world.log.count(base::log_level::warn, "vCenter's clock was set back while events were read") == 1);
    world.restart();
    world.post(1);
    CHECK(world.keys() == keys_from_to(1, 11));
}
