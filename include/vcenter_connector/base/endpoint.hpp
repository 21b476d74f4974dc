// Where a server is.
#pragma once

#include <cstdint>
#include <string>

namespace vcenter_connector::base {

struct endpoint {
    bool tls = false;
    std::string host;          ///< name, IPv4 address, or IPv6 address without brackets
    std::uint16_t port = 0;    ///< always set; 443 or 80 where the URL said nothing
    std::string path = "/";    ///< begins with '/'
    bool default_port = true;  ///< the URL named no port

    /// `host`, or `host:port` when the URL named a port; an IPv6 address is in brackets. This is the form of
    /// the `source` member of the legacy payload and of the HTTP Host header.
    std::string authority() const;

    /// `scheme://authority/path`, without any user part: safe to log.
    std::string url() const;
};

}  // namespace vcenter_connector::base
