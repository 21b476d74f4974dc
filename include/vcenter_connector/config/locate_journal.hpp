// Where the journal of a connector is, for commands that work on it.
#pragma once

#include "vcenter_connector/config/environment.hpp"
#include "vcenter_connector/config/mistake.hpp"
#include "vcenter_connector/config/settings.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vcenter_connector::config {

struct located_journal {
    journal_settings settings;
    std::vector<mistake> mistakes;  ///< `settings` counts only when there is none
};

/// Finds it as the connector itself does. `words`: `-state-dir` and `-config` with their values, as far as
/// they were given; they win over the environment. Nothing else is read or checked.
located_journal locate_journal(std::span<const std::string> words, const environment& from);

}  // namespace vcenter_connector::config
