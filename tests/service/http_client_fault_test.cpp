// The HTTP client against a server and a network that misbehave: each error that its header promises.
#include "http_client_fixture.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <fstream>
#include <vector>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

// Highest resident memory of this process so far, in MB.
std::size_t peak_memory()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (std::size_t kilobytes = 0; word == "VmHWM:" && status >> kilobytes)
            return kilobytes / 1024;
    return 0;
}

net::http_client_options limited(std::size_t max_body)
{
    net::http_client_options options;
    options.max_body = max_body;
    return options;
}

}  // namespace

TEST_CASE_METHOD(http_client_fixture, "silence ends with the time-out", "[net]")
{
    CHECK(code(faults::stall(), {}, 50ms) == errc::timed_out);
    gateway.server().clear_faults();
    CHECK(code(faults::huge_announced(), limited(std::size_t{4} << 30U), 50ms) == errc::timed_out);
    gateway.server().clear_faults();
    CHECK(code(faults::drip(1, 20ms), {}, 100ms) == errc::timed_out);
}

TEST_CASE("a connect that nobody answers ends with its own time-out, long before that of the call", "[net]")
{
    // Once the queue of a server that never accepts is full, Linux drops every further SYN.
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor deaf(io, {boost::asio::ip::address_v4::loopback(), 0});
    deaf.listen(0);
    std::vector<boost::asio::ip::tcp::socket> waiting;
    for (int i = 0; i < 4; ++i) {
        waiting.emplace_back(io, boost::asio::ip::tcp::v4());
        waiting.back().non_blocking(true);
        const auto to = deaf.local_endpoint();
        ::connect(waiting.back().native_handle(), to.data(), static_cast<socklen_t>(to.size()));
    }
    net::http_client_options options;
    options.connect_timeout = 50ms;
    base::endpoint server;
    server.host = "127.0.0.1";
    server.port = deaf.local_endpoint().port();
    const auto to = client_for(io, server, std::move(options));
    const auto answer = call(io, *to, get(), std::chrono::hours(1));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::timed_out));
}

TEST_CASE_METHOD(http_client_fixture, "an old connection that fell silent does not outlast the time-out",
                 "[net]")
{
    auto to = client();
    REQUIRE(send(*to));
    gateway.when("/healthz").fault(faults::stall());
    const auto answer = send(*to, get(), 50ms);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::timed_out));
}

TEST_CASE_METHOD(http_client_fixture, "abort ends what is under way, and the client goes on", "[net]")
{
    gateway.when("/healthz").times(2).fault(faults::stall());
    auto to = client();
    pending_call first(io, *to, get(), patience);
    pending_call second(io, *to, get(), patience);
    first.run_until([&] { return gateway.calls("/healthz") == 2; });
    to->abort();
    const auto answer = first.finish();
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::aborted));
    CHECK(second.finish().error().is(errc::aborted));
    CHECK(send(*to));
}

TEST_CASE_METHOD(http_client_fixture, "abort before anything was sent", "[net]")
{
    auto to = client();
    pending_call pending(io, *to, get(), patience);
    io.poll_one();
    to->abort();
    const auto answer = pending.finish();
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::aborted));
}

TEST_CASE_METHOD(http_client_fixture, "a body beyond the limit costs no memory", "[net]")
{
    const auto before = peak_memory();
    CHECK(code(faults::huge_announced(), limited(1U << 20U)) == errc::body_too_large);
    gateway.server().clear_faults();
    CHECK(code(faults::endless_chunks(), limited(1U << 20U)) == errc::body_too_large);
    CHECK(peak_memory() - before < 100);
}

TEST_CASE_METHOD(http_client_fixture, "a client that wants the status takes it of an answer beyond the limit",
                 "[net]")
{
    auto options = limited(1U << 20U);
    options.cut_body = true;
    const auto before = peak_memory();
    for (auto make : {faults::huge_announced, faults::endless_chunks}) {
        gateway.server().clear_faults();
        gateway.when("/healthz").fault(make());
        const auto to = client(options);
        const auto answer = send(*to);
        REQUIRE(answer);
        CHECK(answer->status == 200);
        CHECK(answer->body.size() <= 1U << 20U);
        gateway.server().clear_faults();
        const auto opened = gateway.server().connections_opened();
        const auto next = send(*to);
        REQUIRE(next);
        CHECK(next->status == 200);
        CHECK(gateway.server().connections_opened() == opened + 1);
    }
    CHECK(peak_memory() - before < 100);
}

TEST_CASE_METHOD(http_client_fixture,
                 "a client that wants the beginning takes it of an answer beyond the limit", "[net]")
{
    auto options = limited(64U << 10U);
    options.cut_body = true;
    options.beginning = 10'000;
    const auto to = client(options);
    std::string long_body(400'000, 'x');
    long_body.replace(0, 5, "first");
    gateway.when("/healthz").fault(faults::answer(200, long_body));
    const auto answer = send(*to);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == long_body.substr(0, 10'000));
    gateway.server().clear_faults();
    const auto next = send(*to);
    REQUIRE(next);
    CHECK(next->status == 200);
}

TEST_CASE_METHOD(http_client_fixture, "a long answer that breaks off in its beginning has begun", "[net]")
{
    auto options = limited(1000);
    options.cut_body = true;
    options.beginning = 1000;
    const auto to = client(options);
    gateway.when("/healthz")
        .fault(faults::raw("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nhello"));
    const auto answer = send(*to);
    REQUIRE(answer);
    CHECK(answer->body == "hello");
}

TEST_CASE_METHOD(http_client_fixture, "a gzip bomb ends at the limit", "[net]")
{
    auto bomb = faults::answer(200, std::string(64U << 20U, '\0'));
    bomb.gzip = true;
    CHECK(code(std::move(bomb), limited(1U << 20U)) == errc::body_too_large);
}

TEST_CASE_METHOD(http_client_fixture, "a limit is met exactly", "[net]")
{
    CHECK_FALSE(code(faults::answer(200, std::string(1000, 'x')), limited(1000)));
    CHECK(code(faults::answer(200, std::string(1001, 'x')), limited(1000)) == errc::body_too_large);
}

TEST_CASE_METHOD(http_client_fixture, "an answer that breaks off is told from none", "[net]")
{
    CHECK(code(faults::truncated_body()) == errc::truncated_body);
    CHECK(code(faults::cut_after(10)) == errc::truncated_body);
    CHECK(code(faults::cut_after(0)) == errc::connection_closed);
    CHECK(code(faults::close()) == errc::connection_closed);
    CHECK(code(faults::lost_answer()) == errc::connection_closed);
}

TEST_CASE_METHOD(http_client_fixture, "chunks that break off are a truncated body", "[net]")
{
    CHECK(code(faults::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe")) ==
          errc::truncated_body);
}

TEST_CASE_METHOD(http_client_fixture, "a server that closes right after accepting", "[net]")
{
    auto to = client();
    gateway.server().drop_connections(1);
    const auto answer = send(*to);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().is(errc::connection_closed));
    CHECK(send(*to));
}

TEST_CASE_METHOD(http_client_fixture, "what is not HTTP is named so", "[net]")
{
    const std::string said =
        GENERATE("220 mail.example ESMTP\r\n", "\x15\x03\x01\x02\x02\x16", "HTTP/9.9 200 OK\r\n\r\n",
                 "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                 "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n");
    CHECK(code(faults::raw(said)) == errc::bad_http);
}

TEST_CASE_METHOD(http_client_fixture, "headers without an end are bad HTTP, not memory", "[net]")
{
    auto to = client();
    CHECK(code(faults::raw("HTTP/1.1 200 OK\r\nX: " + std::string(1U << 20U, 'x'))) == errc::bad_http);
}

TEST_CASE_METHOD(http_client_fixture, "a gzip body that is none", "[net]")
{
    const net::http_headers gzip{{"Content-Encoding", "gzip"}};
    CHECK(code(faults::answer(200, "this is no gzip", gzip)) == errc::bad_encoding);
    gateway.server().clear_faults();
    CHECK(code(faults::answer(200, "\x1f\x8b\x08", gzip)) == errc::truncated_body);
}

TEST_CASE_METHOD(http_client_fixture, "a refusal that comes before the body was taken is read", "[net]")
{
    auto to = client();
    net::http_request request = get();
    request.method = "POST";
    request.body = std::string(8U << 20U, 'x');
    gateway.when("/healthz").fault(faults::answer(413, "too much"));
    const auto answer = send(*to, request);
    REQUIRE(answer);
    CHECK(answer->status == 413);
}
