// A follower, and another one after it on the same journal: nothing lost, nothing repeated.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/key_range.hpp"

#include <limits>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

TEST_CASE("events of an absence are read after a restart, and none of those before it once more", "[source]")
{
    followed_model world;
    world.start();
    world.post(50);
    world.stop();
    world.post_unseen(100);
    world.advance(10min);
    world.start();
    world.post(20);
    CHECK(world.keys() == keys_from_to(1, 170));
    CHECK(world.log.count("There is no checkpoint for this vCenter") == 1);
    CHECK(world.log.count("Reading goes on from the checkpoint") == 1);
    CHECK(world.log.count(base::log_level::warn, "vCenter no longer shows") == 0);
}

TEST_CASE("a follower that was killed is followed by one that knows what was committed", "[source]")
{
    followed_model world;
    world.start();
    for (std::size_t round = 0; round < 20; ++round) {
        world.post(round * 13 % 41);
        world.advance(std::chrono::seconds(round * 7));
        world.kill();
        world.post_unseen(round == 9 ? 1200 : round % 3 * 100);
        world.advance(1s);
        world.start();
    }
    world.post(1);
    const auto keys = world.keys();
    CHECK(keys == keys_from_to(1, world.model.history().newest_key()));
    CHECK(world.log.count("are skipped") == 0);
    CHECK(world.log.count("vCenter no longer shows") == 0);
}

TEST_CASE("events that no function wants are not read as new ones after a restart", "[source]")
{
    followed_model world;
    world.start();
    for (int i = 0; i < 30; ++i)
        world.model.post("HostConnectedEvent", "vm1");
    world.post(1);
    world.restart();
    const auto read = world.log.count("Message on topic: host.connected");
    world.post(1);
    CHECK(read == 30);
    CHECK(world.log.count("Message on topic: host.connected") == 30);
    CHECK(world.keys() == keys_from_to(31, 32));
}

TEST_CASE("a start without any event is remembered: the absence after it is read", "[source]")
{
    followed_model world;
    world.post_unseen(5);
    world.advance(1s);
    world.start();
    world.stop();
    world.post_unseen(100);
    world.advance(1h);
    world.start();
    CHECK(world.keys() == keys_from_to(6, 105));
}

TEST_CASE("events of one instant and keys that overflow are told apart over a restart", "[source]")
{
    constexpr auto highest = std::numeric_limits<std::int32_t>::max();
    vcenter_options options;
    options.tick = std::chrono::microseconds(0);
    followed_model world(options);
    world.model.history().set_next_key(highest - 29);
    world.start();
    world.post(25);
    world.stop();
    world.post_unseen(25);
    world.start();
    world.post(10);
    auto wanted = keys_from_to(highest - 29, highest);
    for (auto key = std::numeric_limits<std::int32_t>::min(); wanted.size() < 60; ++key)
        wanted.push_back(key);
    CHECK(world.keys() == wanted);
    CHECK(world.log.count("numbers its events anew") == 0);
    CHECK(world.log.count("vCenter no longer shows") == 0);
}

TEST_CASE("an event of the future costs none that follow, over a restart too", "[source]")
{
    followed_model world;
    world.start();
    posted_event early;
    early.vm = "vm1";
    early.time = world.model.now() + 5h;
    world.model.post(early);
    world.post(4);
    world.advance(10min);
    world.restart();
    world.post(3);
    world.advance(10min);
    for (const auto& checkpoint : world.journal.checkpoints)
        CHECK(checkpoint.resume_from <= world.model.now());
    world.restart();
    world.post(3);
    CHECK(world.keys() == keys_from_to(1, 11));
}

TEST_CASE("a page that the journal refuses is read once more", "[source]")
{
    followed_model world;
    world.start();
    world.post(10);
    world.journal.refusals = 3;
    world.post(2500);
    world.advance(2min);
    world.post(1);
    CHECK(world.keys() == keys_from_to(1, 2511));
    CHECK(world.log.contains("journal: the disk is gone"));
}

TEST_CASE("a checkpoint that could not be written at the start is written by and by", "[source]")
{
    followed_model world;
    world.journal.refusals = 2;
    world.start();
    world.advance(1min);
    REQUIRE_FALSE(world.journal.checkpoints.empty());
    world.stop();
    world.post_unseen(7);
    world.start();
    CHECK(world.keys() == keys_from_to(1, 7));
}

TEST_CASE("a quiet vCenter loses nothing and skips nothing, however long it was quiet", "[source]")
{
    followed_model world;
    world.start();
    world.post(3);
    world.advance(26h);
    world.restart();
    CHECK(world.log.count("are skipped") == 0);
    CHECK(world.log.count("vCenter no longer shows") == 0);
    world.post(2);
    CHECK(world.keys() == keys_from_to(1, 5));
}

TEST_CASE("a replay is in order, page by page, and the log says how far it has got", "[source]")
{
    followed_model world;
    world.start();
    world.post(3);
    world.stop();
    for (int i = 0; i < 10; ++i) {
        world.post_unseen(1000);
        world.advance(1min);
    }
    world.http.set_latency(12s);
    world.start();
    world.advance(5min);
    CHECK(world.keys() == keys_from_to(1, 10'003));
    CHECK(world.log.count("Reading vCenter's history events_so_far=") >= 3);
    CHECK(world.log.count("Reading vCenter's history events_so_far=") <= 5);
    CHECK(world.log.count("vCenter's history has been read events=10000") == 1);
}
