// Each call of a session in turn is never answered, and the follower goes on or is killed meanwhile. Other
// ways to fail: tests/service/follower_fault_test.cpp, tests/chaos/session_steps_test.cpp.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/key_range.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

TEST_CASE("whatever call is never answered, each event arrives once and in order, after a restart too",
          "[source]")
{
    const auto method = GENERATE(as<std::string>(), "/sdk/vimServiceVersions.xml", "RetrieveServiceContent",
                                 "Login", "CurrentTime", "RetrieveProperties", "CreateCollectorForEvents",
                                 "CreateFilter", "WaitForUpdatesEx", "ReadNextEvents", "DestroyCollector");
    const bool takes_effect = GENERATE(false, true);
    const bool restarts = GENERATE(false, true);
    INFO(method << (takes_effect ? " takes effect" : "") << (restarts ? ", restart" : ""));
    followed_model world;
    world.http.set_latency(5ms);
    world.start();
    world.advance(1s);
    world.post(5);
    world.http.stall_next(method, takes_effect);
    world.model.terminate_sessions();
    world.post(1200);
    world.advance(10s);
    if (!world.http.stalled())
        world.advance(60s);
    CHECK(world.http.stalled());
    world.post(5);
    if (restarts) {
        world.kill();
        world.post_unseen(5);
        world.start();
    } else {
        world.post(5);
    }
    world.advance(90s);
    world.post(5);
    world.advance(1s);
    CHECK(world.keys() == keys_from_to(1, 1220));
}

TEST_CASE("a farewell that is never answered ends in time, and the next start repeats nothing", "[source]")
{
    const auto method = GENERATE(as<std::string>(), "DestroyPropertyFilter", "DestroyCollector", "Logout");
    followed_model world;
    world.start();
    world.post(5);
    world.http.stall_next(method, false);
    world.stop();
    CHECK(world.http.stalled());
    world.post_unseen(5);
    world.start();
    world.advance(1s);
    CHECK(world.keys() == keys_from_to(1, 10));
}
