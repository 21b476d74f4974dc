// What samples are filled with.
#pragma once

#include "vcenter_connector/events/sample_event.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::events {

// An object of the inventory: the member that names it in an event, and the type of that member.
struct inventory_row {
    std::string_view member;
    std::string_view argument;
    std::string_view reference;  ///< the member of the argument that refers to it
    std::string_view type;
    std::string_view id;
    std::string_view name;
    std::optional<std::string> sample_request::*given;
};

inline constexpr std::array inventory{
    inventory_row{"datacenter", "DatacenterEventArgument", "datacenter", "Datacenter", "datacenter-1", "DC0",
                  &sample_request::datacenter},
    inventory_row{"computeResource", "ComputeResourceEventArgument", "computeResource",
                  "ClusterComputeResource", "domain-c1", "cluster-1", &sample_request::cluster},
    inventory_row{"host", "HostEventArgument", "host", "HostSystem", "host-1", "esx-1.example.com",
                  &sample_request::host},
    inventory_row{"vm", "VmEventArgument", "vm", "VirtualMachine", "vm-1", "web-1", &sample_request::vm},
    inventory_row{"ds", "DatastoreEventArgument", "datastore", "Datastore", "datastore-1", "datastore-1",
                  &sample_request::datastore},
    inventory_row{"net", "NetworkEventArgument", "network", "Network", "network-1", "VM Network",
                  &sample_request::network},
    inventory_row{"dvs", "DvsEventArgument", "dvs", "VmwareDistributedVirtualSwitch", "dvs-1", "dvs-1",
                  nullptr},
    inventory_row{"", "ManagedEntityEventArgument", "entity", "VirtualMachine", "vm-1", "web-1",
                  &sample_request::vm},
    inventory_row{"", "FolderEventArgument", "folder", "Folder", "group-v1", "vm", nullptr},
    inventory_row{"", "ResourcePoolEventArgument", "resourcePool", "ResourcePool", "resgroup-1", "Resources",
                  nullptr},
    inventory_row{"", "AlarmEventArgument", "alarm", "Alarm", "alarm-1", "Virtual machine CPU usage",
                  nullptr},
    inventory_row{"", "ScheduledTaskEventArgument", "scheduledTask", "ScheduledTask", "schedule-1",
                  "nightly power off", nullptr},
    inventory_row{"", "ProfileEventArgument", "profile", "HostProfile", "hostprofile-1", "standard", nullptr},
    inventory_row{"", "", "task", "Task", "task-1", "", nullptr},
    inventory_row{"", "", "uplinkPortgroup", "DistributedVirtualPortgroup", "dvportgroup-1", "", nullptr},
    inventory_row{"", "", "managedObject", "VirtualMachine", "vm-1", "", nullptr},
    inventory_row{"", "", "locked", "VirtualMachine", "vm-1", "", nullptr},
    inventory_row{"", "", "referenceHost", "HostSystem", "host-1", "", nullptr},
};

// Which of the objects that every event may name are named by events of a class and those derived from it.
struct scope_row {
    std::string_view ancestor;
    std::string_view members;
};

inline constexpr std::array scopes{
    scope_row{"VmEvent", "datacenter computeResource host vm"},
    scope_row{"AlarmEvent", "datacenter computeResource host vm"},
    scope_row{"EventEx", "datacenter computeResource host vm"},
    scope_row{"ExtendedEvent", "datacenter computeResource host vm"},
    scope_row{"TaskEvent", "datacenter computeResource host vm"},
    scope_row{"CustomFieldValueChangedEvent", "datacenter vm"},
    scope_row{"HostEvent", "datacenter computeResource host"},
    scope_row{"ClusterEvent", "datacenter computeResource"},
    scope_row{"ResourcePoolEvent", "datacenter computeResource"},
    scope_row{"DatastoreEvent", "datacenter ds"},
    scope_row{"DatacenterEvent", "datacenter"},
    scope_row{"DvsEvent", "datacenter dvs"},
    scope_row{"DVPortgroupEvent", "datacenter net dvs"},
};

struct text_row {
    std::string_view member;
    std::string_view value;
};

inline constexpr std::array texts{
    text_row{"changeTag", ""},
    text_row{"severity", "info"},
    text_row{"objectId", "vm-1"},
    text_row{"objectType", "VirtualMachine"},
    text_row{"ipAddress", "192.0.2.10"},
    text_row{"ipAddress2", "192.0.2.11"},
    text_row{"ips", "192.0.2.10"},
    text_row{"duplicateIP", "192.0.2.10"},
    text_row{"newIP", "192.0.2.10"},
    text_row{"oldIP", "192.0.2.9"},
    text_row{"isolationIp", "192.0.2.1"},
    text_row{"mac", "00:50:56:00:00:01"},
    text_row{"macAddress", "00:50:56:00:00:01"},
    text_row{"newMac", "00:50:56:00:00:02"},
    text_row{"oldMac", "00:50:56:00:00:01"},
    text_row{"uuid", "564d0001-0000-4000-8000-000000000001"},
    text_row{"instanceUuid", "503d0001-0000-4000-8000-000000000001"},
    text_row{"datastoreUrl", "ds:///vmfs/volumes/sample/"},
    text_row{"url", "https://vcenter.example.com/"},
    text_row{"guestId", "otherLinux64Guest"},
    text_row{"from", "green"},
    text_row{"to", "yellow"},
    text_row{"oldStatus", "green"},
    text_row{"newStatus", "yellow"},
    text_row{"locale", "en"},
    text_row{"version", "1.0"},
    text_row{"eventTypeId", "com.example.sample"},
};

}  // namespace vcenter_connector::events
