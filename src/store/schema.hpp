// The tables of the journal's file, and how a file of an older version becomes one of this version.
#pragma once

#include "database.hpp"

namespace vcenter_connector::store {

inline constexpr std::int64_t journal_application = 0x76434a4c;  // "vCJL": PRAGMA application_id

/// What the file is, from its header: cheap. Throws `journal_newer`, `journal_foreign`, or what SQLite
/// reports. Returns its version; 0 for a file without any table.
std::int64_t check_version(database& db);
std::int64_t current_version() noexcept;

/// Brings the file to the present version, one transaction for each step.
void migrate(database& db);

/// How the connector's own connection works; before `migrate`, and again at every opening.
void configure(database& db);

}  // namespace vcenter_connector::store
