#include "vcenter_connector/gateway/invoker.hpp"

#include "support/catch.hpp"
#include "support/fake_http_client.hpp"
#include "support/manual_timers.hpp"

using namespace vcenter_connector;
using namespace std::chrono_literals;

namespace {

struct fixture {
    test::manual_timers timers;
    test::fake_http_client http{timers};

    base::result<gateway::invocation_answer> invoke(gateway::invocation call, bool async = true)
    {
        call.async = async;
        const auto invoker = gateway::make_invoker(http, {});
        const auto answer = test::start(timers, invoker->invoke(call));
        timers.advance(1min);
        return answer->value();
    }
};

}  // namespace

TEST_CASE("an invocation names function, event and topic", "[gateway]")
{
    fixture f;
    f.http.when("POST", "/async-function/fn.ns").reply(202);
    const gateway::invocation call{"fn", "ns", "uuid/7", "vm.powered.on", "application/json", "{}"};
    CHECK(f.invoke(call)->status == 202);
    const auto& sent = f.http.requests().at(0);
    CHECK(sent.body == "{}");
    CHECK(net::find_header(sent.headers, "Content-Type") == "application/json");
    CHECK(net::find_header(sent.headers, "X-Topic") == "vm.powered.on");
    CHECK(net::find_header(sent.headers, "X-Connector") == "vcenter-connector");
    CHECK(net::find_header(sent.headers, "X-Event-Id") == "uuid/7");
}

TEST_CASE("synchronous calls, no namespace and no content type", "[gateway]")
{
    fixture f;
    f.http.when("POST", "/function/fn").reply(200);
    const gateway::invocation call{"fn", "", "id", "t", "", ""};
    CHECK(f.invoke(call, false)->status == 200);
    CHECK(net::find_header(f.http.requests().at(0).headers, "Content-Type").empty());
}

TEST_CASE("nothing in an event or a function's name can leave its place in the request", "[gateway]")
{
    fixture f;
    f.http.when("POST", "*").reply(202);
    const gateway::invocation call{"a/../b?c",           "n s", "id\r\nX-Evil: 1", "t\xC3\xA9",
                                   "text/plain\n\nbody", ""};
    CHECK(f.invoke(call)->status == 202);
    const auto& sent = f.http.requests().at(0);
    CHECK(sent.target == "/async-function/a%2F..%2Fb%3Fc.n%20s");
    CHECK(net::find_header(sent.headers, "X-Event-Id") == "id%0D%0AX-Evil: 1");
    CHECK(net::find_header(sent.headers, "X-Topic") == "t%C3%A9");
    CHECK(net::find_header(sent.headers, "Content-Type") == "text/plain%0A%0Abody");
    for (const auto& header : sent.headers)
        CHECK(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
}

TEST_CASE("headers of CloudEvents are sent beside ours, and none can take the place of one", "[gateway]")
{
    fixture f;
    f.http.when("POST", "*").reply(202);
    const base::headers headers{
        {"ce-id", "uuid/7"}, {"ce-subject", "a\r\nX-Evil: 1"}, {"X-Topic", "other"},  {"x-event-id", "other"},
        {"Host", "other"},   {"ce-a: 1\r\nX-Evil", "2"},       {"Authorization", ""}, {"ce-", "1"}};
    gateway::invocation call{"fn", "ns", "uuid/7", "vm.powered.on", "application/json", "{}"};
    call.headers = headers;
    CHECK(f.invoke(call)->status == 202);
    const auto& sent = f.http.requests().at(0);
    CHECK(sent.headers == net::http_headers{{"Content-Type", "application/json"},
                                            {"X-Topic", "vm.powered.on"},
                                            {"X-Connector", "vcenter-connector"},
                                            {"X-Event-Id", "uuid/7"},
                                            {"ce-id", "uuid/7"},
                                            {"ce-subject", "a%0D%0AX-Evil: 1"}});
}

TEST_CASE("a topic of any length makes a header of a bounded one", "[gateway]")
{
    fixture f;
    f.http.when("POST", "*").reply(202);
    const std::string topic(80'000, 't');
    const gateway::invocation call{"fn", "", "id", topic, "", ""};
    CHECK(f.invoke(call)->status == 202);
    CHECK(net::find_header(f.http.requests().at(0).headers, "X-Topic") == topic.substr(0, 1024));
}

TEST_CASE("an answer brings status, Retry-After and how a refusal begins", "[gateway]")
{
    fixture f;
    f.http.when("POST", "/async-function/busy")
        .reply(429, " too\nbusy " + std::string(500, 'x'), {{"retry-after", "7"}});
    const gateway::invocation call{"busy", "", "id", "t", "", ""};
    const auto answer = f.invoke(call);
    CHECK(answer->status == 429);
    CHECK(answer->retry_after == "7");
    CHECK(answer->excerpt.starts_with("too\\x0abusy xxx"));
    CHECK(answer->excerpt.size() < 200);
}

// The gateway hands every header but the hop-by-hop ones to the function (OpenFaaS gateway 0.25.4,
// gateway/handlers/forwarding_proxy.go, copyHeaders).
TEST_CASE("the gateway's credentials go to the gateway itself, never with an invocation", "[gateway]")
{
    fixture f;
    gateway::invoker_options options;
    options.access.path = "/system/of";
    options.access.credentials = []() -> base::result<base::credentials> {
        return base::credentials{"admin", base::secret("s3cret")};
    };
    f.http.when("POST", "*").reply(401);
    f.http.when("GET", "*").reply(200);
    const auto invoker = gateway::make_invoker(f.http, options);
    for (const bool async : {true, false}) {
        gateway::invocation call{"fn", "ns", "id", "t", "", ""};
        call.async = async;
        const auto answer = test::start(f.timers, invoker->invoke(call));
        f.timers.settle();
        CHECK((*answer)->value().status == 401);
    }
    const auto asked = test::start(f.timers, invoker->ask_gateway());
    f.timers.settle();
    REQUIRE(f.http.requests().size() == 3);
    for (const auto i : {0U, 1U})
        CHECK(net::find_header(f.http.requests()[i].headers, "Authorization").empty());
    const auto& own = f.http.requests()[2];
    CHECK(own.target == "/system/of/system/info");
    CHECK(net::find_header(own.headers, "Authorization") == "Basic YWRtaW46czNjcmV0");  // admin:s3cret
}

TEST_CASE("an invocation that takes too long fails", "[gateway]")
{
    fixture f;
    f.http.when("POST", "*").reply(200).after(16s);
    const gateway::invocation call{"slow", "", "id", "t", "", ""};
    CHECK(f.invoke(call).error().is(base::errc::timed_out));
}
