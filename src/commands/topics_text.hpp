// How `topics` looks, for people and for machines. Pure functions.
#pragma once

#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <span>
#include <string>
#include <vector>

namespace vcenter_connector::commands {

/// One name that functions can ask for.
struct topic_row {
    events::event_names names;
    std::string category;     ///< empty where nobody says
    std::string description;  ///< empty where nobody says

    /// What the row is called: the eventTypeId where there is one, else the topic.
    const std::string& name() const noexcept { return names.type_id.empty() ? names.topic : names.type_id; }
};

/// What a vCenter's catalogue lists, by name, each name once.
std::vector<topic_row> topics_of(std::span<const vsphere::event_kind> kinds);

/// What the class table lists, by name.
std::vector<topic_row> known_topics();

/// Columns that are aligned: name, class, then category and description where a row has one, otherwise the
/// class that it derives from. One line each, printable.
std::string topics_text(std::span<const topic_row> rows);

/// One JSON object a line: `name`, `class`, `ancestors`, and `category` and `description` where known.
std::string topics_json(std::span<const topic_row> rows);

}  // namespace vcenter_connector::commands
