// HTTP clients as the settings ask for them.
#pragma once

#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/net/http_client.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <functional>
#include <memory>

namespace vcenter_connector::app {

net::tls_options tls_of(const config::tls_settings& tls);

std::unique_ptr<net::http_client> client_for(const boost::asio::any_io_executor& executor,
                                             const config::vcenter_settings& vcenter);
/// For the function list.
std::unique_ptr<net::http_client> client_for(const boost::asio::any_io_executor& executor,
                                             const config::gateway_settings& gateway);
/// For invocations: of an answer only the beginning is kept. `beginning`: how much of it is wanted, even of a
/// long one.
std::unique_ptr<net::http_client> invoking_client_for(const boost::asio::any_io_executor& executor,
                                                      const config::gateway_settings& gateway,
                                                      std::size_t beginning = 0);

/// Numbers in [0, 1), for the jitter of delays.
std::function<double()> jitter();

}  // namespace vcenter_connector::app
