// The journal in memory: it lives as long as the process.
#pragma once

#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <cstddef>
#include <memory>

namespace vcenter_connector::store {

/// What one delivery may have of body and headers, on the average.
inline constexpr std::size_t memory_for_each = 4096;

/// A journal that holds at most about `limit` unsettled deliveries, and `limit` times `memory_for_each` bytes
/// of them (one page may go over either), and makes `commit` wait beyond that. `timers` must outlive it.
std::unique_ptr<journal> make_memory_journal(net::timers& timers, std::size_t limit);

}  // namespace vcenter_connector::store
