// What functions receive, dialect by dialect.
#include "vcenter_connector/events/payload.hpp"

#include "vcenter_connector/config/settings_table.hpp"
#include "vcenter_connector/events/cloudevents.hpp"
#include "vcenter_connector/events/event_data.hpp"
#include "vcenter_connector/events/legacy_payload.hpp"

#include "support/catch.hpp"
#include "support/event_builder.hpp"

#include <rapidjson/document.h>

#include <fstream>
#include <sstream>

using namespace vcenter_connector;
using events::dialect;
using test::event_builder;

namespace {

events::event_origin origin()
{
    return {"10.0.0.1:443", "https://10.0.0.1:443/sdk", "6e1b2c3d-uuid", "6.7.0", {}};
}

// The event of VMware Event Router's documentation.
vsphere::event powered_off()
{
    return event_builder("VmPoweredOffEvent")
        .text("key", "9902")
        .text("chainId", "9895")
        .created("2020-02-11T21:28:23.677595Z")
        .text("userName", "VSPHERE.LOCAL\\Administrator")
        .argument("datacenter", "testDC", "Datacenter", "datacenter-2")
        .argument("computeResource", "cls", "ClusterComputeResource", "domain-c7")
        .argument("host", "10.185.22.74", "HostSystem", "host-21")
        .argument("vm", "test-01", "VirtualMachine", "vm-56")
        .text("fullFormattedMessage", "test-01 on  10.0.0.1 in testDC is powered off")
        .text("changeTag", "")
        .text("template", "false")
        .key(9902)
        .finish();
}

const std::string powered_off_data =
    R"({"Key":9902,"ChainId":9895,"CreatedTime":"2020-02-11T21:28:23.677595Z",)"
    R"("UserName":"VSPHERE.LOCAL\\Administrator",)"
    R"("Datacenter":{"Name":"testDC","Datacenter":{"Type":"Datacenter","Value":"datacenter-2"}},)"
    R"("ComputeResource":{"Name":"cls","ComputeResource":{"Type":"ClusterComputeResource","Value":"domain-c7"}},)"
    R"("Host":{"Name":"10.185.22.74","Host":{"Type":"HostSystem","Value":"host-21"}},)"
    R"("Vm":{"Name":"test-01","Vm":{"Type":"VirtualMachine","Value":"vm-56"}},"Ds":null,"Net":null,"Dvs":null,)"
    R"("FullFormattedMessage":"test-01 on  10.0.0.1 in testDC is powered off","ChangeTag":"","Template":false})";

vsphere::event ex(std::string_view type_id)
{
    return event_builder("EventEx")
        .created("2026-01-02T03:04:05.1234567Z")
        .text("eventTypeId", type_id)
        .text("objectId", "vm-9")
        .finish();
}

events::payload rendered(const vsphere::event& event, dialect d,
                         std::optional<std::string> content_type = std::nullopt)
{
    return events::render(event, origin(), {d, std::move(content_type)});
}

std::string header(const events::payload& made, std::string_view name)
{
    std::string found;
    for (const auto& each : made.headers)
        if (each.name == name) {
            CHECK(found.empty());
            found = each.value;
        }
    return found;
}

rapidjson::Document parsed(const std::string& json)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(json.data(), json.size());
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

}  // namespace

TEST_CASE("the legacy dialect is the Go connector's payload as it was", "[payload]")
{
    auto from = origin();
    from.categories["VmPoweredOffEvent"] = "warning";
    const auto made = events::render(powered_off(), from, {});
    CHECK(made.body == events::legacy_payload(powered_off(), "10.0.0.1:443", "warning"));
    CHECK(made.content_type == "application/json");
    CHECK(made.headers.empty());
}

TEST_CASE("the veba dialect is what VMware Event Router sends", "[payload]")
{
    const auto made = rendered(powered_off(), dialect::veba);
    CHECK(
        made.body ==
        R"({"specversion":"1.0","id":"5f793427-0f56-5dbb-8b96-7b04025d76a4","source":"https://10.0.0.1:443/sdk",)"
        R"("type":"com.vmware.event.router/event","subject":"VmPoweredOffEvent",)"
        R"("datacontenttype":"application/json","time":"2020-02-11T21:28:23.677595Z","data":)" +
            powered_off_data + R"(,"vsphereapiversion":"6.7.0"})");
    CHECK(made.content_type.empty());
    CHECK(made.headers.empty());
    CHECK(parsed(rendered(ex("com.example.x"), dialect::veba).body)["type"] ==
          "com.vmware.event.router/eventex");
}

// Expected values: uuid.uuid5(uuid.NAMESPACE_URL, "<instanceUuid>/<key>") of Python 3.11.
TEST_CASE("the UUID of an event is name-based, so the same wherever the event is met", "[payload]")
{
    auto from = origin();
    CHECK(events::event_uuid(from, 9902) == "5f793427-0f56-5dbb-8b96-7b04025d76a4");
    from.instance_uuid = "c5a8ae7c-2f4f-4a3c-9c5f-6a2a1b6f0c11";
    CHECK(events::event_uuid(from, 9902) == "b83cff90-4952-5d5a-88c7-de8bdc723831");
    CHECK(events::event_uuid(from, -7) == "89663240-2555-5c36-a1ba-de857a384b69");
}

TEST_CASE("the cloudevents dialect has the whole event and the attributes to route and order by", "[payload]")
{
    const auto made = rendered(powered_off(), dialect::cloudevents);
    CHECK(made.body ==
          R"({"specversion":"1.0","id":"6e1b2c3d-uuid/9902","source":"https://10.0.0.1:443/sdk",)"
          R"("type":"com.vmware.vsphere.VmPoweredOffEvent.v0","subject":"VmPoweredOffEvent",)"
          R"("datacontenttype":"application/json","time":"2020-02-11T21:28:23.677595Z","data":)" +
              powered_off_data +
              R"(,"eventclass":"event","partitionkey":"vm-56","sequence":"0000009902",)"
              R"("vsphereapiversion":"6.7.0"})");
    CHECK(made.content_type == "application/cloudevents+json");
    CHECK(made.headers.empty());
}

TEST_CASE("in binary mode the attributes are headers, and the body is the event", "[payload]")
{
    const auto made = rendered(powered_off(), dialect::cloudevents_binary);
    CHECK(made.body == powered_off_data);
    CHECK(made.content_type == "application/json");
    CHECK(made.headers == base::headers{{"ce-specversion", "1.0"},
                                        {"ce-id", "6e1b2c3d-uuid/9902"},
                                        {"ce-source", "https://10.0.0.1:443/sdk"},
                                        {"ce-type", "com.vmware.vsphere.VmPoweredOffEvent.v0"},
                                        {"ce-subject", "VmPoweredOffEvent"},
                                        {"ce-time", "2020-02-11T21:28:23.677595Z"},
                                        {"ce-eventclass", "event"},
                                        {"ce-partitionkey", "vm-56"},
                                        {"ce-sequence", "0000009902"},
                                        {"ce-vsphereapiversion", "6.7.0"}});
}

TEST_CASE("the vspheresource dialect is binary, with the key as id", "[payload]")
{
    const auto made = rendered(ex("com.vmware.cis.tagging.attach"), dialect::vspheresource);
    CHECK(made.content_type == "application/json");
    CHECK(made.headers == base::headers{{"ce-specversion", "1.0"},
                                        {"ce-id", "7"},
                                        {"ce-source", "https://10.0.0.1:443/sdk"},
                                        {"ce-type", "com.vmware.vsphere.com.vmware.cis.tagging.attach.v0"},
                                        {"ce-time", "2026-01-02T03:04:05.1234567Z"},
                                        {"ce-eventclass", "eventex"},
                                        {"ce-vsphereapiversion", "6.7.0"}});
}

TEST_CASE("what is not known is left out: no attribute is empty", "[payload]")
{
    const auto event = event_builder("UserLoginSessionEvent").finish();
    auto from = origin();
    from.api_version.clear();
    const auto binary = events::render(event, from, {dialect::cloudevents_binary, {}});
    for (const auto* name : {"ce-time", "ce-partitionkey", "ce-vsphereapiversion"})
        CHECK(header(binary, name).empty());
    for (const auto& each : binary.headers)
        CHECK_FALSE(each.value.empty());
    const auto body = events::render(event, from, {dialect::cloudevents, {}}).body;
    const auto structured = parsed(body);
    CHECK_FALSE(structured.HasMember("time"));
    CHECK_FALSE(structured.HasMember("partitionkey"));
    CHECK_FALSE(structured.HasMember("vsphereapiversion"));
    CHECK(structured["datacontenttype"] == "application/json");
    CHECK(header(events::render(ex("  "), from, {dialect::cloudevents_binary, {}}), "ce-subject") ==
          "EventEx");
}

TEST_CASE("a content type that was asked for replaces the dialect's own, also an empty one", "[payload]")
{
    for (const auto d : events::dialects) {
        CHECK(rendered(powered_off(), d).content_type == events::default_content_type(d));
        CHECK(rendered(powered_off(), d, "text/x").content_type == "text/x");
        CHECK(rendered(powered_off(), d, "").content_type.empty());
        CHECK(rendered(powered_off(), d, "").body == rendered(powered_off(), d).body);
    }
    CHECK(events::default_content_type(dialect::veba).empty());
}

TEST_CASE("dialects are called by names that lead back to them", "[payload]")
{
    for (const auto d : events::dialects)
        CHECK(events::dialect_of(events::name_of(d)) == d);
    std::string choices;
    for (const auto d : events::dialects)
        choices += (choices.empty() ? "" : "|") + std::string(events::name_of(d));
    CHECK(config::find_setting("payload")->choices == choices);
    CHECK_FALSE(events::dialect_of("CloudEvents"));
    CHECK_FALSE(events::dialect_of(""));
}

TEST_CASE("a hostile type id stays within its header and its member", "[payload]")
{
    const auto binary = rendered(ex("a\r\nEvil: 1 \"\xF0\x9F\x98\x80\"%\xFF"), dialect::cloudevents_binary);
    // Control characters are no part of an attribute: U+FFFD stands for each.
    CHECK(header(binary, "ce-subject") == "a%EF%BF%BD%EF%BF%BDEvil:%201%20%22%F0%9F%98%80%22%25%EF%BF%BD");
    const auto structured =
        parsed(rendered(ex("a\r\n\xC2\x85\xEF\xBF\xBF\xF0\x9F\xBF\xBF\xEF\xB7\x90\xEF\xB7\xB0\x7F z"),
                        dialect::cloudevents)
                   .body);
    const std::string odd = "\xEF\xBF\xBD";
    CHECK(structured["subject"].GetString() ==
          "a" + odd + odd + odd + odd + odd + odd + "\xEF\xB7\xB0" + odd + " z");
}

TEST_CASE("headers keep a size that every gateway takes, and the body has all", "[payload]")
{
    const std::string huge(80'000, '\xE9');
    for (const auto d : {dialect::cloudevents_binary, dialect::vspheresource}) {
        const auto made = rendered(ex(huge), d);
        std::size_t size = 0;
        for (const auto& each : made.headers) {
            size += each.name.size() + each.value.size() + 4;
            for (const char c : each.value)
                CHECK((c > ' ' && c <= '~'));
        }
        CHECK(size < 6000);
        CHECK(header(made, "ce-type").size() <= 768);
    }
    const auto whole = parsed(rendered(ex(huge), dialect::cloudevents).body);
    CHECK(whole["subject"].GetStringLength() == 3 * huge.size());
}

TEST_CASE("the source of an event is a URI whatever the address was", "[payload]")
{
    auto from = origin();
    from.url = "https://vc/s d\"k\"";
    const auto made = events::render(powered_off(), from, {dialect::cloudevents_binary, {}});
    CHECK(header(made, "ce-source") == "https://vc/s%2520d%2522k%2522");
    CHECK(parsed(events::render(powered_off(), from, {dialect::veba, {}}).body)["source"] ==
          "https://vc/s%20d%22k%22");
}

TEST_CASE("docs/payloads.md shows what is sent", "[payload]")
{
    std::ostringstream page;
    page << std::ifstream(VC_SOURCE_DIR "/docs/payloads.md").rdbuf();
    for (const auto d : events::dialects) {
        const auto made = rendered(powered_off(), d);
        std::string lines = "Content-Type: " + made.content_type + "\n";
        for (const auto& each : made.headers)
            lines += each.name + ": " + each.value + "\n";
        INFO(events::name_of(d));
        CHECK(page.str().find(made.headers.empty() ? made.body : lines) != std::string::npos);
        CHECK(page.str().find("| `" + std::string(events::name_of(d)) + "`") != std::string::npos);
    }
}
