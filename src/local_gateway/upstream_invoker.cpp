#include "vcenter_connector/local_gateway/upstream_invoker.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/net/http_client.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace asio = boost::asio;

// Those of the connection to us, and those that the client sets.
bool is_for_us(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> ours{"Connection", "Keep-Alive",     "Transfer-Encoding",
                                                          "TE",         "Upgrade",        "Expect",
                                                          "Host",       "Content-Length", "Trailer"};
    return std::any_of(ours.begin(), ours.end(), [&](auto each) { return base::iequals(each, name); });
}

net::http_headers passed_on(const net::http_headers& headers)
{
    net::http_headers out;
    std::copy_if(headers.begin(), headers.end(), std::back_inserter(out),
                 [](const net::http_header& each) { return !is_for_us(each.name); });
    return out;
}

net::http_request request_of(const invocation& call, const base::endpoint& server)
{
    net::http_request request;
    request.method = call.method;
    request.target = server.path == "/" ? call.path : server.path + (call.path == "/" ? "" : call.path);
    if (!call.query.empty())
        request.target += "?" + call.query;
    request.headers = passed_on(call.headers);
    request.body = call.body;
    return request;
}

class upstream_invoker final : public invoker {
public:
    upstream_invoker(std::shared_ptr<net::http_client> client, base::endpoint server, base::log& log)
        : client_(std::move(client)), server_(std::move(server)), log_(log)
    {
    }

    asio::awaitable<net::http_response> invoke(const function& f, const invocation& call) override
    {
        const auto client = client_;
        const auto request = request_of(call, server_);
        const base::duration longest = std::chrono::hours(24);
        auto answer = co_await client->send(request, std::min(call.time_limit(f), longest));
        if (answer.has_error()) {
            const auto& why = answer.error();
            log_.warn("Function cannot be reached",
                      {{"function", f.qualified()}, {"url", server_.url()}, {"error", why.message()}});
            co_return plain_answer(why.is(base::errc::timed_out) ? 504 : 502, why.message() + "\n");
        }
        answer->headers = passed_on(answer->headers);
        co_return std::move(*answer);
    }

private:
    std::shared_ptr<net::http_client> client_;
    base::endpoint server_;
    base::log& log_;
};

}  // namespace

std::shared_ptr<invoker> make_upstream_invoker(asio::any_io_executor executor, const base::endpoint& server,
                                               base::log& log)
{
    net::http_client_options options;
    options.accept_gzip = false;
    auto client = net::make_http_client(std::move(executor), server, std::move(options));
    if (client.has_error())
        return nullptr;
    return std::make_shared<upstream_invoker>(std::move(*client), server, log);
}

}  // namespace vcenter_connector::local_gateway
