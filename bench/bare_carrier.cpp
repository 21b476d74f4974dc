#include "latency_peers.hpp"

#include "support/raw_connection.hpp"

#include "vcenter_connector/vsphere/cookies.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

namespace vcenter_connector::bench {
namespace {

using vsphere::managed_object_reference;

std::string between(const std::string& text, std::string_view before, std::string_view after)
{
    const auto start = text.find(before);
    if (start == std::string::npos)
        return {};
    const auto begin = start + before.size();
    return text.substr(begin, text.find(after, begin) - begin);
}

class bare_vcenter {
public:
    explicit bare_vcenter(test::scripted_vcenter& vcenter) : connection_(vcenter.server().port())
    {
        content_.property_collector = {"PropertyCollector", "propertyCollector"};
        content_.session_manager = {"SessionManager", "SessionManager"};
        content_.event_manager = {"EventManager", "EventManager"};
        const auto [options, now] =
            vcenter.with([](test::vcenter_model& model) { return std::pair(model.options(), model.now()); });
        ask(vsphere::login(content_.session_manager, {options.user, base::secret(options.password)}));
        collector_ =
            vsphere::decode_reference(ask(vsphere::create_collector(content_.event_manager, now, 10)))
                .value();
        ask(vsphere::create_filter(content_, collector_));
    }

    /// False when the session is over.
    bool wait()
    {
        const auto answer = ask(vsphere::wait_for_updates(content_, version_, 3600));
        version_ = between(answer, "<version>", "</version>");
        return !version_.empty();
    }
    std::string read() { return ask(vsphere::read_next_events(collector_, 1000)); }

private:
    std::string ask(const vsphere::soap_call& call)
    {
        connection_.send(
            "POST /sdk HTTP/1.1\r\nHost: vcenter\r\nContent-Type: text/xml\r\nCookie: " + cookies_.header() +
            "\r\nContent-Length: " + std::to_string(call.envelope.size()) + "\r\n\r\n" + call.envelope);
        auto answer = connection_.read_answer();
        cookies_.absorb(answer.header("Set-Cookie"));
        return std::move(answer.body);
    }

    test::raw_connection connection_;
    vsphere::cookie_jar cookies_;
    vsphere::service_content content_;
    managed_object_reference collector_;
    std::string version_;
};

}  // namespace

bare_carrier::bare_carrier(latency_peers& peers) : peers_(peers), thread_([this] { carry(); }) {}

bare_carrier::~bare_carrier()
{
    peers_.vcenter.terminate_sessions();
    thread_.join();
}

void bare_carrier::carry()
{
    bare_vcenter vcenter(peers_.vcenter);
    test::raw_connection gateway(peers_.gateway_port());
    const std::string body(1000, 'x');
    while (vcenter.wait()) {
        const auto events = vcenter.read();
        for (auto at = events.find("<key>"); at != std::string::npos; at = events.find("<key>", at + 1)) {
            gateway.send("POST /async-function/echo HTTP/1.1\r\nHost: gateway\r\nX-Event-Id: bare/" +
                         between(events.substr(at, 30), "<key>", "<") +
                         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
            gateway.read_answer();
        }
    }
}

}  // namespace vcenter_connector::bench
