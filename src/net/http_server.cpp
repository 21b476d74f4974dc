#include "vcenter_connector/net/http_server.hpp"

#include "server_message.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <array>
#include <set>
#include <utility>

namespace vcenter_connector::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using stream_type = beast::basic_stream<tcp, asio::any_io_executor>;
using parser_type = http::request_parser<http::string_body>;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

class session;

// What outlives the server object while requests are under way.
struct shared_state {
    http_server_options options;
    http_handler handler;
    std::set<session*> sessions;
    bool stopping = false;
};

class session {
public:
    session(tcp::socket socket, std::shared_ptr<shared_state> state)
        : stream_(std::move(socket)), state_(std::move(state))
    {
        state_->sessions.insert(this);
    }
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    ~session() { state_->sessions.erase(this); }

    asio::awaitable<void> serve()
    {
        while (true) {
            const bool begun = co_await wait_for_request();
            if (!begun)
                break;
            const bool more = co_await exchange();
            if (!more)
                break;
        }
        stream_.close();
    }

    void close_if_idle()
    {
        if (idle_)
            stream_.close();
    }

private:
    // A wait of its own for the first byte: the time between requests has another limit than a request has.
    asio::awaitable<bool> wait_for_request()
    {
        if (buffer_.size() > 0)
            co_return true;
        if (state_->stopping)
            co_return false;
        idle_ = true;
        stream_.expires_after(state_->options.idle_timeout);
        const auto [ec, size] = co_await stream_.async_read_some(buffer_.prepare(4096), token);
        idle_ = false;
        buffer_.commit(size);
        co_return !ec && !state_->stopping;
    }

    // True when another request may follow on this connection.
    asio::awaitable<bool> exchange()
    {
        parser_type parser;
        parser.header_limit(static_cast<std::uint32_t>(state_->options.max_header));
        parser.body_limit(state_->options.max_body);
        const bool read = co_await read_request(parser);
        if (!read)
            co_return false;
        const bool keep = parser.get().keep_alive();
        const unsigned version = parser.get().version();
        const auto request = take_request(parser.release());
        auto response = co_await answer(request);
        const bool more = keep && !state_->stopping;
        const answer_form form(request.method == "HEAD", version, more);
        const bool written = co_await write(std::move(response), form);
        co_return written&& more;
    }

    // False when the connection is of no more use; a refusal has then been sent.
    asio::awaitable<bool> read_request(parser_type& parser)
    {
        stream_.expires_after(state_->options.header_timeout);
        const auto [head_error, head_size] =
            co_await http::async_read_header(stream_, buffer_, parser, token);
        const unsigned refused = head_error ? status_of(head_error) : refusal(parser.get(), parser.chunked());
        if (head_error || refused != 0) {
            co_await refuse(refused);
            co_return false;
        }
        stream_.expires_after(state_->options.idle_timeout);
        if (expects_continue(parser.get()) && !parser.is_done()) {
            static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [ec, size] = co_await asio::async_write(stream_, asio::buffer(go_on), token);
            if (ec)
                co_return false;
        }
        const auto [body_error, body_size] = co_await http::async_read(stream_, buffer_, parser, token);
        if (body_error)
            co_await refuse(status_of(body_error));
        co_return !body_error;
    }

    asio::awaitable<http_response> answer(const http_request& request)
    {
        try {
            co_return co_await state_->handler(request);
        } catch (...) {
            co_return plain_response(500);
        }
    }

    asio::awaitable<bool> write(http_response response, answer_form form)
    {
        auto message = make_message(std::move(response), form);
        stream_.expires_after(state_->options.idle_timeout);
        const auto [ec, size] = co_await http::async_write(stream_, message, token);
        co_return !ec;
    }

    // A close with unread bytes would reset the connection, and the client might never see the answer: what
    // it still sends is read for a while.
    asio::awaitable<void> refuse(unsigned status)
    {
        if (status == 0)
            co_return;
        auto response = plain_response(status);
        const bool written = co_await write(std::move(response), answer_form(false, 11, false));
        if (!written)
            co_return;
        error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        stream_.expires_after(std::chrono::seconds(2));
        std::array<char, 16384> scratch{};
        while (true) {
            const auto [ec, size] = co_await stream_.async_read_some(asio::buffer(scratch), token);
            if (ec)
                break;
        }
    }

    stream_type stream_;
    std::shared_ptr<shared_state> state_;
    beast::flat_buffer buffer_{128U << 10U};
    bool idle_ = false;
};

asio::awaitable<void> run_session(std::unique_ptr<session> owned)
{
    co_await owned->serve();
}

// Says why, as far as that needs no waiting.
void turn_away(tcp::socket socket)
{
    static constexpr std::string_view text = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: "
                                             "0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
}

asio::awaitable<void> accept_loop(std::shared_ptr<tcp::acceptor> acceptor,
                                  std::shared_ptr<shared_state> state)
{
    asio::steady_timer pause(acceptor->get_executor());
    while (!state->stopping) {
        auto [ec, socket] = co_await acceptor->async_accept(token);
        if (state->stopping)
            break;
        if (ec) {
            // Most likely no file descriptor is free: those of ended requests will be.
            pause.expires_after(std::chrono::milliseconds(100));
            co_await pause.async_wait(token);
            continue;
        }
        if (state->sessions.size() >= state->options.max_connections) {
            turn_away(std::move(socket));
            continue;
        }
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        auto next = std::make_unique<session>(std::move(socket), state);
        asio::co_spawn(acceptor->get_executor(), run_session(std::move(next)), asio::detached);
    }
}

class beast_http_server final : public http_server {
public:
    beast_http_server(std::shared_ptr<tcp::acceptor> acceptor, std::shared_ptr<shared_state> state,
                      std::uint16_t port)
        : acceptor_(std::move(acceptor)), state_(std::move(state)), port_(port)
    {
        asio::co_spawn(acceptor_->get_executor(), accept_loop(acceptor_, state_), asio::detached);
    }
    beast_http_server(const beast_http_server&) = delete;
    beast_http_server& operator=(const beast_http_server&) = delete;
    ~beast_http_server() override { beast_http_server::stop(); }

    std::uint16_t port() const noexcept override { return port_; }

    void stop() override
    {
        state_->stopping = true;
        error_code ignored;
        acceptor_->close(ignored);
        for (session* each : state_->sessions)
            each->close_if_idle();
    }

private:
    std::shared_ptr<tcp::acceptor> acceptor_;
    std::shared_ptr<shared_state> state_;
    std::uint16_t port_;
};

error_code listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint)
{
    error_code ec;
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
        acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec)
        acceptor.bind(endpoint, ec);
    if (!ec)
        acceptor.listen(asio::socket_base::max_listen_connections, ec);
    return ec;
}

}  // namespace

base::result<std::unique_ptr<http_server>> make_http_server(asio::any_io_executor executor,
                                                            http_server_options options, http_handler handler)
{
    error_code ec;
    const auto address = asio::ip::make_address(options.address, ec);
    if (ec)
        return base::failure(ec, options.address);
    auto acceptor = std::make_shared<tcp::acceptor>(std::move(executor));
    const tcp::endpoint wanted(address, options.port);
    ec = listen(*acceptor, wanted);
    const auto bound = ec ? wanted : acceptor->local_endpoint(ec);
    if (ec)
        return base::failure(ec, options.address + ":" + std::to_string(options.port));
    auto state = std::make_shared<shared_state>();
    state->options = std::move(options);
    state->handler = std::move(handler);
    return std::make_unique<beast_http_server>(std::move(acceptor), std::move(state), bound.port());
}

}  // namespace vcenter_connector::net
