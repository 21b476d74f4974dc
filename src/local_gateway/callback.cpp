#include "vcenter_connector/local_gateway/callback.hpp"

#include "vcenter_connector/config/url.hpp"
#include "vcenter_connector/net/http_client.hpp"

#include <chrono>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace asio = boost::asio;

struct sender {
    asio::any_io_executor executor;
    base::log& log;

    asio::awaitable<base::result<net::http_response>> post(const std::string& url,
                                                           const net::http_response& result) const
    {
        const auto end_of_path = url.find('?');
        auto parsed = config::parse_gateway_url(url.substr(0, end_of_path));
        if (parsed.has_error())
            co_return parsed.error();
        net::http_client_options options;
        auto client = net::make_http_client(executor, parsed->server, std::move(options));
        if (client.has_error())
            co_return client.error();
        net::http_request request;
        request.method = "POST";
        request.target = parsed->server.path;
        if (end_of_path != std::string::npos)
            request.target += url.substr(end_of_path);
        request.headers = result.headers;
        request.body = result.body;
        co_return co_await (*client)->send(request, std::chrono::seconds(10));
    }

    asio::awaitable<void> operator()(const std::string& url, const net::http_response& result) const
    {
        const auto place = config::without_user_part(url);
        const auto answer = co_await post(url, result);
        if (answer.has_error())
            log.warn("Callback failed", {{"url", place}, {"error", answer.error().message()}});
        else
            log.info("Callback sent", {{"url", place}, {"status", std::to_string(answer->status)}});
    }
};

}  // namespace

callback_sender make_callback_sender(asio::any_io_executor executor, base::log& log)
{
    return sender{std::move(executor), log};
}

}  // namespace vcenter_connector::local_gateway
