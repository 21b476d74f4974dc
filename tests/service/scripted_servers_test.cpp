// The scripted servers keep their promises over real sockets: what other service tests rely on.
#include "http_client_fixture.hpp"

#include "support/child_process.hpp"
#include "support/scripted_vcenter.hpp"

#include "vcenter_connector/vsphere/cookies.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

struct vcenter_session {
    boost::asio::io_context io;
    scripted_vcenter vcenter;
    std::unique_ptr<net::http_client> client = client_for(io, vcenter.endpoint());
    vsphere::cookie_jar cookies;
    vsphere::service_content service;
    vsphere::managed_object_reference collector;

    vcenter_session()
    {
        service = vsphere::decode_service_content(ask(vsphere::retrieve_service_content())->body).value();
        const vcenter_options options;
        const auto answer =
            ask(vsphere::login(service.session_manager, {options.user, base::secret(options.password)}));
        REQUIRE(answer->status == 200);
        cookies.absorb(answer->header("Set-Cookie"));
        collector = vsphere::decode_reference(
                        ask(vsphere::create_collector(service.event_manager, options.start, 10))->body)
                        .value();
        REQUIRE(ask(vsphere::create_filter(service, collector))->status == 200);
    }

    net::http_request request(const vsphere::soap_call& what) const
    {
        net::http_request out;
        out.method = "POST";
        out.target = "/sdk";
        out.headers = {{"Cookie", cookies.header()}, {"SOAPAction", "urn:vim25/8.0.2.0"}};
        out.body = what.envelope;
        return out;
    }
    http_result ask(const vsphere::soap_call& what) { return call(io, *client, request(what)); }
    std::size_t read()
    {
        return vsphere::decode_events(ask(vsphere::read_next_events(collector, 100))->body).value().size();
    }
    std::string first_version()
    {
        return (*vsphere::decode_updates(ask(vsphere::wait_for_updates(service, "", 60))->body))->version;
    }
};

}  // namespace

TEST_CASE_METHOD(vcenter_session, "a long poll is held until an event is posted", "[scripted]")
{
    pending_call wait(io, *client, request(vsphere::wait_for_updates(service, first_version(), 3600)),
                      patience);
    wait.run_until([&] { return vcenter.held_waits() == 1; });
    CHECK_FALSE(wait.done());
    vcenter.post("VmPoweredOnEvent", "web");
    const auto answer = wait.finish();
    REQUIRE(answer);
    CHECK((*vsphere::decode_updates(answer->body))->pages.at(0).at(0).class_name == "VmPoweredOnEvent");
}

TEST_CASE_METHOD(vcenter_session, "a long poll ends by itself with nothing", "[scripted]")
{
    const auto answer = ask(vsphere::wait_for_updates(service, first_version(), 1));
    REQUIRE(answer);
    CHECK_FALSE(*vsphere::decode_updates(answer->body));
}

TEST_CASE_METHOD(vcenter_session, "a client that hangs up leaves no wait behind", "[scripted]")
{
    pending_call wait(io, *client, request(vsphere::wait_for_updates(service, first_version(), 3600)),
                      patience);
    wait.run_until([&] { return vcenter.held_waits() == 1; });
    client->abort();
    CHECK(wait.finish().error().is(errc::aborted));
    CHECK(wait_until([&] { return vcenter.held_waits() == 0; }));
}

TEST_CASE_METHOD(vcenter_session, "an answer is lost after the cursor has moved, or before", "[scripted]")
{
    vcenter.post("VmPoweredOnEvent");
    vcenter.when("ReadNextEvents").nth(1).fault(faults::close());
    vcenter.when("ReadNextEvents").nth(3).fault(faults::lost_answer());
    CHECK_FALSE(ask(vsphere::read_next_events(collector, 100)));
    CHECK(read() == 1);
    vcenter.post("VmPoweredOnEvent");
    CHECK_FALSE(ask(vsphere::read_next_events(collector, 100)));
    CHECK(read() == 0);
}

TEST_CASE_METHOD(vcenter_session, "a SOAP fault by script has no effect on the model", "[scripted]")
{
    vcenter.post("VmPoweredOnEvent");
    vcenter.when("ReadNextEvents").times(1).fault(faults::soap("NotAuthenticated", "for once"));
    const auto answer = ask(vsphere::read_next_events(collector, 100));
    CHECK(answer->status == 500);
    CHECK(vsphere::decode_events(answer->body).error().is(errc::not_authenticated));
    CHECK(read() == 1);
    CHECK(vcenter.calls("ReadNextEvents") == 2);
}

TEST_CASE_METHOD(vcenter_session, "a vCenter that dies and comes back keeps its sessions", "[scripted]")
{
    vcenter.kill();
    CHECK_FALSE(ask(vsphere::current_time()));
    vcenter.revive();
    CHECK(vsphere::decode_current_time(ask(vsphere::current_time())->body));
    CHECK(vcenter.open_sessions() == 1);
    CHECK(vcenter.open_collectors() == 1);
}

TEST_CASE_METHOD(http_client_fixture, "a gateway lists what is deployed, to those who may ask", "[scripted]")
{
    scripted_gateway guarded({"admin", "secret", true, true});
    guarded.deploy("echo", "vm.powered.on");
    gateway_function bare;
    bare.name = "bare";
    bare.form = gateway_function::annotation_form::null;
    guarded.deploy(bare);
    auto to = client_for(io, guarded.endpoint());
    auto list = get("/system/functions?namespace=openfaas-fn");
    CHECK(send(*to, list)->status == 401);
    list.headers.push_back({"Authorization", "Basic YWRtaW46c2VjcmV0"});
    const auto answer = send(*to, list);
    REQUIRE(answer);
    CHECK(answer->body.find(R"("annotations":{"topic":"vm.powered.on"})") != std::string::npos);
    CHECK(answer->body.find(R"("annotations":null)") != std::string::npos);
    CHECK(guarded.calls("/system/functions") == 2);
}

TEST_CASE_METHOD(http_client_fixture, "a gateway answers invocations by script and counts them", "[scripted]")
{
    gateway.deploy("echo", "vm.powered.on");
    gateway.answers("/function/echo.openfaas-fn", {500, 429});
    auto to = client();
    auto invoke = get("/function/echo.openfaas-fn");
    invoke.method = "POST";
    CHECK(send(*to, invoke)->status == 500);
    CHECK(send(*to, invoke)->status == 429);
    CHECK(send(*to, invoke)->status == 200);
    CHECK(send(*to, get("/function/none"))->status == 404);
    CHECK(send(*to, get("/async-function/none"))->status == 202);
    CHECK(gateway.wait_for_invocations(5, 1s));
    CHECK(gateway.invocations()[1].status == 429);
}

TEST_CASE_METHOD(http_client_fixture, "invocations at the same time are counted until they end", "[scripted]")
{
    gateway.when("/function/slow").fault(faults::stall());
    auto to = client();
    pending_call first(io, *to, get("/function/slow"), patience);
    pending_call second(io, *to, get("/function/slow"), patience);
    first.run_until([&] { return gateway.server().requests_at_once() == 2; });
    gateway.server().release("/function/slow");
    CHECK(first.finish());
    CHECK(second.finish());
    CHECK(gateway.server().requests_at_once() == 0);
    CHECK(gateway.server().max_requests_at_once() == 2);
}

TEST_CASE_METHOD(http_client_fixture, "a stalled request goes on, however soon after its call it is released",
                 "[scripted]")
{
    gateway.when("/healthz").fault(faults::stall());
    auto to = client();
    for (std::size_t call = 1; call <= 200; ++call) {
        pending_call asked(io, *to, get(), patience);
        asked.run_until([&] { return gateway.calls("/healthz") == call; });
        gateway.server().release();
        REQUIRE(asked.finish());
    }
}

TEST_CASE("a program that does not end is named, with what it printed", "[scripted]")
{
    using Catch::Matchers::ContainsSubstring;
    const std::vector<std::string> line{"sh", "-c",
                                        "trap 'echo asked to quit; exit 3' QUIT; echo begun; "
                                        "while :; do sleep 0.01; done"};
    child_process program(line);
    program.wait_for_line("begun");
    CHECK_THROWS_WITH(program.wait_exit(1ms), ContainsSubstring("does not end: sh -c trap") &&
                                                  ContainsSubstring("begun") &&
                                                  ContainsSubstring("asked to quit"));
    CHECK(program.wait_exit() == 3);
}
