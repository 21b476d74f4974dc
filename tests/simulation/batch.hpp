// Many worlds, one seed each, and what came of them.
#pragma once

#include "world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace vcenter_connector::simulation {

struct batch_request {
    world_request world;  ///< its seed is not used
    std::vector<std::uint64_t> seeds;
    unsigned jobs = 1;           ///< worlds at a time
    bool twice = false;          ///< run each seed again: the same must happen
    bool stop_at_first = false;  ///< once a contract has been broken, begin no further world
};

struct batch_report {
    std::vector<world_report> broken;  ///< worlds in which a promise was broken, by seed
    std::uint64_t worlds = 0;
    world_report totals;
    double seconds = 0;
};

/// Says on standard error how far it is.
batch_report run_batch(const batch_request& request);

/// Totals, and each broken world with the command that replays it.
void print_report(const batch_report& report, const world_request& world, const std::string& program);

}  // namespace vcenter_connector::simulation
