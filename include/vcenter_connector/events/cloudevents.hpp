// The CloudEvents context attributes of an event, shared by payloads and filters.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace vcenter_connector::events {

inline constexpr std::string_view cloudevents_version = "1.0";

/// The eventTypeId of an EventEx or ExtendedEvent that has one, otherwise the class name.
std::string cloudevents_subject(const vsphere::event& event);

/// `com.vmware.vsphere.<subject>.v0`
std::string cloudevents_type(const vsphere::event& event);

/// `event`, `eventex` or `extendedevent`.
std::string_view cloudevents_event_class(const vsphere::event& event) noexcept;

/// UTC with as many digits of the second as vCenter gave.
std::string cloudevents_time(const vsphere::event& event);

/// The key as an unsigned number of 10 digits, so that texts are ordered as events are, past the overflow
/// to negative keys too.
std::string cloudevents_sequence(std::int32_t key);

/// The reference value of the object whose events are delivered in order (`ordering_object_of`); empty when
/// the event names none, and then there is no such attribute.
std::string cloudevents_partition_key(const vsphere::event& event);

}  // namespace vcenter_connector::events
