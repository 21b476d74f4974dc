// One simulated world from its beginning to the check of the contract.
#pragma once

#include "plan.hpp"

#include <map>
#include <string>
#include <vector>

namespace vcenter_connector::simulation {

struct world_report {
    std::uint64_t seed = 0;
    std::uint64_t hash = 0;  ///< of all that happened: the same for the same seed
    double days = 0;
    std::uint64_t events = 0;
    std::uint64_t receptions = 0;
    std::uint64_t repeats = 0;
    std::uint64_t dead = 0;
    std::map<std::string, std::uint64_t, std::less<>> faults;
    std::vector<std::string> violations;  ///< empty: the contract was kept
};

struct world_request {
    std::uint64_t seed = 1;
    base::duration length = std::chrono::hours(24);
    bool durable = true;
    bool print = false;
    planted_fault planted = planted_fault::none;
};

world_report run_world(const world_request& request);

}  // namespace vcenter_connector::simulation
