#include "function_list.hpp"

#include "vcenter_connector/base/percent.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/net/echo.hpp"

#include <iterator>
#include <utility>

namespace vcenter_connector::gateway {
namespace {

namespace asio = boost::asio;
using base::errc;
using base::failure;

failure in_request(const failure& f, const std::string& target)
{
    return {f.code, f.detail.empty() ? "GET " + target : f.detail + " (GET " + target + ")"};
}

failure bad_status(const net::http_response& response)
{
    const std::string status = std::to_string(response.status);
    if (response.status == 401 || response.status == 403)
        return {errc::unauthorized, status};
    if (response.status >= 300 && response.status < 400)
        return {errc::redirected, net::shown_location(response)};
    return {errc::http_status, status + " " + base::printable(base::trim(response.body), 80)};
}

asio::awaitable<base::result<net::http_response>> get(authorized_client& client, std::string target,
                                                      base::duration timeout)
{
    net::http_request request;
    request.target = std::move(target);
    request.headers.push_back({"Accept", "application/json"});
    co_return co_await client.send(std::move(request), timeout);
}

// A gateway without namespaces has one without a name.
asio::awaitable<base::result<std::vector<std::string>>> load_namespaces(authorized_client& client,
                                                                        base::duration timeout)
{
    const std::string target = "/system/namespaces";
    const auto response = co_await get(client, target, timeout);
    if (!response)
        co_return in_request(response.error(), target);
    if (response->status == 404)
        co_return std::vector<std::string>(1);
    if (response->status != 200)
        co_return in_request(bad_status(*response), target);
    auto names = routing::decode_namespaces(response->body);
    if (!names)
        co_return in_request(names.error(), target);
    if (names->empty())
        names->emplace_back();
    co_return names;
}

asio::awaitable<base::result<std::vector<routing::function>>> load_namespace(authorized_client& client,
                                                                             const std::string& name,
                                                                             base::duration timeout,
                                                                             routing::filter_cache& filters)
{
    const std::string target =
        name.empty() ? "/system/functions" : "/system/functions?namespace=" + base::uri_component(name);
    const auto response = co_await get(client, target, timeout);
    if (!response)
        co_return in_request(response.error(), target);
    if (response->status != 200)
        co_return in_request(bad_status(*response), target);
    auto functions = routing::decode_functions(response->body, name, &filters);
    if (!functions)
        co_return in_request(functions.error(), target);
    co_return functions;
}

}  // namespace

asio::awaitable<base::result<std::vector<routing::function>>>
load_functions(authorized_client& client, base::duration timeout, routing::filter_cache& filters)
{
    const auto names = co_await load_namespaces(client, timeout);
    if (!names)
        co_return names.error();
    std::vector<routing::function> all;
    for (const auto& name : *names) {
        auto functions = co_await load_namespace(client, name, timeout, filters);
        if (!functions)
            co_return functions.error();
        all.insert(all.end(), std::make_move_iterator(functions->begin()),
                   std::make_move_iterator(functions->end()));
    }
    co_return all;
}

}  // namespace vcenter_connector::gateway
