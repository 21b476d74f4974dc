#include "vcenter_connector/gateway/invoker.hpp"

#include "authorized_client.hpp"
#include "vcenter_connector/base/percent.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::gateway {
namespace {

namespace asio = boost::asio;

constexpr std::size_t excerpt_size = 160;

// A topic is made from a class name: one of a reasonable length stays whole, and none makes a header that the
// gateway refuses.
constexpr std::size_t longest_topic = 1024;

bool is_attribute(std::string_view name) noexcept
{
    static constexpr std::string_view prefix = "ce-";
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return name.size() > prefix.size() && name.starts_with(prefix) &&
           std::all_of(name.begin() + prefix.size(), name.end(), allowed);
}

net::http_headers headers_for(const invocation& call)
{
    net::http_headers headers;
    headers.reserve(call.headers.size() + 5);  // with the authorization
    if (!call.content_type.empty())
        headers.push_back({"Content-Type", base::header_value(call.content_type)});
    headers.push_back({"X-Topic", base::header_value(call.topic).substr(0, longest_topic)});
    headers.push_back({"X-Connector", "vcenter-connector"});
    headers.push_back({"X-Event-Id", base::header_value(call.event_id)});
    for (const auto& [name, value] : call.headers)
        if (is_attribute(name))
            headers.push_back({name, base::header_value(value)});
    return headers;
}

net::http_request request_for(const invocation& call)
{
    net::http_request request;
    request.method = "POST";
    request.target = call.async ? "/async-function/" : "/function/";
    request.target += base::uri_component(call.name);
    if (!call.name_space.empty())
        request.target += "." + base::uri_component(call.name_space);
    request.headers = headers_for(call);
    request.body = call.body;
    return request;
}

base::result<invocation_answer> answer_of(const base::result<net::http_response>& response)
{
    if (!response)
        return response.error();
    invocation_answer answer;
    answer.status = response->status;
    answer.retry_after = response->header("Retry-After");
    if (answer.status < 200 || answer.status >= 300)
        answer.excerpt = base::printable(base::trim(response->body), excerpt_size);
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
        auto request = request_for(call);
        const auto response = co_await client_.send(std::move(request), call.timeout);
        co_return answer_of(response);
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
