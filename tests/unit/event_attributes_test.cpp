// The attributes of events that filters can name.
#include "vcenter_connector/events/attributes.hpp"

#include "cesql_world.hpp"
#include "support/event_builder.hpp"
#include "vcenter_connector/events/cloudevents.hpp"

#include <set>

using namespace vcenter_connector;
using test::event_builder;

namespace {

const events::event_origin& origin()
{
    static const events::event_origin of{"vcenter.example.com:8443",
                                         "https://vcenter.example.com:8443/sdk",
                                         "c5a8ae7c-2f4f-4a3c-9c5f-6a2a1b6f0c11",
                                         "8.0.2.0",
                                         {{"VmPoweredOnEvent", "user"}}};
    return of;
}

std::string attribute(const vsphere::event& event, std::string_view name)
{
    const auto value = events::event_attributes(event, origin()).find(name);
    return value ? test::shown(*value) : "missing";
}

vsphere::event powered_on()
{
    event_builder build("VmPoweredOnEvent");
    build.text("key", "7")
        .text("chainId", "5")
        .created("2026-11-20T13:50:12.345678Z")
        .text("userName", "VSPHERE.LOCAL\\Administrator")
        .argument("datacenter", "DC0", "Datacenter", "datacenter-2")
        .argument("computeResource", "C0", "ClusterComputeResource", "domain-c7")
        .argument("host", "esx-1", "HostSystem", "host-21")
        .argument("vm", "web-1", "VirtualMachine", "vm-57")
        .argument("ds", "nfs-1", "Datastore", "datastore-11", "datastore")
        .argument("net", "VM Network", "Network", "network-7", "network")
        .argument("dvs", "dvs-1", "VmwareDistributedVirtualSwitch", "dvs-9")
        .text("fullFormattedMessage", "web-1 on esx-1 is powered on")
        .text("changeTag", "CHG-1");
    return build.finish();
}

}  // namespace

TEST_CASE("An event of a virtual machine has its arguments as flat attributes", "[events][attributes]")
{
    const auto event = powered_on();
    CHECK(attribute(event, "topic") == "'vm.powered.on'");
    CHECK(attribute(event, "class") == "'VmPoweredOnEvent'");
    CHECK(attribute(event, "eventtypeid") == "missing");
    CHECK(attribute(event, "category") == "'user'");
    CHECK(attribute(event, "severity") == "missing");
    CHECK(attribute(event, "message") == "'web-1 on esx-1 is powered on'");
    CHECK(attribute(event, "user") == "'VSPHERE.LOCAL\\Administrator'");
    CHECK(attribute(event, "key") == "7");
    CHECK(attribute(event, "chainid") == "5");
    CHECK(attribute(event, "changetag") == "'CHG-1'");
    CHECK(attribute(event, "vm") == "'web-1'");
    CHECK(attribute(event, "vmid") == "'vm-57'");
    CHECK(attribute(event, "host") == "'esx-1'");
    CHECK(attribute(event, "hostid") == "'host-21'");
    CHECK(attribute(event, "cluster") == "'C0'");
    CHECK(attribute(event, "clusterid") == "'domain-c7'");
    CHECK(attribute(event, "datacenter") == "'DC0'");
    CHECK(attribute(event, "datacenterid") == "'datacenter-2'");
    CHECK(attribute(event, "datastore") == "'nfs-1'");
    CHECK(attribute(event, "datastoreid") == "'datastore-11'");
    CHECK(attribute(event, "network") == "'VM Network'");
    CHECK(attribute(event, "networkid") == "'network-7'");
    CHECK(attribute(event, "dvs") == "'dvs-1'");
    CHECK(attribute(event, "dvsid") == "'dvs-9'");
    CHECK(attribute(event, "object") == "'web-1'");
    CHECK(attribute(event, "objecttype") == "'VirtualMachine'");
    CHECK(attribute(event, "objectid") == "'vm-57'");
    CHECK(attribute(event, "vcenter") == "'vcenter.example.com'");
    CHECK(attribute(event, "instanceuuid") == "'c5a8ae7c-2f4f-4a3c-9c5f-6a2a1b6f0c11'");
    CHECK(attribute(event, "alarm") == "missing");
    CHECK(attribute(event, "nothing") == "missing");
    CHECK(attribute(event, "VM") == "missing");
}

TEST_CASE("An event has the attributes of its CloudEvent", "[events][attributes]")
{
    const auto event = powered_on();
    CHECK(attribute(event, "id") == "'c5a8ae7c-2f4f-4a3c-9c5f-6a2a1b6f0c11/7'");
    CHECK(attribute(event, "source") == "'https://vcenter.example.com:8443/sdk'");
    CHECK(attribute(event, "specversion") == "'1.0'");
    CHECK(attribute(event, "type") == "'com.vmware.vsphere.VmPoweredOnEvent.v0'");
    CHECK(attribute(event, "subject") == "'VmPoweredOnEvent'");
    CHECK(attribute(event, "time") == "'2026-11-20T13:50:12.345678Z'");
    CHECK(attribute(event, "datacontenttype") == "'application/json'");
    CHECK(attribute(event, "eventclass") == "'event'");
    CHECK(attribute(event, "vsphereapiversion") == "'8.0.2.0'");
    CHECK(attribute(event, "partitionkey") == "'vm-57'");
    CHECK(attribute(event, "sequence") == "'0000000007'");
}

TEST_CASE("An EventEx has its type, severity and object", "[events][attributes]")
{
    const auto event = event_builder("EventEx")
                           .text("eventTypeId", " esx.problem.net.redundancy.lost ")
                           .text("severity", "warning")
                           .text("objectId", "host-21")
                           .text("objectType", "HostSystem")
                           .text("objectName", "esx-1")
                           .finish();
    CHECK(attribute(event, "eventtypeid") == "'esx.problem.net.redundancy.lost'");
    CHECK(attribute(event, "subject") == "'esx.problem.net.redundancy.lost'");
    CHECK(attribute(event, "type") == "'com.vmware.vsphere.esx.problem.net.redundancy.lost.v0'");
    CHECK(attribute(event, "class") == "'EventEx'");
    CHECK(attribute(event, "topic") == "'ex'");
    CHECK(attribute(event, "eventclass") == "'eventex'");
    CHECK(attribute(event, "severity") == "'warning'");
    CHECK(attribute(event, "category") == "'warning'");
    CHECK(attribute(event, "object") == "'esx-1'");
    CHECK(attribute(event, "objecttype") == "'HostSystem'");
    CHECK(attribute(event, "objectid") == "'host-21'");
    CHECK(attribute(event, "partitionkey") == "'host-21'");
}

TEST_CASE("Attributes of other families of events", "[events][attributes]")
{
    const auto extended = event_builder("ExtendedEvent").text("eventTypeId", "com.vmware.vc.x").finish();
    CHECK(attribute(extended, "eventclass") == "'extendedevent'");
    CHECK(attribute(extended, "eventtypeid") == "'com.vmware.vc.x'");
    CHECK(attribute(extended, "objectid") == "missing");

    const auto alarm = event_builder("AlarmStatusChangedEvent")
                           .argument("alarm", "CPU", "Alarm", "alarm-6")
                           .argument("entity", "web-1", "VirtualMachine", "vm-57")
                           .text("from", "green")
                           .text("to", "red")
                           .finish();
    CHECK(attribute(alarm, "alarm") == "'CPU'");
    CHECK(attribute(alarm, "object") == "'CPU'");
    CHECK(attribute(alarm, "entity") == "'web-1'");
    CHECK(attribute(alarm, "entitytype") == "'VirtualMachine'");
    CHECK(attribute(alarm, "entityid") == "'vm-57'");
    CHECK(attribute(alarm, "from") == "'green'");
    CHECK(attribute(alarm, "to") == "'red'");
    CHECK(attribute(alarm, "partitionkey") == "'vm-57'");

    const auto pool = event_builder("ResourcePoolCreatedEvent")
                          .argument("resourcePool", "gold", "ResourcePool", "resgroup-8")
                          .argument("parent", "Resources", "ResourcePool", "resgroup-1", "resourcePool")
                          .finish();
    CHECK(attribute(pool, "resourcepool") == "'gold'");
    CHECK(attribute(pool, "folder") == "missing");

    const auto datastore = event_builder("DatastoreRenamedEvent")
                               .argument("datastore", "nfs-2", "Datastore", "datastore-12")
                               .finish();
    CHECK(attribute(datastore, "datastore") == "'nfs-2'");
    CHECK(attribute(datastore, "datastoreid") == "'datastore-12'");

    CHECK(attribute(event_builder("DatacenterCreatedEvent")
                        .argument("parent", "Datacenters", "Folder", "group-d1", "folder")
                        .finish(),
                    "folder") == "'Datacenters'");
    CHECK(attribute(event_builder("UserLoginSessionEvent").text("ipAddress", "10.0.0.9").finish(),
                    "ipaddress") == "'10.0.0.9'");
    CHECK(attribute(event_builder("TaskEvent").text("info", "").finish(), "task") == "missing");
}

TEST_CASE("What an event does not have is missing, save its user and message", "[events][attributes]")
{
    const auto bare =
        event_builder("SomeNewEvent").text("vm", "").text("changeTag", "").text("chainId", "x").finish();
    CHECK(attribute(bare, "user") == "''");
    CHECK(attribute(bare, "message") == "''");
    CHECK(attribute(bare, "category") == "'info'");
    CHECK(attribute(bare, "changetag") == "missing");
    CHECK(attribute(bare, "vm") == "missing");
    CHECK(attribute(bare, "vmid") == "missing");
    CHECK(attribute(bare, "object") == "missing");
    CHECK(attribute(bare, "partitionkey") == "missing");
    CHECK(attribute(bare, "chainid") == "'x'");
    CHECK(test::evaluated("user NOT LIKE '%vpxd-extension%'", events::event_attributes(bare, origin())) ==
          "true");
}

TEST_CASE("Every event has the attributes that the table says it has", "[events][attributes]")
{
    const auto bare = event_builder("SomeNewEvent").finish();
    std::size_t always = 0;
    for (const auto& row : events::attribute_table()) {
        INFO(row.name);
        CHECK((attribute(bare, row.name) != "missing") == row.always);
        always += row.always ? 1 : 0;
    }
    CHECK(events::attributes_always_there().size() == always);
    CHECK(events::attributes_always_there().front() == "topic");
}

TEST_CASE("A vCenter's host is its authority without the port", "[events][attributes]")
{
    const auto event = event_builder("VmPoweredOnEvent").finish();
    const auto host = [&](const char* authority) {
        const events::event_origin from{authority, {}, {}, {}, {}};
        const auto value = events::event_attributes(event, from).find("vcenter");
        return value ? test::shown(*value) : "missing";
    };
    CHECK(host("vcenter") == "'vcenter'");
    CHECK(host("10.0.0.1:443") == "'10.0.0.1'");
    CHECK(host("[2001:db8::1]") == "'2001:db8::1'");
    CHECK(host("[2001:db8::1]:8443") == "'2001:db8::1'");
    CHECK(host("[") == "missing");
    CHECK(host("") == "missing");
}

TEST_CASE("A sequence keeps the order of keys past their overflow", "[events][attributes]")
{
    CHECK(events::cloudevents_sequence(0) == "0000000000");
    CHECK(events::cloudevents_sequence(9902) == "0000009902");
    CHECK(events::cloudevents_sequence(2147483647) == "2147483647");
    CHECK(events::cloudevents_sequence(-2147483647 - 1) == "2147483648");
    CHECK(events::cloudevents_sequence(-1) == "4294967295");
    CHECK(events::event_id(origin(), -5) == "c5a8ae7c-2f4f-4a3c-9c5f-6a2a1b6f0c11/-5");
}

TEST_CASE("Every row of the table of attributes has a sound name and an example that uses it",
          "[events][attributes]")
{
    std::set<std::string_view> names;
    for (const auto& row : events::attribute_table()) {
        INFO(row.name);
        CHECK(names.insert(row.name).second);
        CHECK(row.name.size() <= 20);
        CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string_view::npos);
        CHECK(row.meaning.ends_with("."));
        const auto parsed = cesql::parse(row.example, events::attributes_always_there());
        REQUIRE(std::holds_alternative<cesql::expression>(parsed));
        const auto& example = std::get<cesql::expression>(parsed);
        CHECK(example.attribute_names().front().name == row.name);
        CHECK(example.advice().empty());
    }
}

TEST_CASE("The table of attributes does not know a name only to say that it is missing",
          "[events][attributes]")
{
    const auto all = event_builder("EventEx")
                         .text("eventTypeId", "a.b")
                         .text("severity", "info")
                         .text("chainId", "1")
                         .text("changeTag", "t")
                         .text("from", "green")
                         .text("to", "red")
                         .text("ipAddress", "::1")
                         .text("objectId", "o-1")
                         .text("objectType", "T")
                         .text("objectName", "o")
                         .argument("datacenter", "n", "T", "r")
                         .argument("computeResource", "n", "T", "r")
                         .argument("host", "n", "T", "r")
                         .argument("vm", "n", "T", "r")
                         .argument("ds", "n", "T", "r", "datastore")
                         .argument("net", "n", "T", "r", "network")
                         .argument("dvs", "n", "T", "r")
                         .argument("resourcePool", "n", "T", "r")
                         .argument("folder", "n", "T", "r")
                         .argument("alarm", "n", "T", "r")
                         .argument("entity", "n", "T", "r")
                         .argument("info", "n", "", "VirtualMachine.destroy", "descriptionId")
                         .finish();
    for (const auto& row : events::attribute_table()) {
        INFO(row.name);
        CHECK(attribute(all, row.name) != "missing");
    }
}
