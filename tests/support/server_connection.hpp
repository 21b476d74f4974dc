// One connection of a scripted server: HTTP/1.1 read and written by hand, so that it can be written wrong.
// Known to the scripted server only.
#pragma once

#include "support/faults.hpp"
#include "support/http_message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

class server_connection : public std::enable_shared_from_this<server_connection> {
public:
    server_connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
                      std::uint64_t number);

    std::uint64_t number() const noexcept { return number_; }

    boost::asio::awaitable<bool> handshake();
    /// The next request, or nothing when the client has closed or does not speak HTTP.
    boost::asio::awaitable<std::optional<server_request>> read();
    /// Whether the connection is good for another request afterwards.
    boost::asio::awaitable<bool> write(server_reply reply, const fault* how);

    /// Suspends until `until`, `wake`, or the end of the connection; false when that is what happened.
    boost::asio::awaitable<bool> rest(std::chrono::steady_clock::time_point until);
    void wake() { alarm_.cancel(); }
    void close();
    bool closed() const noexcept { return closed_; }

private:
    boost::asio::awaitable<bool> fill();
    boost::asio::awaitable<bool> fill_text();
    boost::asio::awaitable<bool> send(std::string_view bytes);
    boost::asio::awaitable<bool> send_slowly(std::string_view bytes, const fault& how);
    boost::asio::awaitable<bool> send_chunks(std::string_view body, std::size_t size);
    boost::asio::awaitable<void> send_for_ever();
    boost::asio::awaitable<void> idle();
    void watch_for_end();

    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    boost::asio::steady_timer alarm_;
    std::uint64_t number_;
    std::string buffer_;
    bool closed_ = false;
    std::uint64_t watch_ = 0;
};

}  // namespace vcenter_connector::test
