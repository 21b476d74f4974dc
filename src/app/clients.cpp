#include "vcenter_connector/app/clients.hpp"

#include "vcenter_connector/version.hpp"

#include <random>
#include <string>
#include <utility>

namespace vcenter_connector::app {
namespace {

// More would be read for nothing, but so much is cheaper to read than another connection.
constexpr std::size_t most_of_an_answer = 64U << 10U;

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

net::tls_options tls_of(const config::tls_settings& tls)
{
    return {tls.insecure, tls.ca_files, tls.thumbprint, tls.client_cert, tls.client_key};
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
                                             const config::gateway_settings& gateway)
{
    return make(executor, gateway.server, tls_of(gateway), 1);
}

std::unique_ptr<net::http_client> invoking_client_for(const boost::asio::any_io_executor& executor,
                                                      const config::gateway_settings& gateway,
                                                      std::size_t beginning)
{
    net::http_client_options options;
    options.beginning = beginning;
    options.max_body = most_of_an_answer;
    options.cut_body = true;
    options.accept_gzip = false;
    return make(executor, gateway.server, tls_of(gateway), gateway.max_in_flight, std::move(options));
}

std::function<double()> jitter()
{
    auto generator = std::make_shared<std::minstd_rand>(std::random_device{}());
    return [generator] { return std::uniform_real_distribution<double>(0.0, 1.0)(*generator); };
}

}  // namespace vcenter_connector::app
