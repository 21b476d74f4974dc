#include "wire.hpp"

#include "content_coding.hpp"
#include "lenient_head.hpp"
#include "request_head.hpp"
#include "tls_session.hpp"
#include "wire_error.hpp"

#include "vcenter_connector/base/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace vcenter_connector::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using tls_stream = beast::ssl_stream<beast::tcp_stream>;
using response_parser = http::response_parser<http::string_body>;

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t max_header = 288U << 10U;
// Of a connection's buffer: while it is idle, and while it reads a long answer.
constexpr std::size_t most_kept = 4U << 10U;
constexpr std::size_t most_read = 64U << 10U;

// A peer that vanished without a word is noticed by the kernel too, not only by the request's deadline.
void watch_for_silence(asio::ip::tcp::socket& socket)
{
    const auto set = [&](int level, int name, int value) {
        ::setsockopt(socket.native_handle(), level, name, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 10);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(IPPROTO_TCP, TCP_KEEPCNT, 4);
    // With this set the number of probes counts no more (tcp(7)).
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 30'000);
}

// More follows: RFC 9110, section 15.2. 101 is the last one of HTTP.
bool is_interim(unsigned status)
{
    return status < 200 && status != 101;
}

template <class Stream>
class stream_wire final : public wire {
public:
    template <class... Args>
    explicit stream_wire(const wire_options& options, Args&&... args)
        : stream_(std::forward<Args>(args)...), options_(options), fixed_(fixed_headers(options)),
          session_(options.server.host, options.thumbprint)
    {
    }

    asio::awaitable<base::result<void>> open(asio::ip::tcp::resolver::results_type addresses,
                                             base::duration connect_timeout, base::duration timeout) override
    {
        const auto deadline = std::chrono::steady_clock::now() + timeout;
        lowest().expires_after(std::min(connect_timeout, timeout));
        auto [ec, address] = co_await lowest().async_connect(addresses, use_tuple);
        if (ec)
            co_return connect_failure(ec);
        watch_for_silence(lowest().socket());
        lowest().expires_at(deadline);
        base::result<void> done;
        if constexpr (std::is_same_v<Stream, tls_stream>)
            done = co_await handshake();
        lowest().expires_never();
        co_return done;
    }

    asio::awaitable<base::result<http_response>> exchange(const http_request& request,
                                                          std::size_t max_body) override
    {
        open_ = false;
        early_ = said_something();
        const auto head = request_head(request, fixed_);
        const std::array message{asio::buffer(head), asio::buffer(request.body)};
        auto [sent, bytes] = co_await asio::async_write(stream_, message, use_tuple);
        if (sent && sent != asio::error::broken_pipe && sent != asio::error::connection_reset)
            co_return exchange_failure(sent, false);
        // After a broken pipe an answer may still lie in the socket: a server that refuses a request early
        // says why and closes.
        co_return co_await read_answer(max_body, request.method == "HEAD");
    }

    bool kept() const noexcept override { return open_; }

    bool reusable() override
    {
        return open_ && lowest().socket().is_open() && buffer_.size() == 0 && !has_input();
    }

    void close() override
    {
        error_code ignored;
        lowest().socket().close(ignored);
        lowest().close();
    }

private:
    auto& lowest() { return beast::get_lowest_layer(stream_); }

    // Bytes, or the end of the connection.
    bool has_input()
    {
        char byte = 0;
        const auto seen = ::recv(lowest().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return seen >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
    }

    // What comes before the request is not known to be its answer. (Over TLS it may be a session ticket.)
    bool said_something()
    {
        if constexpr (std::is_same_v<Stream, tls_stream>)
            return false;
        else
            return has_input();
    }

    asio::awaitable<base::result<void>> handshake()
    {
        SSL* const native = stream_.native_handle();
        session_.prepare(native);
        auto [ec] = co_await stream_.async_handshake(asio::ssl::stream_base::client, use_tuple);
        if (ec == beast::error::timeout || ec == asio::error::operation_aborted)
            co_return connect_failure(ec);
        if (ec)
            co_return session_.failure_of(ec);
        co_return session_.accept(native);
    }

    // 100 Continue and 103 Early Hints may come unasked.
    asio::awaitable<base::result<http_response>> read_answer(std::size_t max_body, bool headers_only)
    {
        while (true) {
            auto answer = co_await read_message(max_body, headers_only);
            if (answer && is_interim(answer->status))
                continue;
            co_return answer;
        }
    }

    asio::awaitable<base::result<http_response>> read_message(std::size_t max_body, bool headers_only)
    {
        auto [ec, size] = co_await read_head();
        const auto status = arrived_status(unread());
        if (ec)
            co_return status_alone(status,
                                   session_.is_refusal(ec) ? session_.failure_of(ec) : head_failure(ec));
        response_parser parser;
        parser.body_limit(options_.cut_body ? boost::none : boost::optional<std::uint64_t>(max_body));
        parser.header_limit(max_header);
        parser.skip(headers_only);
        const bool strict = parse_head(parser, size, ec);
        if (ec)
            co_return status_alone(status, exchange_failure(ec, true));
        if (!parser.is_done())
            ec = co_await read_body(parser, max_body);
        const bool whole = !ec || ends_with_connection(parser, ec);
        if (!whole && !options_.cut_body)
            co_return exchange_failure(ec, true);
        open_ = !ec && strict && !early_ && parser.get().keep_alive();
        if (buffer_.size() == 0 && buffer_.capacity() > most_kept)
            buffer_.shrink_to_fit();
        auto response = response_of(parser.release());
        if (misses_certificate(response))
            co_return base::failure(base::errc::tls_client_certificate, "it asks for one, and none is set");
        if (!whole || !options_.accept_gzip)
            co_return response;
        co_return decoded(std::move(response), max_body);
    }

    // nginx says by a page of its own that it lets nobody in without a certificate. A 400 alone may be
    // anybody's.
    bool misses_certificate(const http_response& response) const
    {
        return session_.certificate_missing() && response.status == 400 &&
               response.body.find("No required SSL certificate") != std::string::npos;
    }

    // TLS peers that end a body by closing often do not say so.
    static bool ends_with_connection(response_parser& parser, error_code ec)
    {
        return ec == asio::ssl::error::stream_truncated && !parser.content_length() && !parser.chunked();
    }

    // For those who want the status a status line is an answer, whatever follows it.
    base::result<http_response> status_alone(unsigned status, base::failure why) const
    {
        if (!options_.cut_body || status == 0 || is_interim(status))
            return why;
        http_response response;
        response.status = status;
        return response;
    }

    base::failure head_failure(error_code ec) const
    {
        if (!begins_like_answer(unread()))
            return {base::errc::bad_http, "it begins with: " + base::printable(unread(), 40)};
        return exchange_failure(ec, buffer_.size() > 0);
    }

    struct head_end {
        error_code error;
        std::size_t size = 0;
    };

    asio::awaitable<head_end> read_head()
    {
        while (true) {
            if (!begins_like_answer(unread()))
                co_return head_end{http::error::bad_version, 0};
            if (const auto size = head_length(unread()); size > 0)
                co_return head_end{{}, size};
            if (buffer_.size() >= max_header)
                co_return head_end{http::error::header_limit, 0};
            auto [ec, bytes] = co_await stream_.async_read_some(buffer_.prepare(most_kept), use_tuple);
            buffer_.commit(bytes);
            if (ec)
                co_return head_end{ec, 0};
        }
    }

    // Whether it was as it should be. A connection on which it was not is not used again: what was framed in
    // another way than this must not be taken for the answer to the next request.
    bool parse_head(response_parser& parser, std::size_t size, error_code& ec)
    {
        const auto head = unread().substr(0, size);
        const bool strict = is_strict(head);
        if (strict) {
            parser.put(asio::buffer(head), ec);
        } else {
            const auto mended = strict_head(head);
            parser.put(asio::buffer(mended), ec);
        }
        buffer_.consume(size);
        return strict;
    }

    static http_response response_of(http::response<http::string_body> message)
    {
        http_response response;
        response.status = message.result_int();
        response.headers.reserve(8);
        for (const auto& field : message.base())
            response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
        response.body = std::move(message.body());
        return response;
    }

    // Beast asks the socket for as much as the buffer has room for, but for no more than 512 bytes when it is
    // new.
    asio::awaitable<error_code> read_body(response_parser& parser, std::size_t max_body)
    {
        if (parser.content_length().value_or(0) > max_body) {
            co_await read_beginning(parser.get().body());
            co_return http::error::body_limit;
        }
        parser.body_limit(max_body);
        const auto left = parser.content_length_remaining().value_or(most_read);
        buffer_.reserve(static_cast<std::size_t>(std::clamp<std::uint64_t>(left, most_kept, most_read)));
        auto [ec, size] = co_await http::async_read(stream_, buffer_, parser, use_tuple);
        co_return ec;
    }

    // Past the parser, which makes room for all that is announced. One that breaks off has begun all the
    // same.
    asio::awaitable<void> read_beginning(std::string& body)
    {
        if (!options_.cut_body || options_.beginning == 0)
            co_return;
        body = unread();
        std::array<char, 4096> piece;
        while (body.size() < options_.beginning) {
            auto [ec, size] = co_await stream_.async_read_some(asio::buffer(piece), use_tuple);
            body.append(piece.data(), size);
            if (ec)
                break;
        }
        body.resize(std::min(body.size(), options_.beginning));
    }

    // What was read of an answer stays in the buffer until its headers are complete.
    std::string_view unread() const
    {
        return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
    }

    Stream stream_;
    wire_options options_;
    std::string fixed_;
    beast::flat_buffer buffer_;
    tls_session session_;
    bool open_ = false;
    bool early_ = false;
};

}  // namespace

std::unique_ptr<wire> make_tcp_wire(const asio::any_io_executor& executor, const wire_options& options)
{
    return std::make_unique<stream_wire<beast::tcp_stream>>(options, executor);
}

std::unique_ptr<wire> make_tls_wire(const asio::any_io_executor& executor, const wire_options& options,
                                    asio::ssl::context& context)
{
    return std::make_unique<stream_wire<tls_stream>>(options, executor, context);
}

}  // namespace vcenter_connector::net
