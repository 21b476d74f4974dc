// Answers of the vSphere API: as the simulator gave them, and as no server should.
#include "support/catch.hpp"
#include "support/vcenter_xml.hpp"

#include "vcenter_connector/vsphere/methods.hpp"
#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>

using namespace vcenter_connector;
using namespace vcenter_connector::vsphere;
using base::errc;

namespace {

std::string recorded(const std::string& name)
{
    std::ifstream file(std::string(VC_SOURCE_DIR "/tests/vcsim/recorded/") + name + ".xml");
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string repeated(std::string_view text, std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += text;
    return out;
}

std::string events_answer(const std::string& content)
{
    return test::soap_answer("ReadNextEvents", content).body;
}

std::string event_with_key(std::int32_t key)
{
    return "<returnval xsi:type=\"VmPoweredOnEvent\"><key>" + std::to_string(key) + "</key></returnval>";
}

base::failure failure_of(std::string body)
{
    const auto result = decode_events(std::move(body));
    REQUIRE_FALSE(result);
    return result.error();
}

}  // namespace

TEST_CASE("recorded: what the service says of itself", "[vsphere]")
{
    CHECK(decode_service_versions(recorded("vimServiceVersions")).value() == "6.5");
    const auto content = decode_service_content(recorded("RetrieveServiceContent"));
    REQUIRE(content);
    CHECK(content->api_type == "VirtualCenter");
    CHECK_FALSE(content->instance_uuid.empty());
    CHECK_FALSE(content->api_version.empty());
    CHECK(content->session_manager == managed_object_reference{"SessionManager", "SessionManager"});
    CHECK(content->event_manager == managed_object_reference{"EventManager", "EventManager"});
    CHECK(content->property_collector == managed_object_reference{"PropertyCollector", "propertyCollector"});
    CHECK(decode_current_time(recorded("CurrentTime")).value() ==
          parse_time("2026-11-20T07:30:01.560505975Z"));
}

TEST_CASE("recorded: the catalogue", "[vsphere]")
{
    const auto info = decode_event_info(recorded("RetrieveEventInfo"));
    REQUIRE(info);
    CHECK(info->size() > 30);
    CHECK(info->at("UserLoginSessionEvent") == "info");
    CHECK(info->at("VmOrphanedEvent") == "warning");
}

TEST_CASE("recorded: the catalogue with its descriptions", "[vsphere]")
{
    const auto kinds = decode_event_kinds(recorded("RetrieveEventInfo"));
    REQUIRE(kinds);
    CHECK(kinds->size() > 30);
    const auto& login = kinds->front();
    CHECK(login.class_name == "UserLoginSessionEvent");
    CHECK(login.type_id.empty());
    CHECK(login.category == "info");
    CHECK(login.description == "User login");
    CHECK(login.full_format.starts_with("User "));
}

TEST_CASE("a kind of EventEx has the id that stands before its format", "[vsphere]")
{
    const auto row = [](const std::string& key, const std::string& format) {
        return "<EventDescriptionEventDetail><key>" + key +
               "</key><description>d</description><category>error"
               "</category><fullFormat>" +
               format + "</fullFormat></EventDescriptionEventDetail>";
    };
    const auto kinds = decode_event_kinds(
        "<Envelope><Body><RetrievePropertiesResponse><returnval><propSet><name>description.eventInfo</"
        "name><val>" +
        row("EventEx", "com.vmware.x|it {a} | b") + row("ExtendedEvent", "com.vmware.y") +
        row("EventEx", "") + "</val></propSet></returnval></RetrievePropertiesResponse></Body></Envelope>");
    REQUIRE(kinds);
    REQUIRE(kinds->size() == 2);
    CHECK(kinds->at(0).class_name == "EventEx");
    CHECK(kinds->at(0).type_id == "com.vmware.x");
    CHECK(kinds->at(0).full_format == "it {a} | b");
    CHECK(kinds->at(1).type_id == "com.vmware.y");
    CHECK(kinds->at(1).full_format.empty());
}

TEST_CASE("recorded: references and answers without a value", "[vsphere]")
{
    CHECK(decode_reference(recorded("CreateCollectorForEvents"))->type == "EventHistoryCollector");
    CHECK(decode_reference(recorded("CreateFilter"))->type == "PropertyFilter");
    CHECK(decode_login(recorded("Login"))->user_name == "user");
    CHECK(decode_login(recorded("Login"))->key == "5cc691bc-37df-44d3-b347-7a83c465671e");
    CHECK(decode_nothing(recorded("Logout")));
    CHECK(decode_nothing(recorded("DestroyCollector")));
}

TEST_CASE("recorded: a page of events", "[vsphere]")
{
    const auto events = decode_events(recorded("ReadNextEvents"));
    REQUIRE(events);
    REQUIRE(events->size() == 10);
    CHECK(std::is_sorted(events->begin(), events->end(), [](auto& a, auto& b) { return a.key < b.key; }));
    CHECK(events->front().class_name == "DatacenterCreatedEvent");
    CHECK(events->front().root().child("parent").child("folder").type() == "Folder");
    CHECK(events->front().time == parse_time("2026-11-20T07:30:01.410647134Z"));
    const auto& assigned = (*events)[8];
    CHECK(assigned.class_name == "VmInstanceUuidAssignedEvent");
    CHECK(assigned.root().child("vm").child("vm").text() == "vm-60");
    CHECK(assigned.text("fullFormattedMessage").find("DC0_H0_VM1") != std::string_view::npos);
    CHECK(decode_events(recorded("ReadNextEventsEmpty"))->empty());
}

TEST_CASE("recorded: the latest page, with text in several alphabets", "[vsphere]")
{
    const auto page = decode_latest_page(recorded("RetrieveLatestPage"));
    REQUIRE(page);
    REQUIRE_FALSE(page->empty());
    const auto& newest = page->back();
    CHECK(newest.class_name == "EventEx");
    CHECK(newest.text("fullFormattedMessage") == "A <b> & \"c\" \u00e9 \U0001F600");
    CHECK(newest.root().child("arguments").child("value").type() == "string");
    CHECK(newest.root().child("arguments").child("value").text() == "DC0_H0_VM0");
}

TEST_CASE("recorded: updates", "[vsphere]")
{
    const auto first = decode_updates(recorded("WaitForUpdatesExFirst"));
    REQUIRE(first);
    REQUIRE(*first);
    CHECK((*first)->version == "-");
    CHECK_FALSE((*first)->truncated);
    REQUIRE((*first)->pages.size() == 1);
    CHECK((*first)->pages[0].back().key == 26);
    const auto change = decode_updates(recorded("WaitForUpdatesExChange"));
    REQUIRE(change);
    REQUIRE((*change)->pages.size() > 1);
    CHECK((*change)->pages[0].back().key == 27);
    const auto none = decode_updates(recorded("WaitForUpdatesExNull"));
    REQUIRE(none);
    CHECK_FALSE(*none);
}

TEST_CASE("recorded: faults keep their meaning, their type and their text", "[vsphere]")
{
    CHECK(failure_of(recorded("NotAuthenticatedFault")).is(errc::not_authenticated));
    CHECK(failure_of(recorded("InvalidLoginFault")).is(errc::invalid_login));
    CHECK(failure_of(recorded("LoginAgainFault")).is(errc::invalid_login));
    CHECK(failure_of(recorded("ManagedObjectNotFoundFault")).is(errc::managed_object_gone));
    const auto state = failure_of(recorded("InvalidStateFault"));
    CHECK(state.is(errc::invalid_state));
    CHECK(state.detail == "InvalidState: Too many event collectors to create");
    const auto argument = failure_of(recorded("InvalidArgumentFault"));
    CHECK(argument.is(errc::soap_fault));
    CHECK(argument.detail == "InvalidArgument");
    CHECK(failure_of(recorded("UnknownMethodFault")).is(errc::soap_fault));
}

TEST_CASE("a fault is known without xsi:type, and with a type nobody knows", "[vsphere]")
{
    const auto fault = [](const std::string& detail) {
        return "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault>"
               "<faultstring>why</faultstring>" +
               detail + "</S:Fault></S:Body></S:Envelope>";
    };
    CHECK(failure_of(fault("<detail><NotAuthenticatedFault/></detail>")).is(errc::not_authenticated));
    CHECK(failure_of(fault("<detail>\n  <v:NoPermissionFault xmlns:v=\"urn:vim25\"/>\n</detail>"))
              .is(errc::no_permission));
    CHECK(failure_of(fault("<detail><Strange/></detail>")).detail == "Strange: why");
    CHECK(failure_of(fault("")).detail == "why");
    CHECK(failure_of(fault("")).is(errc::soap_fault));
    // Their bases: vim25's types. NotAuthenticated is a NoPermission, and has a meaning of its own.
    const auto of_type = [&](const std::string& type) {
        return failure_of(fault("<detail><" + type + "Fault/></detail>"));
    };
    CHECK(of_type("PasswordExpired").is(errc::invalid_login));
    CHECK(of_type("InvalidClientCertificate").is(errc::invalid_login));
    CHECK(of_type("InvalidPowerState").is(errc::invalid_state));
    CHECK(of_type("NotAuthenticated").is(errc::not_authenticated));
    CHECK(of_type("InvalidLocale").is(errc::soap_fault));
    CHECK(of_type("NoSuchFault").is(errc::soap_fault));
}

TEST_CASE("what is no SOAP is named so, and shown", "[vsphere]")
{
    CHECK(failure_of("").is(errc::not_soap));
    CHECK(failure_of(" \r\n ").is(errc::not_soap));
    const auto html =
        failure_of("<!DOCTYPE html><html><head><meta charset=utf-8></head><body><br>Hi</body></html>");
    CHECK(html.is(errc::not_soap));
    CHECK(html.detail.find("<!DOCTYPE html>") != std::string::npos);
    CHECK(failure_of("<html><body>well-formed</body></html>").is(errc::not_soap));
    CHECK(failure_of("{\"json\": true}").is(errc::not_soap));
    CHECK(failure_of(std::string("\0\0\0\0<a/>", 8)).is(errc::not_soap));
    CHECK(failure_of("\x7F"
                     "ELF\x01\xFF\xFE")
              .is(errc::not_soap));
    CHECK(failure_of("<Envelope/>").is(errc::not_soap));
}

TEST_CASE("an envelope without the answer to that call", "[vsphere]")
{
    CHECK(failure_of("<Envelope><Body/></Envelope>").is(errc::unexpected_answer));
    CHECK(failure_of(recorded("Logout")).is(errc::unexpected_answer));
    CHECK(failure_of(recorded("CurrentTime")).is(errc::unexpected_answer));
    CHECK(decode_updates(recorded("ReadNextEventsEmpty")).error().is(errc::unexpected_answer));
    CHECK(decode_reference(recorded("Logout")).error().is(errc::unexpected_answer));
    CHECK(decode_service_content(recorded("CurrentTime")).error().is(errc::unexpected_answer));
    CHECK(decode_current_time(recorded("CreateFilter")).error().is(errc::unexpected_answer));
    CHECK(decode_latest_page(recorded("RetrieveEventInfo")).error().is(errc::unexpected_answer));
}

TEST_CASE("an answer that was cut is never taken for a shorter one", "[vsphere]")
{
    const auto whole = recorded("ReadNextEvents");
    for (std::size_t size = 0; size + 1 < whole.size(); size += 97)
        CHECK_FALSE(decode_events(whole.substr(0, size)));
}

TEST_CASE("a NUL within an answer does not hide what follows", "[vsphere]")
{
    auto body = recorded("ReadNextEvents");
    body[body.size() / 2] = '\0';
    const auto events = decode_events(body);
    CHECK((!events || events->size() == 10));
}

TEST_CASE("entities are not expanded", "[vsphere]")
{
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE e [<!ENTITY a \"lol\">";
    for (char c = 'b'; c < 'j'; ++c)
        bomb += std::string("<!ENTITY ") + c + " \"" +
                repeated(std::string("&") + static_cast<char>(c - 1) + ";", 10) + "\">";
    bomb += "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>";
    auto body = events_answer(
        "<returnval xsi:type=\"EventEx\"><key>1</key><userName>&i;&file;</userName></returnval>");
    const auto events = decode_events(bomb + body.substr(body.find("<soapenv:Envelope")));
    REQUIRE(events);
    CHECK(events->front().text("userName") == "&i;&file;");
}

TEST_CASE("what is nested too deeply becomes text, at no cost in stack or time", "[vsphere]")
{
    constexpr std::size_t depth = 100'000;
    const auto deep = repeated("<a xsi:type=\"A\">", depth) + "7<!-- -->8" + repeated("</a>", depth);
    const auto events = decode_events(
        events_answer("<returnval xsi:type=\"EventEx\"><key>1</key>" + deep + "<b>9</b></returnval>"));
    REQUIRE(events);
    auto at = events->front().root();
    std::size_t seen = 1;
    for (auto below = at.child("a"); below; below = below.first_child(), ++seen)
        at = below;
    CHECK(seen == element_tree::max_depth);
    CHECK(at.type() == "A");
    CHECK(at.text() == "78");
    CHECK(events->front().text("b") == "9");
    CHECK(failure_of(deep).is(errc::not_soap));
}

TEST_CASE("the type is that of the schema-instance namespace, whatever its prefix", "[vsphere]")
{
    const auto type_of = [](const std::string& attributes) {
        return decode_events("<Envelope><Body><ReadNextEventsResponse xmlns:v=\"urn:vim25\"><returnval " +
                             attributes +
                             "><key>1</key></returnval></ReadNextEventsResponse></Body></Envelope>")
            .value()
            .front()
            .class_name;
    };
    CHECK(type_of(R"(xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="v:EventEx")") == "EventEx");
    CHECK(type_of(R"(i:type="EventEx" xmlns:i="http://www.w3.org/2001/XMLSchema-instance")") == "EventEx");
    CHECK(type_of(R"(xmlns:xsi="urn:other" xsi:type="Wrong")").empty());
    CHECK(type_of("").empty());
}

TEST_CASE("keys keep their order where they overflow", "[vsphere]")
{
    constexpr auto max = std::numeric_limits<std::int32_t>::max();
    constexpr auto min = std::numeric_limits<std::int32_t>::min();
    const auto order = [](const std::string& content) {
        std::vector<std::int32_t> keys;
        for (const auto& each : decode_events(events_answer(content)).value())
            keys.push_back(each.key);
        return keys;
    };
    CHECK(order(event_with_key(min) + event_with_key(max) + event_with_key(min + 1) +
                event_with_key(max - 1)) == std::vector<std::int32_t>{max - 1, max, min, min + 1});
    CHECK(order(event_with_key(1) + event_with_key(-1) + event_with_key(0)) ==
          std::vector<std::int32_t>{-1, 0, 1});
}

TEST_CASE("events without a usable key or time are kept", "[vsphere]")
{
    const auto events =
        decode_events(events_answer("<returnval xsi:type=\"A\"/><returnval "
                                    "xsi:type=\"B\"><key>99999999999</key><createdTime>soon</createdTime>"
                                    "</returnval>"));
    REQUIRE(events);
    REQUIRE(events->size() == 2);
    for (const auto& each : *events) {
        CHECK(each.key == 0);
        CHECK(each.time == base::wall_time{});
    }
}

TEST_CASE("text in pieces is one text", "[vsphere]")
{
    const auto events =
        decode_events(events_answer("<returnval xsi:type=\"A\"><key>\n 7 \n</key><userName>a<!-- x "
                                    "-->b<![CDATA[<c>]]></userName><message> </message>"
                                    "</returnval>"));
    REQUIRE(events);
    CHECK(events->front().key == 7);
    CHECK(events->front().text("userName") == "ab<c>");
    CHECK(events->front().text("message") == " ");
}
