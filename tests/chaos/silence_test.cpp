// A network to vCenter that goes silent: no byte, no FIN, no RST. At the default settings, and so in real
// time; every phase of it, and its limits, in virtual time: tests/unit/follower_silence_test.cpp.
#include "chaos_world.hpp"

#include "support/tcp_gate.hpp"

#include <iostream>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

double seconds_of(std::chrono::steady_clock::duration time)
{
    return std::chrono::duration<double>(time).count();
}

}  // namespace

TEST_CASE("a network to vCenter that goes silent is noticed, and when it is back every event arrives once")
{
    chaos_world world({{"one", always_fine}});
    tcp_gate gate(world.vcenter.server().port());
    world.vcenter_url = local_url(gate.port()) + "/sdk";
    world.begin();
    world.post(20);
    REQUIRE(wait_until([&] { return world.functions.ledger.missing() == 0; }));
    const auto silent = std::chrono::steady_clock::now();
    gate.stall();
    world.post(20);
    REQUIRE(wait_until([&] { return world.connector->count_lines("vCenter cannot be followed") > 0; }, 90s));
    const auto noticed = std::chrono::steady_clock::now();
    world.post(20);
    gate.pass();
    world.wait_until_all_arrived();
    const auto back = std::chrono::steady_clock::now();
    world.check();
    CHECK(world.functions.ledger.count().requests == 60);
    std::cout << "a silent network was noticed after " << seconds_of(noticed - silent)
              << " s; all had arrived " << seconds_of(back - noticed) << " s after its return\n";
}
