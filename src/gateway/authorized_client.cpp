#include "authorized_client.hpp"

#include "vcenter_connector/base/base64.hpp"
#include "vcenter_connector/net/echo.hpp"

#include <array>
#include <utility>

namespace vcenter_connector::gateway {
namespace {

constexpr std::string_view authorization = "Authorization";
constexpr std::string_view scheme = "Basic ";

// The gateway hands the headers of an invocation to the function: it would be given the gateway's password.
bool is_for_the_gateway(std::string_view target) noexcept
{
    return target.starts_with("/system/");
}

void set_authorization(net::http_headers& headers, const base::secret& value)
{
    std::erase_if(headers, [](const net::http_header& h) { return h.name == authorization; });
    headers.push_back({std::string(authorization), std::string(value.reveal())});
}

std::string without_trailing_slashes(std::string path)
{
    while (path.ends_with('/'))
        path.pop_back();
    return path;
}

}  // namespace

authorized_client::authorized_client(net::http_client& http, gateway_access access)
    : http_(http), access_(std::move(access))
{
    access_.path = without_trailing_slashes(std::move(access_.path));
}

base::result<void> authorized_client::reload()
{
    const auto read = (*access_.credentials)();
    if (!read)
        return read.error();
    const std::string pair = read->user + ":" + std::string(read->password.reveal());
    authorization_ = base::secret(std::string(scheme) + base::base64(pair));
    password_ = read->password;
    return {};
}

boost::asio::awaitable<base::result<net::http_response>> authorized_client::send(net::http_request request,
                                                                                 base::duration timeout)
{
    const bool authorized = access_.credentials && is_for_the_gateway(request.target);
    request.target.insert(0, access_.path);
    if (!authorized)
        co_return co_await http_.send(request, timeout);

    if (authorization_.empty())
        if (const auto loaded = reload(); !loaded)
            co_return loaded.error();
    const auto used = authorization_;
    auto answer = co_await send_authorized(request, timeout);
    if (!answer || answer->status != 401)
        co_return answer;

    // Another request may have read the new ones in the meantime.
    if (const auto read = reload(); !read || authorization_ == used)
        co_return answer;
    co_return co_await send_authorized(request, timeout);
}

boost::asio::awaitable<base::result<net::http_response>>
authorized_client::send_authorized(net::http_request& request, base::duration timeout)
{
    const auto sent = authorization_;
    set_authorization(request.headers, sent);
    auto answer = co_await http_.send(request, timeout);
    const std::array secrets{password_.reveal(), sent.reveal().substr(scheme.size())};
    if (answer && !(answer->status == 200 && answer->body.starts_with('[')))
        net::hide_echoes(*answer, secrets);
    co_return answer;
}

}  // namespace vcenter_connector::gateway
