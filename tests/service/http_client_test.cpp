// The HTTP client's connections and answers against a server that does what it should.
#include "http_client_fixture.hpp"

#include <algorithm>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

TEST_CASE_METHOD(http_client_fixture, "a connection is used again", "[net]")
{
    auto to = client();
    for (int i = 0; i < 3; ++i)
        CHECK(send(*to)->body == "OK");
    CHECK(gateway.server().connections_opened() == 1);
}

TEST_CASE_METHOD(http_client_fixture, "an idle connection that the server has closed is not used", "[net]")
{
    auto to = client();
    REQUIRE(send(*to));
    gateway.server().disconnect();
    CHECK(send(*to)->status == 200);
    CHECK(gateway.server().connections_opened() == 2);
}

TEST_CASE_METHOD(http_client_fixture, "a connection on which the server spoke unasked is not used", "[net]")
{
    gateway.when("/healthz")
        .nth(1)
        .fault(faults::raw(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOKHTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"));
    auto to = client();
    CHECK(send(*to)->status == 200);
    CHECK(send(*to)->status == 200);
    CHECK(gateway.server().connections_opened() == 2);
}

TEST_CASE_METHOD(http_client_fixture, "requests at the same time have connections of their own", "[net]")
{
    gateway.when("/healthz").fault(faults::stall());
    auto to = client();
    pending_call first(io, *to, get(), patience);
    pending_call second(io, *to, get(), patience);
    second.run_until([&] { return gateway.calls("/healthz") == 2; });
    gateway.server().release();
    CHECK(first.finish());
    CHECK(second.finish());
    CHECK(gateway.server().connections_opened() == 2);
}

TEST_CASE_METHOD(http_client_fixture, "a server that restarts is reached again", "[net]")
{
    auto to = client();
    REQUIRE(send(*to));
    gateway.kill();
    const auto refused = send(*to);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == boost::system::errc::connection_refused);
    gateway.revive();
    CHECK(send(*to));
}

TEST_CASE_METHOD(http_client_fixture, "a name that nobody has is said so", "[net]")
{
    auto where = gateway.endpoint();
    where.host = "no-such-host.invalid";
    auto to = client_for(io, where);
    const auto answer = send(*to);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().message().find("no-such-host.invalid") != std::string::npos);
}

TEST_CASE_METHOD(http_client_fixture, "an answer is given as it is, whatever its status", "[net]")
{
    const auto status = GENERATE(204U, 301U, 401U, 503U);
    const auto answer = meet(faults::answer(status, "", {{"Location", "/elsewhere"}}));
    REQUIRE(answer);
    CHECK(answer->status == status);
    CHECK(answer->header("location") == "/elsewhere");
    CHECK(gateway.server().requests().size() == 1);
}

TEST_CASE_METHOD(http_client_fixture, "a body is put together again", "[net]")
{
    const std::string text(100'000, 'x');
    auto f = faults::answer(200, text);
    SECTION("from chunks")
    {
        f.form = fault::delivery::chunked;
        f.amount = 4093;
    }
    SECTION("from gzip")
    {
        f.gzip = true;
    }
    SECTION("from chunks of gzip")
    {
        f.form = fault::delivery::chunked;
        f.amount = 7;
        f.gzip = true;
    }
    SECTION("from drops")
    {
        f.form = fault::delivery::drip;
        f.amount = 9999;
    }
    const auto answer = meet(f);
    REQUIRE(answer);
    CHECK(answer->body == text);
}

TEST_CASE_METHOD(http_client_fixture, "a body may last until the connection ends", "[net]")
{
    const auto answer = meet(faults::raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end"));
    REQUIRE(answer);
    CHECK(answer->body == "until the end");
}

TEST_CASE_METHOD(http_client_fixture, "interim answers are passed over", "[net]")
{
    const auto answer =
        meet(faults::raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                         "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"));
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "OK");
}

TEST_CASE_METHOD(http_client_fixture, "gzip is asked for only where it is wanted", "[net]")
{
    net::http_client_options options;
    options.accept_gzip = GENERATE(true, false);
    auto to = client(options);
    REQUIRE(send(*to));
    CHECK(gateway.server().requests().front().header("Accept-Encoding") ==
          (options.accept_gzip ? "gzip" : ""));
}

TEST_CASE_METHOD(http_client_fixture, "a gzip body that was not asked for is handed up as it came", "[net]")
{
    net::http_client_options options;
    options.accept_gzip = false;
    const auto answer = meet(faults::gzip(), options);
    REQUIRE(answer);
    CHECK(answer->header("Content-Encoding") == "gzip");
    CHECK(answer->body.substr(0, 2) == "\x1f\x8b");
}

TEST_CASE_METHOD(http_client_fixture, "an inflated body no longer claims to be gzip", "[net]")
{
    const auto answer = meet(faults::gzip());
    REQUIRE(answer);
    CHECK(answer->header("Content-Encoding").empty());
    CHECK(answer->header("Content-Length").empty());
}

TEST_CASE_METHOD(http_client_fixture, "the answer to HEAD has a length and no body", "[net]")
{
    gateway.when("/healthz").fault(faults::raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"));
    auto to = client();
    auto request = get();
    request.method = "HEAD";
    const auto answer = send(*to, request);
    REQUIRE(answer);
    CHECK(answer->header("Content-Length") == "500");
    CHECK(answer->body.empty());
}

TEST_CASE_METHOD(http_client_fixture, "a header that no server takes is refused before it is sent", "[net]")
{
    auto to = client();
    auto request = get();
    request.headers.push_back({"X-Event-Id", std::string(70'000, 'x')});
    const auto answer = send(*to, request);
    REQUIRE(answer.has_error());
    CHECK(answer.error().code == errc::invalid_argument);
    CHECK(gateway.server().requests().empty());
}

TEST_CASE_METHOD(http_client_fixture, "headers and body arrive as they were given", "[net]")
{
    net::http_request request;
    request.method = "POST";
    request.target = "/function/echo?x=1";
    request.headers = {{"Cookie", "a=\"quoted value\"; b=bare"}, {"X-Twice", "1"}, {"X-Twice", "2"}};
    request.body = std::string("\0<>\r\n\r\n\xFF", 9);
    auto to = client();
    REQUIRE(send(*to, request));
    const auto seen = gateway.server().requests().front();
    CHECK(seen.method == "POST");
    CHECK(seen.target == request.target);
    CHECK(seen.body == request.body);
    CHECK(seen.header("Cookie") == "a=\"quoted value\"; b=bare");
    CHECK(seen.header("Host") == gateway.endpoint().authority());
    CHECK(seen.header("User-Agent") == "vcenter-connector/test");
    CHECK(std::count_if(seen.headers.begin(), seen.headers.end(),
                        [](const auto& header) { return header.name == "X-Twice"; }) == 2);
}

TEST_CASE_METHOD(http_client_fixture, "cookies that a server sets are handed up untouched", "[net]")
{
    const auto answer =
        meet(faults::answer(200, "", {{"Set-Cookie", "a=\"1\"; Path=/"}, {"Set-Cookie", "b=2"}}));
    REQUIRE(answer);
    std::vector<std::string> cookies;
    for (const auto& header : answer->headers)
        if (header.name == "Set-Cookie")
            cookies.push_back(header.value);
    CHECK(cookies == std::vector<std::string>{"a=\"1\"; Path=/", "b=2"});
}

TEST_CASE_METHOD(http_client_fixture, "a text with a line break never becomes a header of its own", "[net]")
{
    auto to = client();
    const std::string evil = GENERATE("x\r\nX-Evil: 1", "x\nX-Evil: 1", "x\rX-Evil: 1");
    net::http_request request = get();
    SECTION("in a value")
    {
        request.headers = {{"X-Name", evil}};
    }
    SECTION("in a name")
    {
        request.headers = {{evil, "1"}};
    }
    SECTION("in the target")
    {
        request.target = "/healthz?" + evil;
    }
    SECTION("in the method")
    {
        request.method = "GET / HTTP/1.1\r\nX-Evil: 1\r\n\r\nGET";
    }
    const auto answer = send(*to, request);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::invalid_argument));
    CHECK(gateway.server().requests().empty());
}
