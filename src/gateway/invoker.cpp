#include "vcenter_connector/gateway/invoker.hpp"

#include "authorized_client.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/gateway/request.hpp"
#include "vcenter_connector/net/echo.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace vcenter_connector::gateway {
namespace {

namespace asio = boost::asio;

constexpr std::size_t excerpt_size = 160;

// The client may have left out the rest of what was announced.
std::size_t size_of(const net::http_response& response)
{
    const auto length = response.header("Content-Length");
    std::size_t announced = 0;
    std::from_chars(length.data(), length.data() + length.size(), announced);
    return std::max(announced, response.body.size());
}

base::result<invocation_answer> answer_of(const base::result<net::http_response>& response,
                                          std::size_t body_kept = 0)
{
    if (!response)
        return response.error();
    invocation_answer answer;
    answer.status = response->status;
    answer.retry_after = response->header("Retry-After");
    answer.location = net::shown_location(*response);
    if (answer.status < 200 || answer.status >= 300)
        answer.excerpt = base::printable(base::trim(response->body), excerpt_size);
    answer.body = response->body.substr(0, body_kept);
    answer.body_cut = size_of(*response) > answer.body.size();
    return answer;
}

class http_invoker final : public invoker {
public:
    http_invoker(net::http_client& http, invoker_options options)
        : options_(std::move(options)), client_(http, options_.access)
    {
    }

    asio::awaitable<base::result<invocation_answer>> invoke(const invocation& call) override
    {
        auto request = request_of(call);
        const auto response = co_await client_.send(std::move(request), call.timeout);
        co_return answer_of(response, options_.body_kept);
    }

    asio::awaitable<base::result<invocation_answer>> ask_gateway() override
    {
        net::http_request request;
        request.target = "/system/info";
        const auto response = co_await client_.send(std::move(request), options_.check_timeout);
        co_return answer_of(response);
    }

    void abort() override { client_.abort(); }

private:
    invoker_options options_;
    authorized_client client_;
};

}  // namespace

std::unique_ptr<invoker> make_invoker(net::http_client& http, invoker_options options)
{
    return std::make_unique<http_invoker>(http, std::move(options));
}

}  // namespace vcenter_connector::gateway
