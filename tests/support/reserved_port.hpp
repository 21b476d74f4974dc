// A port of 127.0.0.1 that nobody else is given, whether its server listens or not.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>

namespace vcenter_connector::test {

/// Bound, never listening: connecting is refused, and a server that sets SO_REUSEADDR may listen there.
/// Without it the system may lend the port of a server that is away to some connection, and the server cannot
/// return.
class reserved_port {
public:
    /// Port 0: any that is free.
    explicit reserved_port(std::uint16_t port = 0) : holder_(io_)
    {
        const boost::asio::ip::tcp::endpoint here(boost::asio::ip::address_v4::loopback(), port);
        holder_.open(here.protocol());
        holder_.set_option(boost::asio::socket_base::reuse_address(true));
        holder_.bind(here);
    }

    std::uint16_t number() const { return holder_.local_endpoint().port(); }

private:
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::socket holder_;
};

}  // namespace vcenter_connector::test
