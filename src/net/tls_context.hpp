// TLS contexts as the options say.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/tls.hpp"

#include <boost/asio/ssl/context.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::net {

/// The context for new connections, made anew when one of its files has changed: certificates are renewed in
/// place, and a mounted Secret by a swapped link.
class tls_contexts {
public:
    explicit tls_contexts(tls_options options) : options_(std::move(options)) {}

    /// Good until the next call. Fails with `unreadable_file`, naming the file; the next call tries again.
    base::result<boost::asio::ssl::context*> current();

private:
    std::vector<std::int64_t> stamps() const;

    tls_options options_;
    std::vector<std::int64_t> known_;
    std::unique_ptr<boost::asio::ssl::context> context_;
};

}  // namespace vcenter_connector::net
