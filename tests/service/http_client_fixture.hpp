// A client, the scripted gateway that it talks to, and the loop that it runs on.
#pragma once

#include "support/catch.hpp"
#include "support/net_run.hpp"
#include "support/scripted_gateway.hpp"

namespace vcenter_connector::test {

using base::errc;

inline net::http_request get(std::string target = "/healthz")
{
    net::http_request request;
    request.target = std::move(target);
    return request;
}

inline std::unique_ptr<net::http_client> client_for(boost::asio::io_context& io, base::endpoint server,
                                                    net::http_client_options options = {})
{
    options.user_agent = "vcenter-connector/test";
    auto made = net::make_http_client(io.get_executor(), std::move(server), std::move(options));
    REQUIRE(made);
    return std::move(*made);
}

struct http_client_fixture {
    boost::asio::io_context io;
    scripted_gateway gateway;

    std::unique_ptr<net::http_client> client(net::http_client_options options = {})
    {
        return client_for(io, gateway.endpoint(), std::move(options));
    }
    http_result send(net::http_client& to, net::http_request request = get(),
                     base::duration timeout = patience)
    {
        return call(io, to, std::move(request), timeout);
    }
    /// What one request meets when the server answers it with that fault.
    http_result meet(fault f, net::http_client_options options = {}, base::duration timeout = patience)
    {
        gateway.when("/healthz").fault(std::move(f));
        auto to = client(std::move(options));
        return send(*to, get(), timeout);
    }
    /// The same, as a code; success when there was an answer.
    boost::system::error_code code(fault f, net::http_client_options options = {},
                                   base::duration timeout = patience)
    {
        const auto answer = meet(std::move(f), std::move(options), timeout);
        return answer ? boost::system::error_code() : answer.error().code;
    }
};

}  // namespace vcenter_connector::test
