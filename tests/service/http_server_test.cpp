// The HTTP server against clients that send exactly what the test says.
#include "vcenter_connector/net/http_server.hpp"

#include "support/background.hpp"
#include "support/catch.hpp"
#include "support/raw_connection.hpp"
#include "support/wait_until.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <stdexcept>

namespace net = vcenter_connector::net;
namespace test = vcenter_connector::test;
namespace asio = boost::asio;
using vcenter_connector::test::raw_connection;
using namespace std::chrono_literals;

namespace {

// Echoes; some targets ask for something else.
asio::awaitable<net::http_response> echo(const net::http_request& request)
{
    net::http_response response;
    response.status = request.target == "/empty" ? 204 : request.target == "/odd-status" ? 7 : 200;
    if (request.target == "/throw")
        throw std::runtime_error("secret detail");
    if (request.target == "/split")
        response.headers.push_back({"X-Bad", "a\r\nX-Injected: 1"});
    response.headers.push_back({"Content-Length", "999"});
    response.headers.push_back({"X-Method", request.method});
    response.body = request.target + "|" + request.body;
    co_return response;
}

class running_server {
public:
    explicit running_server(net::http_server_options options = {}, net::http_handler handler = echo)
    {
        loop_.run([&] {
            auto made = net::make_http_server(loop_.executor(), options, handler);
            server_ = std::move(made.value());
        });
    }
    running_server(const running_server&) = delete;
    running_server& operator=(const running_server&) = delete;
    ~running_server()
    {
        loop_.run([&] { server_.reset(); });
    }

    std::uint16_t port() const { return server_->port(); }
    void stop()
    {
        loop_.run([&] { server_->stop(); });
    }
    asio::any_io_executor executor() { return loop_.executor(); }

private:
    test::background loop_;
    std::unique_ptr<net::http_server> server_;
};

std::string refused_with(std::uint16_t port, std::string_view bytes)
{
    raw_connection client(port);
    client.send(bytes);
    client.finish();
    return client.read_to_end().substr(0, 12);
}

}  // namespace

TEST_CASE("a connection serves one request after another", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    for (int i = 0; i < 3; ++i) {
        client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
        const auto answer = client.read_answer();
        CHECK(answer.status == 200);
        CHECK(answer.body == "/a|abc");
        CHECK(answer.header("Content-Length") == "6");
    }
}

TEST_CASE("pipelined requests are answered in order", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nb"
                "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(client.read_answer().body == "/1|");
    CHECK(client.read_answer().body == "/2|b");
    const auto last = client.read_answer();
    CHECK(last.body == "/3|");
    CHECK(last.header("Connection") == "close");
    CHECK(client.read_to_end().empty());
}

TEST_CASE("a request may come byte by byte", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    for (const char c : std::string_view("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"))
        client.send({&c, 1});
    CHECK(client.read_answer().body == "/slow|hi");
}

TEST_CASE("a chunked request is put together", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    client.send("POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                "chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
    CHECK(client.read_answer().body == "/c|abcde");
}

TEST_CASE("a client that waits for 100 Continue gets it", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    client.send("POST /w HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    CHECK(client.read_answer().body == "/w|ok");
}

TEST_CASE("HEAD is answered without a body and the connection goes on", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    client.send("HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.read_answer(true).header("Content-Length") == "3");
    client.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.read_answer().body == "/next|");
}

TEST_CASE("HTTP/1.0 is answered and closed unless it asks otherwise", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    client.send("GET /old HTTP/1.0\r\n\r\n");
    CHECK(client.read_to_end().find("/old|") != std::string::npos);
}

TEST_CASE("what is no HTTP request is refused with the status that says why", "[net][http_server]")
{
    net::http_server_options options;
    options.max_body = 10;
    running_server server(options);
    const auto port = server.port();
    const std::string host = " HTTP/1.1\r\nHost: x\r\n";
    CHECK(refused_with(port, "\x16\x03\x01 hello\r\n\r\n") == "HTTP/1.1 400");
    CHECK(refused_with(port, "GET / HTTP/1.1\r\nbroken header\r\n\r\n") == "HTTP/1.1 400");
    CHECK(refused_with(port, "GET / HTTP/1.1\r\n\r\n") == "HTTP/1.1 400");
    CHECK(refused_with(port, "GET / HTTP/2.0\r\n\r\n") == "HTTP/1.1 505");
    CHECK(refused_with(port, "POST /" + host + "Content-Length: 11\r\n\r\n") == "HTTP/1.1 413");
    CHECK(refused_with(port, "POST /" + host + "Content-Length: -1\r\n\r\n") == "HTTP/1.1 400");
    CHECK(refused_with(port,
                       "POST /" + host + "Transfer-Encoding: chunked\r\n\r\nB\r\n01234567890\r\n0\r\n\r\n") ==
          "HTTP/1.1 413");
    CHECK(refused_with(port, "POST /" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n") == "HTTP/1.1 400");
    CHECK(refused_with(port, "POST /" + host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n") ==
          "HTTP/1.1 400");
    CHECK(refused_with(port, "POST /" + host + "Transfer-Encoding: gzip\r\n\r\nabc") == "HTTP/1.1 501");
    CHECK(refused_with(port, "GET /" + host + "Expect: the moon\r\n\r\n") == "HTTP/1.1 417");
    CHECK(refused_with(port, "GET /" + host + "X-Big: " + std::string(20'000, 'x') + "\r\n\r\n") ==
          "HTTP/1.1 431");
    CHECK(refused_with(port, "GET /" + std::string(200'000, 'x')) == "HTTP/1.1 431");
    CHECK(test::get(port, "/alive").status == 200);
}

TEST_CASE("a refused upload can still read why", "[net][http_server]")
{
    net::http_server_options options;
    options.max_body = 1000;
    running_server server(options);
    raw_connection client(server.port());
    const std::string body(2'000'000, 'x');
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n");
    client.send(body);
    CHECK(client.read_answer().status == 413);
}

TEST_CASE("a client that leaves in the middle does no harm", "[net][http_server]")
{
    running_server server;
    for (const auto* part :
         {"", "GE", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab",
          "GET / HTTP/1.1\r\nHost: x\r\n\r\n"}) {
        raw_connection client(server.port());
        client.send(part);
    }
    CHECK(test::get(server.port(), "/alive").status == 200);
}

TEST_CASE("a slow header and an idle connection are given up", "[net][http_server]")
{
    net::http_server_options options;
    options.header_timeout = 50ms;
    running_server slow(options);
    raw_connection dripping(slow.port());
    dripping.send("GET / HTTP/1.1\r\nHost:");
    CHECK(dripping.read_to_end().empty());

    options.header_timeout = 10s;
    options.idle_timeout = 50ms;
    running_server impatient(options);
    raw_connection idle(impatient.port());
    CHECK(idle.read_to_end().empty());
    raw_connection half(impatient.port());
    half.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab");
    CHECK(half.read_to_end().empty());
}

TEST_CASE("a handler cannot break the connection", "[net][http_server]")
{
    running_server server;
    raw_connection client(server.port());
    client.send("GET /throw HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto thrown = client.read_answer();
    CHECK(thrown.status == 500);
    CHECK(thrown.body == "Internal Server Error\n");
    client.send("GET /split HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.read_answer().header("X-Injected").empty());
    client.send("GET /empty HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.read_answer().status == 204);
    client.send("GET /odd-status HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.read_answer().status == 500);
}

TEST_CASE("more connections than the limit are turned away", "[net][http_server]")
{
    net::http_server_options options;
    options.max_connections = 1;
    running_server server(options);
    {
        raw_connection first(server.port());
        first.send("GET /first HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK(first.read_answer().status == 200);
        raw_connection second(server.port());
        CHECK(second.read_answer().status == 503);
    }
    CHECK(test::wait_until([&] {
        raw_connection third(server.port());
        third.send("GET /third HTTP/1.1\r\nHost: x\r\n\r\n");
        return third.read_answer().status == 200;
    }));
}

TEST_CASE("stop closes idle connections and lets a request end", "[net][http_server]")
{
    std::atomic<bool> asked = false;
    std::shared_ptr<asio::steady_timer> gate;
    const auto wait = [&](const net::http_request& request) -> asio::awaitable<net::http_response> {
        if (request.target == "/wait") {
            asked = true;
            boost::system::error_code ignored;
            co_await gate->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        net::http_response response;
        response.status = 200;
        co_return response;
    };
    running_server server({}, wait);
    gate = std::make_shared<asio::steady_timer>(server.executor(), asio::steady_timer::time_point::max());
    const std::shared_ptr<void> before_server_goes(nullptr, [&](void*) { gate.reset(); });
    raw_connection idle(server.port());
    idle.send("GET /idle HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(idle.read_answer().status == 200);
    raw_connection busy(server.port());
    busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(test::wait_until([&] { return asked.load(); }));
    server.stop();
    CHECK(idle.read_to_end().empty());
    CHECK_THROWS(raw_connection(server.port()));
    asio::post(server.executor(), [&] { gate->cancel(); });
    const auto answer = busy.read_answer();
    CHECK(answer.status == 200);
    CHECK(answer.header("Connection") == "close");
    CHECK(busy.read_to_end().empty());
}

TEST_CASE("an address that cannot be listened on is an error", "[net][http_server]")
{
    running_server server;
    asio::io_context context;
    net::http_server_options options;
    options.port = server.port();
    const auto taken = net::make_http_server(context.get_executor(), options, echo);
    REQUIRE(taken.has_error());
    CHECK(taken.error().message() == "Address already in use: 127.0.0.1:" + std::to_string(server.port()));
    options.address = "not an address";
    CHECK(net::make_http_server(context.get_executor(), options, echo).has_error());
}
