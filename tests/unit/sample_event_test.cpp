// Events that never happened.
#include "vcenter_connector/events/sample_event.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/attributes.hpp"
#include "vcenter_connector/events/event_data.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/object.hpp"
#include "vcenter_connector/events/payload.hpp"
#include "vcenter_connector/vsphere/class_table.hpp"

#include "support/catch.hpp"

#include <rapidjson/document.h>

using namespace vcenter_connector;
using Catch::Matchers::ContainsSubstring;

namespace {

events::sample_request request(std::string class_name)
{
    events::sample_request wanted;
    wanted.class_name = std::move(class_name);
    wanted.key = 42;
    wanted.time = base::wall_time(std::chrono::seconds(1'700'000'000));
    return wanted;
}

vsphere::event made(const events::sample_request& wanted)
{
    auto outcome = events::make_sample(wanted);
    REQUIRE(std::holds_alternative<vsphere::event>(outcome));
    return std::get<vsphere::event>(std::move(outcome));
}

std::string mistake(const events::sample_request& wanted)
{
    const auto outcome = events::make_sample(wanted);
    const auto* wrong = std::get_if<events::sample_mistakes>(&outcome);
    return wrong == nullptr || wrong->empty() ? "" : wrong->front();
}

}  // namespace

TEST_CASE("a sample of every class is valid in every dialect", "[sample]")
{
    events::event_origin origin;
    origin.authority = "vcenter.example.com";
    origin.url = "https://vcenter.example.com/sdk";
    origin.instance_uuid = "vcenter-connector-send";
    for (std::size_t i = 0; i < vsphere::event_class_count(); ++i) {
        const auto type = vsphere::event_class_at(i);
        INFO(type.name());
        const auto event = made(request(std::string(type.name())));
        CHECK(event.class_name == type.name());
        CHECK(event.text("key") == "42");
        CHECK(!event.text("fullFormattedMessage").empty());
        for (std::size_t m = 0; m < type.member_count() && type.name() != "Event"; ++m)
            if (type.member_at(m).name != "fault")
                CHECK(event.root().child(type.member_at(m).name));
        for (const auto dialect : events::dialects) {
            const auto payload = events::render(event, origin, {dialect, std::nullopt});
            rapidjson::Document json;
            json.Parse(payload.body.data(), payload.body.size());
            CHECK(!json.HasParseError());
            CHECK(base::valid_utf8(payload.body) == payload.body);
        }
    }
}

TEST_CASE("names that are given are in a sample, and references agree", "[sample]")
{
    auto wanted = request("VmPoweredOnEvent");
    wanted.vm = "db 7";
    wanted.host = "esx-9";
    wanted.datacenter = "DC7";
    wanted.user = "alice";
    wanted.message = "hello";
    const auto event = made(wanted);
    CHECK(event.root().child("vm").child("name").text() == "db 7");
    CHECK(event.root().child("vm").child("vm").type() == "VirtualMachine");
    CHECK(event.root().child("host").child("name").text() == "esx-9");
    CHECK(event.root().child("datacenter").child("name").text() == "DC7");
    CHECK(event.text("userName") == "alice");
    CHECK(event.text("fullFormattedMessage") == "hello");
    CHECK(events::object_of(event).name == "db 7");
    CHECK(events::object_of(event).reference.value == event.root().child("vm").child("vm").text());
    CHECK(event.created_time == "2023-11-14T22:13:20Z");
    CHECK(event.text("createdTime") == event.created_time);
}

TEST_CASE("a sample names what events of its class are about", "[sample]")
{
    const auto has = [](const std::string& name, const char* member) {
        return static_cast<bool>(made(request(name)).root().child(member));
    };
    CHECK(has("VmPoweredOnEvent", "host"));
    CHECK_FALSE(has("VmPoweredOnEvent", "dvs"));
    CHECK_FALSE(has("HostConnectedEvent", "vm"));
    CHECK_FALSE(has("UserLoginSessionEvent", "datacenter"));
    CHECK(has("DatastoreFileDeletedEvent", "datastore"));
    auto wanted = request("UserLoginSessionEvent");
    wanted.vm = "web";
    CHECK(made(wanted).root().child("vm"));
}

TEST_CASE("a sample of an EventTypeId carries it", "[sample]")
{
    auto wanted = request("EventEx");
    wanted.type_id = "com.example.backup.done";
    wanted.vm = "db";
    const auto event = made(wanted);
    CHECK(event.root().child("arguments").child("key").text() == "Object");
    CHECK(event.root().child("arguments").child("value").text() == "db");
    CHECK_FALSE(event.root().child("fault"));
    CHECK(events::names_of(event).type_id == "com.example.backup.done");
    CHECK_THAT(std::string(event.text("fullFormattedMessage")), ContainsSubstring("com.example.backup.done"));
}

TEST_CASE("members of a sample can be set", "[sample]")
{
    auto wanted = request("AlarmStatusChangedEvent");
    wanted.members = {{"to", "red"}, {"alarm.name", "CPU"},      {"vm.vm", "vm-57"}, {"chainId", "-3"},
                      {"host", ""},  {"ds.name", "datastore-9"}, {"changeTag", ""}};
    const auto event = made(wanted);
    CHECK(event.text("to") == "red");
    CHECK(event.root().child("alarm").child("name").text() == "CPU");
    CHECK(event.root().child("vm").child("vm").text() == "vm-57");
    CHECK(event.text("chainId") == "-3");
    CHECK_FALSE(event.root().child("host"));
    CHECK(event.root().child("ds").child("name").text() == "datastore-9");
}

TEST_CASE("members that cannot be set are told", "[sample]")
{
    const auto with = [](const char* path, const char* value) {
        auto wanted = request("AlarmStatusChangedEvent");
        wanted.members = {{path, value}};
        return mistake(wanted);
    };
    CHECK(with("alrm.name", "x") == "AlarmStatusChangedEvent has no member \"alrm\"; did you mean alarm?");
    CHECK_THAT(with("vm.nonsense", "x"),
               ContainsSubstring("VmEventArgument has no member \"nonsense\"; it has name, vm"));
    CHECK(with("to.name", "x") == "\"to\" has no members");
    CHECK(with("chainId", "many") == "\"chainId\" is \"many\"; expected a whole number");
    CHECK_THAT(with("alarm", "x"), ContainsSubstring("the name of one of its members"));
    CHECK_THAT(with("", "x"), ContainsSubstring("has no member"));
    CHECK_THAT(with("key", "7"), ContainsSubstring("cannot be set"));
    CHECK(mistake(request("Nonsense")) == "there is no event class \"Nonsense\"");
    CHECK(!mistake(request("VirtualDevice")).empty());
}
