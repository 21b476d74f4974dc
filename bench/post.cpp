// The least that a client on Beast costs: what the connector's own client is measured against.
#include "peers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace vcenter_connector::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using request_type = http::request<http::string_body>;

request_type read_request(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    boost::system::error_code ec;
    parser.put(asio::buffer(text), ec);
    if (ec || !parser.is_done())
        throw std::runtime_error("no HTTP request in " + file);
    return parser.release();
}

asio::awaitable<void> send(tcp::endpoint server, const request_type& request, std::size_t& left)
{
    tcp::socket socket(co_await asio::this_coro::executor);
    co_await socket.async_connect(server, asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    boost::beast::flat_buffer buffer;
    while (left > 0) {
        --left;
        co_await http::async_write(socket, request, asio::use_awaitable);
        http::response<http::string_body> answer;
        co_await http::async_read(socket, buffer, answer, asio::use_awaitable);
        if (answer.result_int() != 202)
            throw std::runtime_error("an answer other than 202");
    }
}

}  // namespace

void run_post(const arguments& words)
{
    const tcp::endpoint server(asio::ip::address_v4::loopback(),
                               static_cast<std::uint16_t>(std::stoul(words.at(0))));
    const auto request = read_request(words.at(3));
    std::size_t left = std::stoul(words.at(2));
    asio::io_context io(1);
    for (auto connections = std::stoul(words.at(1)); connections > 0; --connections)
        asio::co_spawn(io, send(server, request, left), [](std::exception_ptr failed) {
            if (failed)
                std::rethrow_exception(failed);
        });
    io.run();
}

}  // namespace vcenter_connector::bench
