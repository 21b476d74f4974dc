// What a follower says when it cannot go on, and how soon it goes on again.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/key_range.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using network = model_http_client::network;

TEST_CASE("a network that goes silent is noticed within 90 s, and events flow within 10 s of its return",
          "[source]")
{
    const auto phase = GENERATE(0ms, 1ms, 700ms, 5s, 14999ms, 29990ms, 30s);
    const auto silence = GENERATE(91s, 97s, 101s, 600s, 3607s);
    const auto shift = GENERATE(0ms, 900ms, 2100ms, 3300ms);
    INFO("goes silent after " << phase.count() << " ms for " << silence.count() << " s and " << shift.count()
                              << " ms");
    followed_model world;
    world.http.set_latency(20ms);
    world.start();
    world.advance(5s);
    world.post(3);
    world.advance(phase);
    world.http.set(network::silent);
    world.post(5);
    world.advance(90s);
    CHECK(world.log.count("vCenter cannot be followed") == 1);
    world.advance(silence + shift - 90s);
    CHECK(world.log.count("vCenter cannot be followed") >= 1);
    world.http.set(network::up);
    world.advance(10s);
    CHECK(world.keys() == keys_from_to(1, 8));
    CHECK(world.log.count("Following vCenter again") == 1);
    world.post(2);
    world.advance(1s);
    CHECK(world.keys() == keys_from_to(1, 10));
}

TEST_CASE("a silent network is told of once when it begins, every ten minutes, and once when it ends",
          "[source]")
{
    followed_model world;
    world.start();
    world.http.set(network::silent);
    world.advance(1h);
    CHECK(world.log.count("vCenter cannot be followed") <= 7);
    CHECK(world.log.count("vCenter cannot be followed") >= 5);
    world.http.set(network::up);
    world.advance(10s);
    CHECK(world.log.count("Following vCenter again") == 1);
    CHECK(world.log.count("away_for=35") == 1);
}

TEST_CASE(
    "a full journal holds up the reading, loses nothing, and is told of when it begins and when it ends",
    "[source]")
{
    followed_model world({}, 100);
    world.start();
    world.post(10);
    world.advance(2min);
    CHECK(world.log.count("waits until the journal has room") == 0);
    world.post(2500);
    world.advance(15s);
    CHECK(world.log.count("waits until the journal has room") == 0);
    world.advance(20s);
    CHECK(world.log.count(base::log_level::warn, "waits until the journal has room") == 1);
    CHECK(world.log.contains("undelivered=1010"));
    world.advance(1h);
    CHECK(world.log.count("waits until the journal has room") == 1);
    CHECK(world.keys() == keys_from_to(1, 1010));
    for (int i = 0; i < 5; ++i) {
        world.timers.spawn(world.journal.settle_all());
        world.advance(1s);
    }
    CHECK(world.keys() == keys_from_to(1, 2510));
    CHECK(world.log.count(base::log_level::info, "The journal takes events again") == 1);
    CHECK(world.log.contains("after=36"));
}

TEST_CASE("what lies between many runs of events that the user may not see is read, after one absence",
          "[source]")
{
    const auto ticks = GENERATE(1000, 100'000);
    vcenter_options options;
    options.tick = std::chrono::microseconds(ticks);
    followed_model world(options);
    world.start();
    world.post(3);
    world.stop();
    std::vector<std::int32_t> wanted = world.keys();
    for (const std::size_t visible : {1U, 700U, 15U, 2500U, 3U, 1200U}) {
        world.model.post_hidden(2500);
        const auto first = world.model.history().newest_key() + 1;
        world.post_unseen(visible);
        for (const auto key : keys_from_to(first, world.model.history().newest_key()))
            wanted.push_back(key);
    }
    world.start();
    world.advance(1s);
    CHECK(world.keys() == wanted);
    CHECK(world.log.count("Events cannot be read in order; beginning later") == 6);
    CHECK(world.log.count("vCenter no longer shows") == 0);
}

TEST_CASE("what lies between many runs of hidden events is read while a cursor is stuck", "[source]")
{
    followed_model world;
    world.start();
    world.post(3);
    std::vector<std::int32_t> wanted = world.keys();
    for (int round = 0; round < 8; ++round) {
        world.model.post_hidden(1500);
        const auto first = world.model.history().newest_key() + 1;
        world.post_unseen(30);
        for (const auto key : keys_from_to(first, world.model.history().newest_key()))
            wanted.push_back(key);
    }
    world.http.poke();
    world.advance(2min);
    CHECK(world.keys() == wanted);
}
