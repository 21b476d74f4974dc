// OpenFaaS's gateway API over the functions of a stack.yml.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/base/secret.hpp"
#include "vcenter_connector/local_gateway/callback.hpp"
#include "vcenter_connector/local_gateway/registry.hpp"
#include "vcenter_connector/net/http.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::local_gateway {

struct service_options {
    std::string user;  ///< who may use /system/; empty: everybody
    base::secret password;
    std::size_t async_workers = 4;
    std::size_t max_waiting = 1000;          ///< asynchronous calls; one more is answered with 503
    std::size_t max_async_body = 1U << 20U;  ///< bytes; what a JetStream message may hold; more is a 413
};

/// What the service talks to; all must outlive it.
struct service_ports {
    invoker_factory make_invoker;
    callback_sender send_callback;
    base::log& log;
    const base::clock& clock;
};

class service {
public:
    virtual ~service() = default;

    /// Answers a request of the gateway's API; the request must live until then. Answers of functions carry
    /// X-Call-Id (the caller's, if it sent one), X-Start-Time (nanoseconds since 1970) and
    /// X-Duration-Seconds.
    ///
    /// An asynchronous call of a function that does not exist is answered with 202, as by the real gateway,
    /// which cannot know; it is logged.
    virtual boost::asio::awaitable<net::http_response> answer(const net::http_request& request) = 0;

    /// Serves these functions from now on. Calls under way are not touched.
    virtual void use(const std::vector<function>& functions) = 0;

    /// Begins no more asynchronous calls and drops those that wait; logs how many were lost.
    virtual void stop() = 0;
};

std::shared_ptr<service> make_service(boost::asio::any_io_executor executor, service_options options,
                                      service_ports ports);

}  // namespace vcenter_connector::local_gateway
