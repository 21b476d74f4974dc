// A TCP connection for tests that say byte by byte what a client sends. Every wait ends after 60 s with an
// exception: only a hang can reach that.
#pragma once

#include "vcenter_connector/net/http.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

class raw_connection {
public:
    /// Connects to 127.0.0.1.
    explicit raw_connection(std::uint16_t port);
    raw_connection(const raw_connection&) = delete;
    raw_connection& operator=(const raw_connection&) = delete;
    ~raw_connection();

    /// Sends all of it; false when the peer has closed the connection before.
    bool send(std::string_view bytes);
    /// No more will be sent.
    void finish();
    /// Everything up to and including `mark`, or up to the end of the connection.
    std::string read_until(std::string_view mark);
    /// Everything up to the end of the connection, which may also be a reset.
    std::string read_to_end();
    /// One answer, framed by its Content-Length. Status 0 when the connection ends before.
    net::http_response read_answer(bool without_body = false);

private:
    bool receive();

    int socket_;
    std::string pending_;
};

/// One request on a connection of its own. Content-Length and Host are added.
net::http_response call(std::uint16_t port, const net::http_request& request);

/// The same for `GET target`, and `POST target`.
net::http_response get(std::uint16_t port, std::string_view target);
net::http_response post(std::uint16_t port, std::string_view target, std::string_view body);

}  // namespace vcenter_connector::test
