// The vCenter that an event comes from.
#pragma once

#include "vcenter_connector/events/category.hpp"

#include <cstdint>
#include <string>

namespace vcenter_connector::events {

/// The same for all events of one session.
struct event_origin {
    std::string
        authority;    ///< host[:port] of the vCenter's URL, without user: `source` of the legacy payload
    std::string url;  ///< the SDK URL without user: `source` of CloudEvents
    std::string instance_uuid;  ///< of the vCenter
    std::string api_version;    ///< `about.apiVersion`
    category_catalogue categories;
};

/// `<instanceUuid>/<key>`: the same wherever the event is met.
std::string event_id(const event_origin& origin, std::int32_t key);

/// The same identity as a UUID, for what takes nothing else: name-based (RFC 9562, version 5), of `event_id`
/// in the namespace of URLs. In small letters with hyphens.
std::string event_uuid(const event_origin& origin, std::int32_t key);

}  // namespace vcenter_connector::events
