// Answers that are not as RFC 9112 has them, but that Go, curl and browsers take; and the connection after
// them.
#include "http_client_fixture.hpp"
#include "support/compress.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

net::http_client_options status_wanted()
{
    net::http_client_options options;
    options.cut_body = true;
    return options;
}

// The connection stays open behind it.
fault kept_open(const std::string& bytes)
{
    auto f = faults::raw(bytes);
    f.form = fault::delivery::drip;
    f.amount = bytes.size();
    return f;
}

fault packed_as(std::string coding, std::string body)
{
    return faults::answer(200, std::move(body), {{"Content-Encoding", std::move(coding)}});
}

}  // namespace

TEST_CASE_METHOD(http_client_fixture, "an answer that others take is taken, and ends its connection", "[net]")
{
    const std::string head = GENERATE(
        "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n", "HTTP/1.1 200 OK\nContent-Length: 2\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n", "\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\x01z\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX Y: z\r\nContent-Length: 2\r\n\r\n");
    CAPTURE(head);
    gateway.when("/healthz").nth(1).fault(kept_open(head + "OK"));
    auto to = client();
    const auto answer = send(*to);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == "OK");
    REQUIRE(send(*to));
    CHECK(gateway.server().connections_opened() == 2);
}

TEST_CASE_METHOD(http_client_fixture, "a strict answer keeps its connection", "[net]")
{
    gateway.when("/healthz").nth(1).fault(kept_open("HTTP/1.1 202 \r\nContent-Length: 0\r\n\r\n"));
    auto to = client();
    REQUIRE(send(*to));
    REQUIRE(send(*to));
    CHECK(gateway.server().connections_opened() == 1);
}

TEST_CASE_METHOD(http_client_fixture, "beside chunked a Content-Length does not count", "[net]")
{
    const auto answer =
        meet(faults::raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                         "5\r\nhello\r\n0\r\n\r\n"));
    REQUIRE(answer);
    CHECK(answer->body == "hello");
}

TEST_CASE_METHOD(http_client_fixture, "a header block may have 256 kB, one value no more than 60", "[net]")
{
    std::string head = "HTTP/1.1 200 OK\r\nX-Huge: " + std::string(100'000, 'h') + "\r\n";
    for (int i = 0; i < 3; ++i)
        head += "X-Large-" + std::to_string(i) + ": " + std::string(50'000, 'l') + "\r\n";
    const auto answer = meet(faults::raw(head + "Content-Length: 2\r\n\r\nOK"));
    REQUIRE(answer);
    CHECK(answer->header("X-Huge").empty());
    CHECK(answer->header("X-Large-2").size() == 50'000);
    CHECK(answer->body == "OK");
}

TEST_CASE_METHOD(http_client_fixture, "a header block without an end is not read for ever", "[net]")
{
    CHECK(code(faults::raw("HTTP/1.1 200 OK\r\nX: " + std::string(400'000, 'x'))) == errc::bad_http);
}

TEST_CASE_METHOD(http_client_fixture,
                 "once a status line has come, nothing is an error for those who want it", "[net]")
{
    const std::string sent =
        GENERATE("HTTP/1.1 202 Acc", "HTTP/1.1 202\r\nContent-Le",
                 "HTTP/1.1 202 Accepted\r\nContent-Length: 9\r\n\r\nhalf",
                 "HTTP/1.1 202 Accepted\r\nContent-Length: x\r\n\r\n",
                 "HTTP/1.1 202 Accepted\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                 "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n",
                 "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nX: ");
    CAPTURE(sent);
    auto f = faults::raw(sent);
    f.form = fault::delivery::cut;
    f.amount = sent.size();
    const auto answer = meet(f, status_wanted());
    REQUIRE(answer);
    CHECK(answer->status == 202);
    CHECK_FALSE(meet(f));
}

TEST_CASE_METHOD(http_client_fixture, "a status line that has come outlasts the deadline and an abort",
                 "[net]")
{
    gateway.when("/healthz").fault(kept_open("HTTP/1.1 202 Accepted\r\nContent-Length: 9\r\n\r\nhalf"));
    auto to = client(status_wanted());
    const auto late = send(*to, get(), 50ms);
    REQUIRE(late);
    CHECK(late->status == 202);
    gateway.when("/healthz").fault(faults::stall());
    CHECK(send(*to, get(), 50ms).error().is(errc::timed_out));
}

TEST_CASE_METHOD(http_client_fixture, "without a whole status line there is no answer", "[net]")
{
    const std::string sent = GENERATE("", "HTTP/1.1", "HTTP/1.1 202", "HTTP/1.1 100 Continue\r\n\r\n");
    auto f = faults::raw(sent);
    f.form = fault::delivery::cut;
    f.amount = sent.size();
    CHECK_FALSE(meet(f, status_wanted()));
}

TEST_CASE("what a server says before it is asked is not kept for the next request", "[net]")
{
    // Two answers to the first request: the second one must not become that of the next request.
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor listener(io, {boost::asio::ip::address_v4::loopback(), 0});
    base::endpoint server;
    server.host = "127.0.0.1";
    server.port = listener.local_endpoint().port();
    const std::string answer = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    std::vector<boost::asio::ip::tcp::socket> accepted;
    std::function<void()> accept = [&] {
        listener.async_accept([&](boost::system::error_code ec, boost::asio::ip::tcp::socket socket) {
            if (ec)
                return;
            boost::asio::write(socket, boost::asio::buffer(answer + answer));
            accepted.push_back(std::move(socket));
            accept();
        });
    };
    accept();
    const auto to = client_for(io, server);
    for (int round = 0; round < 2; ++round) {
        pending_call pending(io, *to, get(), patience);
        const auto said = pending.finish();
        REQUIRE(said);
        CHECK(said->status == 202);
    }
    CHECK(accepted.size() == 2);
}

TEST_CASE_METHOD(http_client_fixture, "whatever a body is packed with is undone", "[net]")
{
    const std::string text(5000, 't');
    const auto half = text.substr(0, 2500);
    const auto [coding, body] = GENERATE_COPY(table<std::string, std::string>({
        {"gzip", gzip(text)},
        {"x-gzip", gzip(text)},
        {"GZIP", gzip(text)},
        {"gzip", gzip(half) + gzip(half)},  // RFC 1952, section 2.2
        {"gzip", gzip(half) + gzip("") + gzip(half)},
        {"gzip", gzip(text) + std::string(512, '\0')},  // padding, as of tapes
        {"deflate", zlib(text)},
        {"deflate", raw_deflate(text)},
        {"identity", text},
        {"gzip, gzip", gzip(gzip(text))},
        {"deflate, gzip", gzip(zlib(text))},
    }));
    CAPTURE(coding);
    const auto answer = meet(packed_as(coding, body));
    REQUIRE(answer);
    CHECK(answer->body == text);
}

TEST_CASE_METHOD(http_client_fixture, "a body that cannot be unpacked is an error that says why", "[net]")
{
    const auto unknown = meet(packed_as("br", "\x8b\x02\x80"));
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().is(errc::bad_encoding));
    CHECK(unknown.error().detail == "its Content-Encoding is not known: br");
    gateway.server().clear_faults();
    CHECK(code(packed_as("gzip", gzip("one") + gzip("two").substr(0, 12))) == errc::truncated_body);
    gateway.server().clear_faults();
    CHECK(code(packed_as("gzip", "no gzip")) == errc::bad_encoding);
    gateway.server().clear_faults();
    CHECK(code(packed_as("deflate", "no deflate")) == errc::bad_encoding);
}
