#include "vcenter_connector/gateway/list_functions.hpp"

#include "vcenter_connector/policy/connection_cure.hpp"

#include "authorized_client.hpp"
#include "function_list.hpp"
#include "vcenter_connector/base/text.hpp"

#include <utility>

namespace vcenter_connector::gateway {

using base::errc;

boost::asio::awaitable<base::result<function_list>>
list_functions(net::http_client& http, gateway_access access, base::duration timeout)
{
    authorized_client client(http, std::move(access));
    routing::filter_cache filters;
    co_return co_await load_functions(client, timeout, filters);
}

std::vector<std::string> remarks_on(const function_list& list)
{
    std::vector<std::string> remarks;
    for (const auto& each : list.unread)
        remarks.push_back("the functions of the namespace " + base::in_quotes(each.name) +
                          " cannot be read and are left out: " + each.why.message());
    for (const auto& each : list.nameless)
        remarks.push_back("entries without a name are left out: " + each);
    return remarks;
}

std::string cure_for(const base::failure& why)
{
    if (why.is(errc::unauthorized))
        return "check basic_auth and the user and password of the gateway";
    if (why.is(errc::unreadable_file))
        return "check that the gateway's secret is mounted where secret_mount_path says";
    if (auto cure = policy::connection_cure(why, "-gateway", "-gateway-insecure"); !cure.empty())
        return cure;
    return "check that -gateway is the URL of an OpenFaaS gateway and that it can be reached from here";
}

}  // namespace vcenter_connector::gateway
