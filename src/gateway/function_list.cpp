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

// Whether it is the answer to this one request that cannot be used. Otherwise the gateway cannot be asked.
bool is_for_one_request(const failure& f)
{
    return f.is(errc::timed_out) || f.is(errc::body_too_large) || f.is(errc::bad_encoding) ||
           f.is(errc::unauthorized) || f.is(errc::redirected) || f.is(errc::http_status) ||
           f.is(errc::not_json) || f.is(errc::unexpected_json);
}

// A gateway without namespaces has one without a name.
asio::awaitable<base::result<std::vector<std::string>>>
load_namespaces(authorized_client& client, base::duration timeout, function_list& list)
{
    const std::string target = "/system/namespaces";
    const auto response = co_await get(client, target, timeout);
    if (!response)
        co_return in_request(response.error(), target);
    if (response->status == 404)
        co_return std::vector<std::string>(1);
    if (response->status != 200)
        co_return in_request(bad_status(*response), target);
    std::size_t nameless = 0;
    auto names = routing::decode_namespaces(response->body, &nameless);
    if (!names)
        co_return in_request(names.error(), target);
    if (nameless > 0)
        list.nameless.push_back("GET " + target);
    if (names->empty())
        names->emplace_back();
    co_return names;
}

// Adds the functions of one namespace to the list.
asio::awaitable<base::result<void>> load_namespace(authorized_client& client, const std::string& name,
                                                   base::duration timeout, routing::filter_cache& filters,
                                                   function_list& list)
{
    const std::string target =
        name.empty() ? "/system/functions" : "/system/functions?namespace=" + base::uri_component(name);
    const auto response = co_await get(client, target, timeout);
    if (!response)
        co_return in_request(response.error(), target);
    if (response->status != 200)
        co_return in_request(bad_status(*response), target);
    std::size_t nameless = 0;
    auto functions = routing::decode_functions(response->body, name, &filters, &nameless);
    if (!functions)
        co_return in_request(functions.error(), target);
    if (nameless > 0)
        list.nameless.push_back("GET " + target);
    list.functions.insert(list.functions.end(), std::make_move_iterator(functions->begin()),
                          std::make_move_iterator(functions->end()));
    list.read.push_back(name);
    co_return base::result<void>();
}

}  // namespace

asio::awaitable<base::result<function_list>> load_functions(authorized_client& client, base::duration timeout,
                                                            routing::filter_cache& filters)
{
    function_list list;
    const auto names = co_await load_namespaces(client, timeout, list);
    if (!names)
        co_return names.error();
    for (const auto& name : *names) {
        const auto loaded = co_await load_namespace(client, name, timeout, filters, list);
        if (!loaded && !is_for_one_request(loaded.error()))
            co_return loaded.error();
        if (!loaded)
            list.unread.push_back({name, loaded.error()});
    }
    if (list.read.empty())
        co_return list.unread.front().why;
    co_return list;
}

}  // namespace vcenter_connector::gateway
