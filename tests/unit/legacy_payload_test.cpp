#include "vcenter_connector/events/category.hpp"
#include "vcenter_connector/events/legacy_payload.hpp"

#include "support/catch.hpp"
#include "support/event_builder.hpp"

#include <rapidjson/document.h>

using namespace vcenter_connector;
using test::event_builder;

namespace {

vsphere::event named(std::string_view vm)
{
    return event_builder("VmPoweredOnEvent")
        .created("2019-01-25T23:39:09.310174Z")
        .argument("vm", vm, "VirtualMachine", "vm-57")
        .finish();
}

std::string name_in(const std::string& json)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
    REQUIRE_FALSE(document.HasParseError());
    const auto& value = document["objectName"];
    return {value.GetString(), value.GetStringLength()};
}

}  // namespace

TEST_CASE("the legacy payload has the Go connector's members in its order", "[events]")
{
    const auto event = event_builder("VmPoweredOnEvent")
                           .created("2019-01-25T23:39:09.310174Z")
                           .text("userName", "user")
                           .argument("host", "H0", "HostSystem", "host-21")
                           .argument("vm", "DC0_H0_VM0", "VirtualMachine", "vm-57")
                           .finish();
    CHECK(events::legacy_payload(event, "vcsim.openfaas:8989", "info") ==
          R"({"topic":"vm.powered.on","category":"info","source":"vcsim.openfaas:8989","userName":"user",)"
          R"("createdTime":"2019-01-25T23:39:09.310174Z","objectName":"DC0_H0_VM0",)"
          R"("managedObjectReference":{"Type":"VirtualMachine","Value":"vm-57"}})");
}

TEST_CASE("empty members are left out of the legacy payload, save source and time", "[events]")
{
    const auto event = event_builder("UserLoginSessionEvent").created("2020-02-11T22:28:23.5+01:00").finish();
    CHECK(events::legacy_payload(event, "", "") ==
          R"({"topic":"user.login.session","source":"","createdTime":"2020-02-11T21:28:23.5Z"})");
    const auto whole = event_builder("UserLoginSessionEvent").created("2020-02-11T21:28:23Z").finish();
    CHECK(
        events::legacy_payload(whole, "vc", "info") ==
        R"({"topic":"user.login.session","category":"info","source":"vc","createdTime":"2020-02-11T21:28:23Z"})");
}

TEST_CASE("names of any kind survive, escaped as Go escapes them", "[events]")
{
    const auto escaped = [](std::string_view name) { return events::legacy_payload(named(name), "vc", ""); };
    const auto contains = [](const std::string& json, std::string_view part) {
        return json.find(part) != std::string::npos;
    };
    CHECK(contains(escaped("a\"b\\c/d"), R"("a\"b\\c/d")"));
    CHECK(contains(escaped("<a>&b"), R"("\u003ca\u003e\u0026b")"));
    CHECK(contains(escaped("\n\r\t\b\f\x01\x1f\x7f"), "\"\\n\\r\\t\\u0008\\u000c\\u0001\\u001f\x7f\""));
    CHECK(contains(escaped("x\xE2\x80\xA8y\xE2\x80\xA9"), R"("x\u2028y\u2029")"));

    const std::string emoji = "caf\xC3\xA9 \xF0\x9F\x9A\x80";
    CHECK(name_in(escaped(emoji)) == emoji);
    CHECK(name_in(escaped("bad\xFF\xC0 end")) == "bad\xEF\xBF\xBD\xEF\xBF\xBD end");
    CHECK(name_in(escaped(std::string_view("nul\0byte", 8))) == std::string("nul\0byte", 8));
}

TEST_CASE("a name of 80 kB is one member of the payload", "[events]")
{
    std::string name;
    while (name.size() < 80'000)
        name += "\"<\xF0\x9F\x98\x80>\x02";
    CHECK(name_in(events::legacy_payload(named(name), "vc", "info")) == name);
}

TEST_CASE("the category comes from the catalogue, for an EventEx from its severity", "[events]")
{
    const events::category_catalogue catalogue{
        {"VmDiskFailedEvent", "error"}, {"EventEx", "user"}, {"Odd", ""}};
    const auto category = [&](vsphere::event event) {
        return std::string(events::category_of(event, catalogue));
    };
    CHECK(category(event_builder("VmDiskFailedEvent").text("severity", "user").finish()) == "error");
    CHECK(category(event_builder("VmPoweredOnEvent").finish()) == "info");
    CHECK(category(event_builder("EventEx").text("severity", "warning").finish()) == "warning");
    CHECK(category(event_builder("EventEx").finish()) == "info");
    CHECK(category(event_builder("Odd").finish()) == "info");
}
