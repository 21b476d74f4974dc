// Where the answers of asynchronous calls go.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/net/http.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>

namespace vcenter_connector::local_gateway {

/// Posts headers and body of `result` to a URL and logs what comes of it. Both arguments must live until
/// then.
using callback_sender =
    std::function<boost::asio::awaitable<void>(const std::string& url, const net::http_response& result)>;

/// Sends over HTTP or HTTPS, once, within 10 s. `log` must outlive it.
callback_sender make_callback_sender(boost::asio::any_io_executor executor, base::log& log);

}  // namespace vcenter_connector::local_gateway
