// Faults that are put into the connector on purpose, to show that the simulation finds them. They sit between
// the ledger and the journal; the product has no switch for any of them.
#pragma once

#include "generator.hpp"
#include "plan.hpp"

#include "vcenter_connector/store/journal.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace vcenter_connector::simulation {

struct planted_name {
    std::string_view name;
    planted_fault fault;
};
/// All of them, by the names that the command line knows.
const std::vector<planted_name>& planted_names();

/// Null when the fault is not one of the journal's.
std::unique_ptr<store::journal> plant(planted_fault fault, store::journal& inner, process_clock& clock,
                                      generator random);

}  // namespace vcenter_connector::simulation
