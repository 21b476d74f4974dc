#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/topic.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"

#include "support/catch.hpp"
#include "support/event_builder.hpp"

#include <set>

using namespace vcenter_connector;
using events::topic_of;

TEST_CASE("class names become dotted topics", "[events]")
{
    CHECK(topic_of("VmPoweredOnEvent") == "vm.powered.on");
    CHECK(topic_of("DrsVmPoweredOnEvent") == "drs.vm.powered.on");
    CHECK(topic_of("EnteredMaintenanceModeEvent") == "entered.maintenance.mode");
    CHECK(topic_of("DVPortgroupCreatedEvent") == "dv.portgroup.created");
    CHECK(topic_of("VMFSDatastoreCreatedEvent") == "vmfs.datastore.created");
    CHECK(topic_of("NASDatastoreCreatedEvent") == "nas.datastore.created");
    CHECK(topic_of("HostIpToShortNameFailedEvent") == "host.ip.to.short.name.failed");
    CHECK(topic_of("IScsiBootFailureEvent") == "i.scsi.boot.failure");
    CHECK(topic_of("VMotionLicenseExpiredEvent") == "v.motion.license.expired");
    CHECK(topic_of("EventEx") == "ex");
    CHECK(topic_of("ExtendedEvent") == "extended");
}

TEST_CASE("class names that do not end in Event become topics too", "[events]")
{
    CHECK(topic_of("VmFailoverFailed") == "vm.failover.failed");
    CHECK(topic_of("CustomizationSucceeded") == "customization.succeeded");
    CHECK(topic_of("Event") == "event");
    CHECK(topic_of("").empty());
    CHECK(topic_of("VmUpgraded2HwEvent") == "vm.upgraded2.hw");
}

TEST_CASE("every known class has a topic of its own", "[events]")
{
    std::set<std::string> topics;
    const auto classes = vsphere::event_class_count();
    for (std::size_t i = 0; i < classes; ++i)
        topics.insert(topic_of(vsphere::event_class_at(i).name()));
    CHECK(classes == 443);
    CHECK(topics.size() == classes);
    CHECK_FALSE(topics.contains(""));
}

TEST_CASE("an event answers to its topic, its class and its type id", "[events]")
{
    const auto ex = events::names_of(
        test::event_builder("EventEx").text("eventTypeId", " com.vmware.cis.tagging.attach ").finish());
    CHECK(ex.all() == std::array<std::string_view, 3>{"ex", "EventEx", "com.vmware.cis.tagging.attach"});

    const auto extended =
        events::names_of(test::event_builder("ExtendedEvent").text("eventTypeId", "vprob.net").finish());
    CHECK(extended.all() == std::array<std::string_view, 3>{"extended", "ExtendedEvent", "vprob.net"});

    const auto plain =
        events::names_of(test::event_builder("VmPoweredOnEvent").text("eventTypeId", "no").finish());
    CHECK(plain.all() == std::array<std::string_view, 3>{"vm.powered.on", "VmPoweredOnEvent", ""});
}

TEST_CASE("an event answers to the classes that its class derives from, nearest first", "[events]")
{
    using names = std::vector<std::string_view>;
    const auto ancestors = [](std::string_view class_name) {
        return events::names_of(test::event_builder(class_name).finish()).ancestors;
    };
    CHECK(ancestors("DrsVmPoweredOnEvent") == names{"VmPoweredOnEvent", "VmEvent", "Event"});
    CHECK(ancestors("EventEx") == names{"Event"});
    CHECK(ancestors("Event").empty());
    CHECK(ancestors("HostSubSpecificationUpdateEvent") == names{"HostEvent", "Event"});
    CHECK(ancestors("SomethingNewEvent") == names{"Event"});
    CHECK(ancestors("VirtualDisk") == names{"Event"});
}

TEST_CASE("names are the same before and after there is an event", "[events]")
{
    for (const auto* name : {"DrsVmPoweredOnEvent", "EventEx", "Event", "NoSuchEvent", "MethodFault", ""}) {
        INFO(name);
        const auto before = events::names_of_kind(name, "");
        const auto after = events::names_of(test::event_builder(name).finish());
        CHECK(before.all() == after.all());
        CHECK(before.ancestors == after.ancestors);
    }
}
