// An event that never happened, to try a function with.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace vcenter_connector::events {

/// What the sample says. A name that is given is in the event even where events of that class hardly have it.
struct sample_request {
    std::string class_name;  ///< of the class table
    std::string type_id;     ///< of an EventEx or ExtendedEvent
    std::int32_t key = 1;
    base::wall_time time;
    std::optional<std::string> vm;
    std::optional<std::string> host;
    std::optional<std::string> cluster;
    std::optional<std::string> datacenter;
    std::optional<std::string> datastore;
    std::optional<std::string> network;
    std::optional<std::string> user;
    std::optional<std::string> message;
    /// Paths of the wire's member names, and their values: `host.name`, `arguments.value`. An empty value
    /// leaves the member out. Of a list the first entry is meant.
    std::vector<std::pair<std::string, std::string>> members = {};
};

/// What is wrong with the request: complete sentences, printable.
using sample_mistakes = std::vector<std::string>;

/// Every member that the class declares has a plausible value, of its kind: the same names and references
/// everywhere, one entry in lists, objects to a depth of three. Members that all events have are there where
/// they make sense for the class. Mistakes: a class that is not in the table, a path that leads nowhere, a
/// value that is not of the member's kind. Whether a text is one of an enumeration's is not checked.
std::variant<vsphere::event, sample_mistakes> make_sample(const sample_request& wanted);

}  // namespace vcenter_connector::events
