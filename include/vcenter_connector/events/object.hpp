// The managed object that an event is about.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"
#include "vcenter_connector/vsphere/reference.hpp"

#include <string>

namespace vcenter_connector::events {

struct event_object {
    std::string name;  ///< as vCenter shows it; may hold any character
    vsphere::managed_object_reference reference;
};

/// The object that payloads name: the alarm of an AlarmEvent, the datastore of a DatastoreEvent, the host of
/// a HostEvent, the pool of a ResourcePoolEvent, the vm of a VmEvent, and of every class derived from them
/// (govmomi's class tree). Classes that are not known there are judged by the members that they have. Empty
/// for every other event, and where the argument is absent.
event_object object_of(const vsphere::event& event);

/// The reference value that orders deliveries: events with the same one reach a function in turn. The object
/// of `object_of`, save that an alarm's event counts to the entity that the alarm watches, and that an event
/// without such an object counts to the most specific one that it names (an EventEx's `objectId`, vm, host,
/// datastore ... datacenter). Empty when it names none.
std::string ordering_object_of(const vsphere::event& event);

}  // namespace vcenter_connector::events
