#include "vcenter_connector/events/object.hpp"

#include "support/catch.hpp"
#include "support/event_builder.hpp"

using namespace vcenter_connector;
using test::event_builder;

namespace {

event_builder with_everything(std::string_view class_name)
{
    event_builder build(class_name);
    build.argument("datacenter", "DC0", "Datacenter", "datacenter-2")
        .argument("computeResource", "C0", "ClusterComputeResource", "domain-c7")
        .argument("host", "H0", "HostSystem", "host-21")
        .argument("vm", "VM0", "VirtualMachine", "vm-57");
    return build;
}

std::string described(const vsphere::event& event)
{
    const auto object = events::object_of(event);
    return object.name + "|" + object.reference.type + "|" + object.reference.value;
}

}  // namespace

TEST_CASE("the object is that of the class's family", "[events]")
{
    CHECK(described(with_everything("VmPoweredOnEvent").finish()) == "VM0|VirtualMachine|vm-57");
    CHECK(described(with_everything("DrsVmPoweredOnEvent").finish()) == "VM0|VirtualMachine|vm-57");
    CHECK(described(with_everything("HostConnectedEvent").finish()) == "H0|HostSystem|host-21");
    CHECK(described(with_everything("EnteredMaintenanceModeEvent").finish()) == "H0|HostSystem|host-21");
    CHECK(described(with_everything("AlarmStatusChangedEvent")
                        .argument("alarm", "CPU", "Alarm", "alarm-6")
                        .finish()) == "CPU|Alarm|alarm-6");
    CHECK(described(with_everything("DatastoreRenamedEvent")
                        .argument("datastore", "D0", "Datastore", "datastore-5")
                        .finish()) == "D0|Datastore|datastore-5");
    CHECK(described(with_everything("ResourcePoolCreatedEvent")
                        .argument("resourcePool", "Resources", "ResourcePool", "resgroup-8")
                        .finish()) == "Resources|ResourcePool|resgroup-8");
}

TEST_CASE("an event of no family has no object, whatever it carries", "[events]")
{
    CHECK(described(with_everything("EventEx").finish()) == "||");
    CHECK(described(with_everything("TaskEvent").finish()) == "||");
    CHECK(described(event_builder("UserLoginSessionEvent").finish()) == "||");
}

TEST_CASE("an argument that is absent or incomplete is no object", "[events]")
{
    CHECK(described(event_builder("VmPoweredOnEvent").finish()) == "||");
    CHECK(described(event_builder("VmPoweredOnEvent").text("vm", "").finish()) == "||");
    CHECK(described(
              event_builder("VmPoweredOnEvent").argument("vm", "VM0", "HostSystem", "h", "host").finish()) ==
          "||");
}

TEST_CASE("a class that nobody knows is judged by its members", "[events]")
{
    CHECK(described(with_everything("VmTeleportedEvent").finish()) == "VM0|VirtualMachine|vm-57");
    CHECK(described(with_everything("HostTeleportedEvent").finish()) == "H0|HostSystem|host-21");
    CHECK(
        described(event_builder("TeleportEvent").argument("host", "H0", "HostSystem", "host-21").finish()) ==
        "H0|HostSystem|host-21");
    CHECK(described(with_everything("TeleportEvent").argument("alarm", "A", "Alarm", "alarm-1").finish()) ==
          "A|Alarm|alarm-1");
    CHECK(described(event_builder("TeleportEvent").finish()) == "||");
}

TEST_CASE("deliveries are ordered by the most specific object", "[events]")
{
    CHECK(events::ordering_object_of(with_everything("VmPoweredOnEvent").finish()) == "vm-57");
    CHECK(events::ordering_object_of(with_everything("EventEx").text("objectId", "vm-99").finish()) ==
          "vm-99");
    CHECK(events::ordering_object_of(with_everything("EventEx").text("objectId", "").finish()) == "vm-57");
    CHECK(events::ordering_object_of(with_everything("AlarmStatusChangedEvent")
                                         .argument("alarm", "CPU", "Alarm", "alarm-6")
                                         .argument("entity", "VM0", "VirtualMachine", "vm-57")
                                         .finish()) == "vm-57");
    CHECK(events::ordering_object_of(
              event_builder("AlarmCreatedEvent").argument("alarm", "CPU", "Alarm", "alarm-6").finish()) ==
          "alarm-6");
    CHECK(events::ordering_object_of(
              event_builder("DrsEnabledEvent")
                  .argument("datacenter", "DC0", "Datacenter", "datacenter-2")
                  .argument("computeResource", "C0", "ClusterComputeResource", "domain-c7")
                  .finish()) == "domain-c7");
    CHECK(events::ordering_object_of(event_builder("UserLoginSessionEvent").finish()).empty());
}
