// Requests to the vSphere API: as recorded ones look, and nothing that a user writes can change their form.
#include "support/catch.hpp"
#include "support/vcenter_request.hpp"

#include "vcenter_connector/vsphere/methods.hpp"

#include <fstream>
#include <iterator>

using namespace vcenter_connector;
using namespace vcenter_connector::vsphere;
using test::soap_request;

namespace {

// A recorded request without white space between elements, and without its last line break.
std::string recorded_request(const std::string& name)
{
    std::ifstream file(std::string(VC_SOURCE_DIR "/tests/vcsim/recorded/") + name + ".request.xml");
    REQUIRE(file);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    std::erase(text, '\n');
    return text;
}

const managed_object_reference session_manager{"SessionManager", "SessionManager"};

}  // namespace

TEST_CASE("requests are those that a server is known to take", "[vsphere]")
{
    service_content service;
    service.property_collector = {"PropertyCollector", "propertyCollector"};
    service.event_manager = {"EventManager", "EventManager"};
    CHECK(retrieve_service_content().envelope == recorded_request("RetrieveServiceContent"));
    CHECK(login(session_manager, {"user", base::secret("pass")}).envelope == recorded_request("Login"));
    CHECK(logout(session_manager).envelope == recorded_request("Logout"));
    CHECK(current_time().envelope == recorded_request("CurrentTime"));
    CHECK(retrieve_event_info(service).envelope == recorded_request("RetrieveEventInfo"));
    CHECK(wait_for_updates(service, "", 1).envelope == recorded_request("WaitForUpdatesExFirst"));
    CHECK(wait_for_updates(service, "-", 1).envelope == recorded_request("WaitForUpdatesExNull"));

    const soap_request read(recorded_request("ReadNextEvents"));
    const managed_object_reference collector{"EventHistoryCollector", read.self()};
    CHECK(read_next_events(collector, 100).envelope == recorded_request("ReadNextEvents"));
    CHECK(create_filter(service, collector).envelope == recorded_request("CreateFilter"));
    CHECK(retrieve_latest_page(service, collector).envelope == recorded_request("RetrieveLatestPage"));
    CHECK(destroy_collector(collector).envelope == recorded_request("DestroyCollector"));
}

TEST_CASE("credentials arrive as they are, whatever is in them", "[vsphere]")
{
    const std::string text =
        GENERATE("<&>\"'", "]]></password><x/>", "a b\tc", " edges ", "\u00e9\U0001F600", "&amp;&#60;");
    const soap_request call(login(session_manager, {text, base::secret(text)}).envelope);
    CHECK(call.method() == "Login");
    CHECK(call.text("userName") == text);
    CHECK(call.text("password") == text);
}

TEST_CASE("what XML cannot hold does not break a request", "[vsphere]")
{
    const std::string text("a\0b\x01\x1F\xFF"
                           "c",
                           7);
    const soap_request call(login(session_manager, {text, base::secret(text)}).envelope);
    CHECK(call.text("userName") == "ab\uFFFDc");
    CHECK(escape_xml("\r\n\t") == "&#13;&#10;&#9;");
    CHECK(escape_xml("\xEF\xBF\xBE").find("\xEF\xBF\xBE") == std::string::npos);
}

TEST_CASE("a reference cannot break out of its attribute", "[vsphere]")
{
    const managed_object_reference odd{"A\"><evil/>", "<b>"};
    const soap_request call(read_next_events(odd, 1).envelope);
    CHECK(call.method() == "ReadNextEvents");
    CHECK(call.self() == "<b>");
    CHECK_FALSE(call.find("evil"));
}
