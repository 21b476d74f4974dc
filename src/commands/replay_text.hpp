// What a replay says of itself. Pure functions.
#pragma once

#include "history_reader.hpp"
#include "replay_journal.hpp"

#include <optional>
#include <string>

namespace vcenter_connector::commands {

struct replay_summary {
    std::string function;
    history_progress read;
    replay_counts counts;
    bool complete = false;
    std::string why_not;                        ///< printable; when it is not complete
    std::optional<base::wall_time> go_on_from;  ///< when it is not complete: where the next one is to begin
};

/// `Read 1234 events, up to 2026-11-20T07:30:02Z; 45 for echo, 40 delivered, 1 failed`
std::string replay_progress(const std::string& function, const history_progress& read,
                            const replay_counts& counts);

/// Some lines, for people.
std::string summary_text(const replay_summary& summary);
/// One JSON object and a line break.
std::string summary_json(const replay_summary& summary);

}  // namespace vcenter_connector::commands
