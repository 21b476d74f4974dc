// Tells the ledger what the journal says has ended, and how many deliveries the dispatcher holds in memory.
#pragma once

#include "contract.hpp"
#include "journal_layer.hpp"

namespace vcenter_connector::simulation {

/// Both must outlive it, and what it gave out must end before it does.
std::unique_ptr<store::journal> make_watched_journal(store::journal& inner, contract& ledger);

}  // namespace vcenter_connector::simulation
