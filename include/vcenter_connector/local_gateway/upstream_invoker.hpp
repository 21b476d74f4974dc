// Calls a function that is an HTTP server already.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/local_gateway/invocation.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace vcenter_connector::local_gateway {

/// Sends each call on to `server` and hands back its answer. 502 when it cannot be reached or does not speak
/// HTTP, 504 when it takes longer than the call may. Nothing when no client can be made for it.
std::shared_ptr<invoker> make_upstream_invoker(boost::asio::any_io_executor executor,
                                               const base::endpoint& server, base::log& log);

}  // namespace vcenter_connector::local_gateway
