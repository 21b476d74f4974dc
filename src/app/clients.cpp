#include "clients.hpp"

#include "vcenter_connector/version.hpp"

#include <string>
#include <utility>

namespace vcenter_connector::app {
namespace {

std::unique_ptr<net::http_client> make(const boost::asio::any_io_executor& executor,
                                       const base::endpoint& server, net::tls_options tls,
                                       std::size_t max_idle, net::http_client_options options = {})
{
    options.user_agent = std::string("vcenter-connector/") + version;
    options.tls = std::move(tls);
    options.max_idle = max_idle;
    auto made = net::make_http_client(executor, server, std::move(options));
    return std::move(made).value();
}

}  // namespace

net::tls_options tls_of(const config::vcenter_settings& vcenter)
{
    return {vcenter.insecure, vcenter.ca_files, vcenter.thumbprint};
}

std::unique_ptr<net::http_client> client_for(const boost::asio::any_io_executor& executor,
                                             const config::vcenter_settings& vcenter)
{
    // The system asks after 1 s and 3 s again, and then not before 7 s: waiting for that would be slower than
    // the next connect.
    net::http_client_options options;
    options.connect_timeout = std::chrono::seconds(4);
    return make(executor, vcenter.server, tls_of(vcenter), 1, std::move(options));
}

std::unique_ptr<net::http_client> client_for(const boost::asio::any_io_executor& executor,
                                             const config::gateway_settings& gateway, std::size_t max_idle)
{
    return make(executor, gateway.server, {}, max_idle);
}

}  // namespace vcenter_connector::app
