#include "plan.hpp"

namespace vcenter_connector::simulation {
namespace {

using namespace std::chrono_literals;

climate make_climate(generator& random, bool faulty)
{
    climate made;
    made.faulty = faulty;
    made.calm = random.between(20min, 8h);
    made.bad = random.between(10s, 15min);
    made.refused = random.between(1min, 2h);
    return made;
}

vcenter_plan make_vcenter(generator& random, bool faulty)
{
    static constexpr std::int32_t first_keys[] = {1, 100'000, 2'147'483'000, -5000};
    vcenter_plan made;
    made.faulty = faulty;
    made.between_events = random.between(20s, 15min);
    made.between_faults = random.between(30min, 8h);
    made.objects = random.from_to(1, 60);
    made.largest_burst = random.chance(0.2) ? 1500 : random.from_to(5, 200);
    made.first_key = random.chance(0.6) ? 1 : random.pick(first_keys);
    made.tick = std::chrono::microseconds(random.chance(0.2) ? 0 : random.from_to(1, 5000));
    made.begin = base::wall_time(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2)) +
                 std::chrono::seconds(random.below(86'400));
    return made;
}

gateway_plan make_gateway(generator& random, bool faulty)
{
    gateway_plan made;
    made.faulty = faulty;
    made.functions = random.from_to(1, 6);
    made.between_faults = random.between(10min, 6h);
    made.poison = faulty && random.chance(0.5) ? 0.004 : 0;
    made.long_outages = random.chance(0.5);
    return made;
}

connector_plan make_connector(generator& random)
{
    static constexpr std::size_t windows[] = {64, 512, 4096};
    connector_plan made;
    made.async = random.chance(0.5);
    made.max_in_flight = random.chance(0.2) ? 1 : random.from_to(2, 64);
    made.window = random.pick(windows);
    made.max_pending = random.chance(0.3) ? random.from_to(100, 2000) : 100'000;
    if (random.chance(0.3))
        made.order = random.chance(0.5) ? policy::ordering::strict : policy::ordering::none;
    if (random.chance(0.7))
        made.limits.max_attempts = static_cast<unsigned>(random.from_to(2, 12));
    made.longest_wait = std::chrono::seconds(random.chance(0.5) ? 30 : random.from_to(60, 300));
    made.rebuild_interval = random.between(10s, 5min);
    return made;
}

}  // namespace

world_plan plan_for(std::uint64_t seed, base::duration length, bool durable, planted_fault planted)
{
    generator random(seed, "plan");
    world_plan made;
    made.length = length;
    made.durable = durable;
    made.faultless = random.chance(0.1);
    const bool faulty = !made.faultless;
    made.between_deaths = random.between(15min, 8h);
    made.disk.faulty = durable && faulty && random.chance(0.5);
    made.disk.between_faults = random.between(1h, 12h);
    made.disk.ignores_sync = planted == planted_fault::sync_ignored;
    made.planted = planted;
    made.vcenter_climate = make_climate(random, faulty && random.chance(0.8));
    made.gateway_climate = make_climate(random, faulty && random.chance(0.8));
    made.vcenter = make_vcenter(random, faulty && random.chance(0.8));
    made.gateway = make_gateway(random, faulty && random.chance(0.8));
    made.connector = make_connector(random);
    made.clock_skew = faulty ? random.between(-2h, 2h) : base::duration(0);
    return made;
}

}  // namespace vcenter_connector::simulation
