// g++ 12 loses its way where the condition of an `if` or `while` holds both a `co_await` and a temporary:
// here what was awaited always gets a name first.
#include "support/server_connection.hpp"

#include "support/compress.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace vcenter_connector::test {
namespace {

namespace asio = boost::asio;
constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

std::string head_of(const server_reply& reply)
{
    auto out =
        "HTTP/1.1 " + std::to_string(reply.status) + (reply.status == 200 ? " OK" : " Scripted") + "\r\n";
    for (const auto& [name, value] : reply.headers)
        out.append(name).append(": ").append(value).append("\r\n");
    return out;
}

std::string whole_message(const server_reply& reply)
{
    const bool bodiless = reply.status == 204 || reply.status == 304;
    return head_of(reply) +
           (bodiless ? "" : "Content-Length: " + std::to_string(reply.body.size()) + "\r\n") + "\r\n" +
           reply.body;
}

// Reads the request line and the headers of `head`.
std::optional<server_request> parse_head(std::string_view head)
{
    server_request request;
    const auto line_end = std::min(head.find("\r\n"), head.size());
    const auto line = head.substr(0, line_end);
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || !line.substr(last + 1).starts_with("HTTP/1."))
        return std::nullopt;
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, last - first - 1);
    for (auto rest = head.substr(std::min(line_end + 2, head.size())); !rest.empty();) {
        const auto end = std::min(rest.find("\r\n"), rest.size());
        const auto header = rest.substr(0, end);
        const auto colon = header.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        const auto value = header.find_first_not_of(' ', colon + 1);
        request.headers.push_back({std::string(header.substr(0, colon)),
                                   value == std::string_view::npos ? "" : std::string(header.substr(value))});
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return request;
}

}  // namespace

server_connection::server_connection(asio::ip::tcp::socket socket, asio::ssl::context* tls,
                                     std::uint64_t number)
    : socket_(std::move(socket)), alarm_(socket_.get_executor()), number_(number)
{
    if (tls != nullptr)
        tls_.emplace(socket_, *tls);
    boost::system::error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

asio::awaitable<bool> server_connection::handshake()
{
    if (!tls_)
        co_return true;
    auto [ec] = co_await tls_->async_handshake(asio::ssl::stream_base::server, use_tuple);
    co_return !ec;
}

asio::awaitable<bool> server_connection::fill()
{
    std::array<char, 16384> block;
    const auto space = asio::buffer(block);
    if (tls_) {
        auto [ec, size] = co_await tls_->async_read_some(space, use_tuple);
        buffer_.append(block.data(), size);
        co_return !ec;
    }
    auto [ec, size] = co_await socket_.async_read_some(space, use_tuple);
    buffer_.append(block.data(), size);
    co_return !ec;
}

// A plain server tells a client that begins with a handshake of TLS that this is no HTTP.
asio::awaitable<bool> server_connection::fill_text()
{
    const bool filled = co_await fill();
    if (filled && buffer_.starts_with('\x16')) {
        co_await send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        co_return false;
    }
    co_return filled;
}

asio::awaitable<std::optional<server_request>> server_connection::read()
{
    std::size_t end = 0;
    bool open = true;
    while (open && (end = buffer_.find("\r\n\r\n")) == std::string::npos)
        open = co_await fill_text();
    if (!open)
        co_return std::nullopt;
    auto request = parse_head(std::string_view(buffer_).substr(0, end));
    if (!request)
        co_return std::nullopt;
    const std::string length(request->header("Content-Length"));
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (open && buffer_.size() < end + 4 + size)
        open = co_await fill();
    if (!open)
        co_return std::nullopt;
    request->body = buffer_.substr(end + 4, size);
    buffer_.erase(0, end + 4 + size);
    request->connection = number_;
    request->at = std::chrono::steady_clock::now();
    co_return request;
}

asio::awaitable<bool> server_connection::send(std::string_view bytes)
{
    const auto data = asio::buffer(bytes.data(), bytes.size());
    if (tls_) {
        auto [ec, size] = co_await asio::async_write(*tls_, data, use_tuple);
        co_return !ec;
    }
    auto [ec, size] = co_await asio::async_write(socket_, data, use_tuple);
    co_return !ec;
}

asio::awaitable<bool> server_connection::write(server_reply reply, const fault* how)
{
    static const fault faithful;
    const fault& f = how != nullptr ? *how : faithful;
    if (f.gzip) {
        reply.body = gzip(reply.body);
        reply.headers.push_back({"Content-Encoding", "gzip"});
    }
    const auto message = f.raw.empty() ? whole_message(reply) : f.raw;
    switch (f.form) {
    case fault::delivery::whole: {
        const bool sent = co_await send(message);
        co_return sent&& f.raw.empty();
    }
    case fault::delivery::chunked: {
        const auto head = head_of(reply) + "Transfer-Encoding: chunked\r\n\r\n";
        const bool open = co_await send(head);
        if (!open)
            co_return false;
        co_return co_await send_chunks(reply.body, f.amount);
    }
    case fault::delivery::cut: {
        const auto middle = message.size() - std::max<std::size_t>(reply.body.size() / 2, 1);
        co_await send(std::string_view(message).substr(0, f.amount == std::string::npos ? middle : f.amount));
        co_return false;
    }
    case fault::delivery::drip: co_return co_await send_slowly(message, f);
    case fault::delivery::announce: {
        const auto head = head_of(reply) + "Content-Length: " + std::to_string(f.amount) + "\r\n\r\nbegin";
        co_await send(head);
        co_await idle();
        co_return false;
    }
    case fault::delivery::endless: {
        const auto head = head_of(reply) + "Transfer-Encoding: chunked\r\n\r\n";
        const bool open = co_await send(head);
        if (open)
            co_await send_for_ever();
        co_return false;
    }
    case fault::delivery::close: break;
    }
    co_return false;
}

asio::awaitable<bool> server_connection::send_slowly(std::string_view bytes, const fault& how)
{
    while (!bytes.empty()) {
        const auto part = bytes.substr(0, how.amount);
        bytes.remove_prefix(part.size());
        bool open = co_await send(part);
        const auto until = std::chrono::steady_clock::now() + how.interval;
        while (open && !bytes.empty() && std::chrono::steady_clock::now() < until)
            open = co_await rest(until);
        if (!open)
            co_return false;
    }
    co_return true;
}

asio::awaitable<bool> server_connection::send_chunks(std::string_view body, std::size_t size)
{
    while (!body.empty()) {
        const auto part = body.substr(0, std::max<std::size_t>(size, 1));
        body.remove_prefix(part.size());
        char length[24];
        std::snprintf(length, sizeof length, "%zx\r\n", part.size());
        const auto chunk = std::string(length).append(part).append("\r\n");
        const bool open = co_await send(chunk);
        if (!open)
            co_return false;
    }
    co_return co_await send("0\r\n\r\n");
}

asio::awaitable<void> server_connection::send_for_ever()
{
    const auto chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    bool open = true;
    while (open && !closed_)
        open = co_await send(chunk);
}

asio::awaitable<void> server_connection::idle()
{
    constexpr auto never = std::chrono::steady_clock::time_point::max();
    bool open = true;
    while (open)
        open = co_await rest(never);
}

asio::awaitable<bool> server_connection::rest(std::chrono::steady_clock::time_point until)
{
    if (closed_)
        co_return false;
    watch_for_end();
    alarm_.expires_at(until);
    co_await alarm_.async_wait(use_tuple);
    ++watch_;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
    co_return !closed_;
}

// A client has nothing to say while it waits: whatever makes its socket readable is an end.
void server_connection::watch_for_end()
{
    socket_.async_wait(asio::ip::tcp::socket::wait_read,
                       [self = shared_from_this(), watch = watch_](boost::system::error_code ec) {
                           if (!ec && watch == self->watch_)
                               self->close();
                       });
}

void server_connection::close()
{
    closed_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
    alarm_.cancel();
}

}  // namespace vcenter_connector::test
