// Reads what can be read of a damaged journal.
#pragma once

#include "database.hpp"

#include <cstddef>
#include <string>

namespace vcenter_connector::store {

struct salvaged {
    bool complete = true;  ///< no row was unreadable
    std::size_t deliveries = 0;
    std::size_t dead_letters = 0;
    std::size_t vcenters = 0;
};

/// Copies row by row from the file `old`, of this version or an older one, into `fresh`, an empty journal,
/// and leaves out what makes no sense there. `old` is not changed. Throws `database_error` when `fresh`
/// cannot be written.
salvaged salvage(const std::string& old, database& fresh);

}  // namespace vcenter_connector::store
