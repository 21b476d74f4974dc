// The calls that a connector makes, as pure functions: arguments to envelope, answer to value.
//
// Each `decode_` function takes the body of an answer (it is parsed in place, so it is moved in) and returns
// the value or why there is none: `not_soap` (no envelope, garbage, HTML), `unexpected_answer` (an envelope
// without the answer to that call), or the meaning of a SOAP Fault: `not_authenticated`, `invalid_login`,
// `no_permission`, `managed_object_gone`, `invalid_state`, `soap_fault`; the fault's type and text are the
// detail. Source: vSphere Web Services API reference.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/credentials.hpp"
#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/vsphere/event.hpp"
#include "vcenter_connector/vsphere/reference.hpp"
#include "vcenter_connector/vsphere/soap.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::vsphere {

/// What ServiceInstance.content says of a server.
struct service_content {
    std::string instance_uuid;
    std::string full_name;  ///< for people
    std::string api_version;
    std::string api_type;  ///< `VirtualCenter` or `HostAgent` (a bare ESXi host)
    managed_object_reference property_collector;
    managed_object_reference session_manager;
    managed_object_reference event_manager;
};

/// The newest version of namespace urn:vim25 in `/sdk/vimServiceVersions.xml`.
base::result<std::string> decode_service_versions(std::string body);

soap_call retrieve_service_content();
base::result<service_content> decode_service_content(std::string body);

/// The password is in the envelope: it must not be logged.
soap_call login(const managed_object_reference& session_manager, const base::credentials& who);
/// What the answer to Login says of the session. Older servers may leave either out.
struct user_session {
    std::string key;        ///< as in a session event's `sessionId`; not the cookie
    std::string user_name;  ///< in vCenter's spelling, as in an event's `userName`
};
base::result<user_session> decode_login(std::string body);
soap_call logout(const managed_object_reference& session_manager);

soap_call current_time();
base::result<base::wall_time> decode_current_time(std::string body);

/// Category by event class or, for EventEx and ExtendedEvent, by event type id (EventDescription.eventInfo).
using event_categories = std::map<std::string, std::string, std::less<>>;
soap_call retrieve_event_info(const service_content& service);
base::result<event_categories> decode_event_info(std::string body);

/// A kind of event that a vCenter can send, as EventDescription.eventInfo lists it.
struct event_kind {
    std::string class_name;
    std::string type_id;  ///< of the rows of EventEx and ExtendedEvent; otherwise empty
    std::string category;
    std::string description;  ///< for people; may be empty
    std::string full_format;  ///< the message with its place-holders, without the type id; may be empty
};
/// The same answer, whole, in its order.
base::result<std::vector<event_kind>> decode_event_kinds(std::string body);

/// A collector of all events since `begin`, and up to `end` when it is given (vCenter's clock). `page_size`,
/// 1 to 1000, is that of `latestPage`.
soap_call create_collector(const managed_object_reference& event_manager, base::wall_time begin,
                           int page_size, std::optional<base::wall_time> end = std::nullopt);
/// A property filter that watches the collector's `latestPage`.
soap_call create_filter(const service_content& service, const managed_object_reference& collector);
/// The reference that CreateCollectorForEvents or CreateFilter returned.
base::result<managed_object_reference> decode_reference(std::string body);

/// What changed since a version of the property filter.
struct update_set {
    std::string version;
    bool truncated = false;  ///< there is more: ask again at once
    std::vector<std::vector<event>>
        pages;  ///< each `latestPage`, in the order of the changes; events oldest first
};

/// `version` is empty for the first call. `max_wait_seconds` bounds how long vCenter waits for a change.
soap_call wait_for_updates(const service_content& service, std::string_view version, int max_wait_seconds);
/// Empty when nothing changed in time: the version stays as it was.
base::result<std::optional<update_set>> decode_updates(std::string body);

soap_call retrieve_latest_page(const service_content& service, const managed_object_reference& collector);
base::result<std::vector<event>> decode_latest_page(std::string body);

/// `max_count`: 1 to 1000.
soap_call read_next_events(const managed_object_reference& collector, int max_count);
/// Oldest first, whatever the order on the wire. An event without key or time is kept with zeros.
base::result<std::vector<event>> decode_events(std::string body);

soap_call destroy_collector(const managed_object_reference& collector);
soap_call destroy_filter(const managed_object_reference& filter);
/// For calls that return nothing.
base::result<void> decode_nothing(std::string body);

}  // namespace vcenter_connector::vsphere
