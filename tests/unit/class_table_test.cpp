#include "vcenter_connector/vsphere/class_table.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace vcenter_connector::vsphere;

namespace {

member member_of(std::string_view type, std::string_view name)
{
    const auto found = find_type(type);
    REQUIRE(found);
    for (std::size_t i = 0; i < found->member_count(); ++i)
        if (found->member_at(i).name == name)
            return found->member_at(i);
    FAIL(type << " has no member " << name);
    return {};
}

std::string form_of(std::string_view type, std::string_view name)
{
    static constexpr const char* kinds[] = {"text",  "integer",   "real",   "boolean", "time",
                                            "bytes", "reference", "object", "any"};
    const auto m = member_of(type, name);
    std::string form = kinds[static_cast<std::size_t>(m.kind)];
    if (m.kind == value_kind::object)
        form += " " + std::string(data_type(m.type).name());
    return form + (m.list ? " list" : "") + (m.nullable ? " null" : "");
}

}  // namespace

TEST_CASE("the class table knows the event classes and what they derive from", "[vsphere]")
{
    CHECK(event_class_count() == 443);
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < event_class_count(); ++i) {
        names.push_back(event_class_at(i).name());
        CHECK(event_class_at(i).is("Event"));
        CHECK(find_type(names.back()) == event_class_at(i));
    }
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(std::set(names.begin(), names.end()).size() == names.size());

    const auto drs = find_type("DrsVmPoweredOnEvent");
    REQUIRE(drs);
    CHECK(drs->is("DrsVmPoweredOnEvent"));
    CHECK(drs->is("VmPoweredOnEvent"));
    CHECK(drs->is("VmEvent"));
    CHECK_FALSE(drs->is("HostEvent"));
    CHECK_FALSE(find_type("Event")->base());
    CHECK_FALSE(find_type("VirtualDisk")->is("Event"));
}

TEST_CASE("the class table knows each member's type", "[vsphere]")
{
    CHECK(find_type("Event")->member_at(0).name == "key");
    CHECK(find_type("Event")->member_count() == 13);
    CHECK(form_of("Event", "key") == "integer");
    CHECK(form_of("Event", "createdTime") == "time");
    CHECK(form_of("Event", "userName") == "text");
    CHECK(form_of("Event", "vm") == "object VmEventArgument null");
    CHECK(form_of("VmEventArgument", "vm") == "reference");
    CHECK(form_of("VmEvent", "template") == "boolean");
    CHECK(form_of("EventEx", "arguments") == "object KeyAnyValue list null");
    CHECK(form_of("KeyAnyValue", "value") == "any null");
    CHECK(form_of("AlarmStatusChangedEvent", "from") == "text");
    CHECK(form_of("LocalizedMethodFault", "fault") == "object MethodFault null");
    CHECK(form_of("VirtualTPM", "endorsementKeyCertificate") == "bytes list null");
    CHECK(form_of("VirtualMachineConfigSpec", "deviceChange") == "object VirtualDeviceConfigSpec list null");
    CHECK(form_of("TaskInfo", "progress") == "integer");
}

TEST_CASE("types are found that only a member's member can hold", "[vsphere]")
{
    for (const auto* name : {"VirtualE1000", "VirtualDiskFlatVer2BackingInfo", "NoDiskSpace",
                             "LocalizableMessage", "VMwareDVSPortSetting", "OptionValue"}) {
        INFO(name);
        CHECK(find_type(name));
    }
    CHECK(find_type("VirtualE1000")->is("VirtualDevice"));
    for (const auto* name : {"", "A", "zzz", "VmPoweredOn", "VmPoweredOnEvent2", "vmpoweredonevent"}) {
        INFO(name);
        CHECK_FALSE(find_type(name));
    }
}
