// An official CloudEvents SDK reads, over HTTP, what the connector makes of every event class and of hostile
// events. The SDK runs with a limit of 8 kB for headers, half of Node's own.
#include "cloudevents/filled_event.hpp"

#include "support/catch.hpp"
#include "support/child_process.hpp"
#include "support/event_builder.hpp"
#include "support/net_run.hpp"

#include "vcenter_connector/events/payload.hpp"
#include "vcenter_connector/gateway/invoker.hpp"

#include <rapidjson/document.h>

#include <set>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using events::dialect;

namespace {

const std::vector<events::payload_form> forms{{dialect::cloudevents, {}},
                                              {dialect::cloudevents_binary, {}},
                                              {dialect::vspheresource, {}},
                                              {dialect::veba, "application/cloudevents+json"}};

class sdk {
public:
    sdk()
        : receiver_({VC_NODE_PROGRAM, "--max-http-header-size=8192",
                     VC_SOURCE_DIR "/tests/cloudevents/receiver.js", VC_BINARY_DIR "/cloudevents"})
    {
        const auto line = receiver_.wait_for_line("listening on ");
        base::endpoint server;
        server.host = "127.0.0.1";
        server.port = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(' ') + 1)));
        server.default_port = false;
        http_ = net::make_http_client(io_.get_executor(), server, {}).value();
        invoker_ = gateway::make_invoker(*http_, {});
    }

    /// Empty when the SDK takes it for a valid CloudEvent.
    std::string refusal(const vsphere::event& event, const events::payload_form& form)
    {
        const auto made = events::render(event, origin_, form);
        gateway::invocation call{"function", "", "id", "topic", made.content_type, made.body};
        call.headers = made.headers;
        std::optional<base::result<gateway::invocation_answer>> answer;
        boost::asio::co_spawn(io_, invoker_->invoke(call),
                              [&](std::exception_ptr, auto result) { answer = std::move(result); });
        io_.restart();
        io_.run_for(patience);
        if (!answer || !*answer)
            return answer ? answer->error().message() : "no answer";
        const auto& said = answer->value();
        return said.status == 200 ? "" : std::to_string(said.status) + " " + said.excerpt;
    }

    rapidjson::Document received()
    {
        const auto answer = call(io_, *http_, {});
        rapidjson::Document list;
        list.Parse(answer.value().body.c_str());
        return list;
    }

private:
    child_process receiver_;
    boost::asio::io_context io_;
    std::unique_ptr<net::http_client> http_;
    std::unique_ptr<gateway::invoker> invoker_;
    const events::event_origin origin_{
        "vc.example.com", "https://vc.example.com/sdk", "4c4c-uuid", "8.0.2.0", {}};
};

std::string attribute(const rapidjson::Value& received, const char* name)
{
    const auto& all = received["attributes"];
    return all.HasMember(name) ? std::string(all[name].GetString(), all[name].GetStringLength()) : "";
}

std::set<std::string> names(const rapidjson::Value& received)
{
    std::set<std::string> all;
    for (const auto& each : received["names"].GetArray())
        all.insert(each.GetString());
    return all;
}

vsphere::event hostile(std::string_view class_name, std::string_view name)
{
    return event_builder(class_name)
        .created("2026-01-02T03:04:05.1234567Z")
        .text("eventTypeId", name)
        .text("objectId", name)
        .text("userName", name)
        .text("fullFormattedMessage", name)
        .argument("vm", name, "VirtualMachine", name)
        .finish();
}

}  // namespace

TEST_CASE("the SDK reads each event class in each dialect of CloudEvents")
{
    sdk reader;
    const auto count = vsphere::event_class_count();
    REQUIRE(count >= 443);
    for (std::size_t i = 0; i < count; ++i) {
        const auto type = vsphere::event_class_at(i);
        const auto event =
            filled_event(type, static_cast<std::int32_t>(i), "com.example \"t\xC3\xA9xt\" <&>");
        INFO(type.name());
        for (const auto& form : forms)
            CHECK(reader.refusal(event, form) == "");
    }
    const auto received = reader.received();
    REQUIRE(received.Size() == count * forms.size());
    std::set<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name(vsphere::event_class_at(i).name());
        const bool has_type_id = name == "EventEx" || name == "ExtendedEvent";
        const std::string subject = has_type_id ? "com.example \"t\xC3\xA9xt\" <&>" : name;
        INFO(name);
        for (const std::size_t form : {0U, 1U}) {
            const auto& one = received[static_cast<rapidjson::SizeType>(i * forms.size() + form)];
            CHECK(attribute(one, "id") == "4c4c-uuid/" + std::to_string(i));
            CHECK(attribute(one, "source") == "https://vc.example.com/sdk");
            CHECK(attribute(one, "type") == "com.vmware.vsphere." + subject + ".v0");
            CHECK(attribute(one, "subject") == subject);
            CHECK(attribute(one, "vsphereapiversion") == "8.0.2.0");
            CHECK(attribute(one, "datacontenttype") == "application/json");
            CHECK(names(one).count("time") == 1);
        }
        const auto& knative = received[static_cast<rapidjson::SizeType>(i * forms.size() + 2)];
        CHECK(attribute(knative, "id") == std::to_string(i));
        CHECK(names(knative) == std::set<std::string>{"eventclass", "id", "source", "specversion", "time",
                                                      "type", "vsphereapiversion"});
        const auto& veba = received[static_cast<rapidjson::SizeType>(i * forms.size() + 3)];
        CHECK(attribute(veba, "type").rfind("com.vmware.event.router/e", 0) == 0);
        CHECK(attribute(veba, "subject") == subject);
        CHECK_THAT(
            attribute(veba, "id"),
            Catch::Matchers::Matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        ids.insert(attribute(veba, "id"));
    }
    CHECK(ids.size() == count);
}

TEST_CASE("the SDK reads hostile events, and short names come back as they were")
{
    sdk reader;
    const std::vector<std::string> good{"caf\xC3\xA9 \xF0\x9F\x9A\x80",
                                        "100% \"quoted\" back\\slash",
                                        " lead",
                                        "a%0D%0Ab",
                                        "{\"json\":1}",
                                        "x: y, z; q=1"};
    for (const auto& name : good)
        for (const auto& form : forms)
            CHECK(reader.refusal(hostile("EventEx", name), form) == "");
    const auto received = reader.received();
    for (std::size_t i = 0; i < good.size(); ++i)
        for (const std::size_t form : {0U, 1U}) {
            const auto& one = received[static_cast<rapidjson::SizeType>(i * forms.size() + form)];
            CHECK(attribute(one, "partitionkey") == (good[i] == " lead" ? "lead" : good[i]));
        }

    std::string controls;
    for (int c = 0; c < 0x20; ++c)
        controls += static_cast<char>(c);
    const std::vector<std::string> names{
        "a\r\nX-Evil: 1\r\n\r\nbody",      controls,
        "bad\xFF\xC0\x80\xED\xA0\x80\xF5", std::string(80'000, 'n'),
        std::string(80'000, '\xFF'),       std::string(80'000, '%'),
        std::string(80'000, ' ') + "x",    "\xEF\xBF\xBE\xEF\xBF\xBF\xF4\x8F\xBF\xBF\x7F\xC2\x9F"};
    for (const auto& name : names)
        for (const auto* class_name : {"EventEx", "ExtendedEvent", "VmPoweredOnEvent", "NoSuchEvent"})
            for (const auto& form : forms)
                CHECK(reader.refusal(hostile(class_name, name), form) == "");
}

TEST_CASE("the SDK refuses what is no CloudEvent: the receiver can tell")
{
    sdk reader;
    const auto event = event_builder("VmPoweredOnEvent").finish();
    CHECK(reader.refusal(event, {}).starts_with("422 "));
    CHECK(reader.refusal(event, {dialect::veba, {}}).starts_with("422 "));
    CHECK(reader.refusal(event, {dialect::cloudevents, "application/json"}).starts_with("422 "));
}
