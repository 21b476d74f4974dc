// kill -9 at any instant: nothing is lost, nothing is repeated but what was under way, no object's events
// change places. VC_CHAOS_KILLS says how often, VC_CHAOS_SEED repeats a run.
#include "steady_load.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

using conduct = light_functions::conduct;
using clock_type = std::chrono::steady_clock;

// One that is well, one that fails every third time, one that fails for whole periods, and a slow one.
std::map<std::string, judged_functions::character> characters(unsigned seed)
{
    const auto chance = std::make_shared<dice>(seed);
    return {
        {"fine", always_fine},
        {"third",
         [chance](const light_invocation&) {
             return conduct{chance->below(3) == 0 ? 503U : 202U, {}, {}};
         }},
        {"moody",
         [](const light_invocation&) {
             const bool bad = clock_type::now().time_since_epoch() / 2s % 2 == 0;
             return conduct{bad ? 500U : 202U, {}, {}};
         }},
        {"slow",
         [chance](const light_invocation&) {
             return conduct{202, std::chrono::milliseconds(2 + chance->below(30)), {}};
         }},
    };
}

// Some time, or some requests at the gateway, or some calls of vCenter after the start.
void wait_for_instant(chaos_world& world, dice& chance)
{
    const auto limit = std::chrono::milliseconds(1500);
    const auto asked = [&] { return world.functions.ledger.count().requests; };
    const auto called = [&] { return world.vcenter.server().arrived(); };
    const auto which = chance.below(3);
    if (which == 0)
        wait_until([] { return false; }, std::chrono::microseconds(chance.below(400'000)));
    if (which == 1)
        wait_until([&, n = asked() + chance.below(150)] { return asked() >= n; }, limit);
    if (which == 2)
        wait_until([&, n = called() + chance.below(24)] { return called() >= n; }, limit);
    const auto until = clock_type::now() + std::chrono::microseconds(chance.below(1000));
    while (clock_type::now() < until)
        std::this_thread::yield();
}

}  // namespace

TEST_CASE(
    "a connector that is killed again and again under load loses nothing and repeats only what was under way")
{
    const auto seed = chaos_seed("kills");
    dice chance(seed);
    vcenter_options options;
    options.tick = 10ms;
    chaos_world world(characters(seed), options);
    world.objects = 60;
    const words quick{"-retry-wait", "200ms", "-max-retry-wait", "2s"};
    world.begin(quick);
    {
        const steady_load load(world, 10ms, 20'000);
        const auto kills = chaos_setting("VC_CHAOS_KILLS", 200);
        while (world.kills < kills) {
            wait_for_instant(world, chance);
            world.kill();
            world.start(quick);
        }
    }
    world.wait_until_all_arrived();
    CHECK(world.stop() == 0);
    world.start();
    world.post(world.objects);
    world.wait_until_all_arrived();
    world.check();
    world.print("kill -9 at random instants", seed);
}
