#include "wire.hpp"

#include "inflate.hpp"
#include "tls_context.hpp"

#include "vcenter_connector/base/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
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

constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t max_header = 64U << 10U;
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

bool ended(error_code ec)
{
    return ec == http::error::partial_message || ec == http::error::end_of_stream || ec == asio::error::eof ||
           ec == asio::error::connection_reset || ec == asio::error::broken_pipe ||
           ec == asio::ssl::error::stream_truncated;
}

base::failure translate(error_code ec, bool answered)
{
    using base::errc;
    if (ec == beast::error::timeout)
        return errc::timed_out;
    if (ec == http::error::body_limit)
        return errc::body_too_large;
    if (ec == asio::error::operation_aborted)
        return errc::aborted;
    if (ended(ec))
        return answered ? errc::truncated_body : errc::connection_closed;
    if (ec.category() == make_error_code(http::error::bad_version).category())
        return {errc::bad_http, ec.message()};
    return ec;
}

// What each request to a server says.
std::string fixed_headers(const wire_options& options)
{
    std::string text = "Host: " + options.server.authority() + "\r\n";
    if (!options.user_agent.empty())
        text += "User-Agent: " + options.user_agent + "\r\n";
    if (options.accept_gzip)
        text += "Accept-Encoding: gzip\r\n";
    return text;
}

template <class Stream>
class stream_wire final : public wire {
public:
    template <class... Args>
    explicit stream_wire(const wire_options& options, Args&&... args)
        : stream_(std::forward<Args>(args)...), options_(options), fixed_(fixed_headers(options))
    {
    }

    asio::awaitable<base::result<void>> open(asio::ip::tcp::resolver::results_type addresses,
                                             base::duration connect_timeout, base::duration timeout) override
    {
        const auto deadline = std::chrono::steady_clock::now() + timeout;
        lowest().expires_after(std::min(connect_timeout, timeout));
        auto [ec, address] = co_await lowest().async_connect(addresses, use_tuple);
        if (ec)
            co_return translate_open(ec);
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
        const auto head = head_of(request);
        const std::array message{asio::buffer(head), asio::buffer(request.body)};
        auto [sent, bytes] = co_await asio::async_write(stream_, message, use_tuple);
        if (sent && sent != asio::error::broken_pipe && sent != asio::error::connection_reset)
            co_return translate(sent, false);
        // After a broken pipe an answer may still lie in the socket: a server that refuses a request early
        // says why and closes.
        co_return co_await read_answer(max_body, request.method == "HEAD");
    }

    bool kept() const noexcept override { return open_; }

    bool reusable() override
    {
        if (!open_ || !lowest().socket().is_open() || buffer_.size() > 0)
            return false;
        char byte = 0;
        const auto seen = ::recv(lowest().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return seen < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }

    void close() override
    {
        error_code ignored;
        lowest().socket().close(ignored);
        lowest().close();
    }

private:
    auto& lowest() { return beast::get_lowest_layer(stream_); }

    static base::failure translate_open(error_code ec)
    {
        if (ec == beast::error::timeout)
            return base::errc::timed_out;
        return ec == asio::error::operation_aborted ? base::failure(base::errc::aborted) : base::failure(ec);
    }

    asio::awaitable<base::result<void>> handshake()
    {
        SSL* const native = stream_.native_handle();
        error_code literal;
        asio::ip::make_address(options_.server.host, literal);
        if (literal)  // RFC 6066, section 3: no address in SNI
            SSL_ctrl(native, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                     const_cast<char*>(options_.server.host.c_str()));
        if (SSL_get_verify_mode(native) != SSL_VERIFY_NONE)
            stream_.set_verify_callback(
                [this, good = asio::ssl::host_name_verification(options_.server.host)](
                    bool chain_good, asio::ssl::verify_context& verification) {
                    if (good(chain_good, verification))
                        return true;
                    refusal_ = describe_refusal(verification.native_handle(), options_.server.host);
                    return false;
                });
        auto [ec] = co_await stream_.async_handshake(asio::ssl::stream_base::client, use_tuple);
        if (ec)
            co_return handshake_failure(ec);
        if (!options_.thumbprint.empty() && !has_thumbprint(native, options_.thumbprint))
            co_return base::failure(base::errc::tls_untrusted, "it is not the one of the known-hosts file; " +
                                                                   describe_peer_certificate(native));
        co_return base::result<void>();
    }

    base::failure handshake_failure(error_code ec)
    {
        if (ec == beast::error::timeout || ec == asio::error::operation_aborted)
            return translate_open(ec);
        if (!refusal_.empty())
            return {base::errc::tls_untrusted, refusal_};
        return {base::errc::tls_failed, ec.message()};
    }

    // As text: Beast's own message allocates for each field.
    std::string head_of(const http_request& request) const
    {
        std::string head;
        head.reserve(512);
        head.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n").append(fixed_);
        for (const auto& header : request.headers)
            head.append(header.name).append(": ").append(header.value).append("\r\n");
        if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
            head.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n");
        return head.append("\r\n");
    }

    // Interim answers (100 Continue, 103 Early Hints) may come unasked: RFC 9110, section 15.2.
    asio::awaitable<base::result<http_response>> read_answer(std::size_t max_body, bool headers_only)
    {
        while (true) {
            auto answer = co_await read_message(max_body, headers_only);
            if (answer && answer->status < 200 && answer->status != 101)
                continue;
            co_return answer;
        }
    }

    asio::awaitable<base::result<http_response>> read_message(std::size_t max_body, bool headers_only)
    {
        http::response_parser<http::string_body> parser;
        parser.body_limit(options_.cut_body ? boost::none : boost::optional<std::uint64_t>(max_body));
        parser.header_limit(max_header);
        parser.skip(headers_only);
        const auto ec = co_await read_into(parser, max_body);
        const bool cut = options_.cut_body && ec == http::error::body_limit;
        if (ec && !cut &&
            !(ec == asio::ssl::error::stream_truncated && parser.is_header_done() &&
              !parser.content_length() && !parser.chunked()))
            co_return !parser.is_header_done() && ended(ec) && !speaks_http()
                ? not_http()
                : translate(ec, parser.got_some() || buffer_.size() > 0);
        open_ = !ec && parser.get().keep_alive();
        if (buffer_.size() == 0 && buffer_.capacity() > most_kept)
            buffer_.shrink_to_fit();
        auto message = parser.release();
        http_response response;
        response.status = message.result_int();
        response.headers.reserve(8);
        for (const auto& field : message.base())
            response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
        response.body = std::move(message.body());
        if (cut)
            co_return response;
        co_return unpack(std::move(response), max_body);
    }

    // Beast asks the socket for as much as the buffer has room for, but for no more than 512 bytes when it is
    // new.
    asio::awaitable<error_code> read_into(http::response_parser<http::string_body>& parser,
                                          std::size_t max_body)
    {
        buffer_.reserve(most_kept);
        auto [head_error, head_size] = co_await http::async_read_header(stream_, buffer_, parser, use_tuple);
        if (head_error || parser.is_done())
            co_return head_error;
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
    bool speaks_http() const
    {
        constexpr std::string_view begin = "HTTP/";
        return unread().substr(0, begin.size()) == begin.substr(0, unread().size());
    }
    base::failure not_http() const
    {
        return {base::errc::bad_http, "it begins with: " + base::printable(unread(), 40)};
    }

    // Only what was asked for: whoever did not gets the answer as it came.
    base::result<http_response> unpack(http_response response, std::size_t limit) const
    {
        if (!options_.accept_gzip || response.body.empty() ||
            !base::iequals(response.header("Content-Encoding"), "gzip"))
            return response;
        auto body = inflate(response.body, limit);
        if (!body)
            return body.error();
        response.body = std::move(*body);
        std::erase_if(response.headers, [](const http_header& each) {
            return base::iequals(each.name, "Content-Encoding") || base::iequals(each.name, "Content-Length");
        });
        return response;
    }

    Stream stream_;
    wire_options options_;
    std::string fixed_;
    beast::flat_buffer buffer_;
    std::string refusal_;
    bool open_ = false;
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
