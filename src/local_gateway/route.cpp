#include "vcenter_connector/local_gateway/route.hpp"

#include "vcenter_connector/local_gateway/stack.hpp"

namespace vcenter_connector::local_gateway {
namespace {

bool take_prefix(std::string_view& text, std::string_view prefix) noexcept
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

void read_function(route& out, std::string_view rest, route_kind kind)
{
    const auto slash = rest.find('/');
    const auto name = rest.substr(0, slash);
    const auto dot = name.rfind('.');
    out.kind = name.empty() ? route_kind::unknown : kind;
    out.name = name.substr(0, dot);
    if (dot != std::string_view::npos)
        out.name_space = name.substr(dot + 1);
    if (slash != std::string_view::npos)
        out.path = rest.substr(slash);
}

route_kind fixed(std::string_view path) noexcept
{
    if (path == "/healthz")
        return route_kind::health;
    if (path == "/system/info")
        return route_kind::info;
    if (path == "/system/namespaces")
        return route_kind::namespaces;
    if (path == "/system/functions")
        return route_kind::functions;
    return route_kind::unknown;
}

}  // namespace

std::string_view query_value(std::string_view query, std::string_view name) noexcept
{
    while (!query.empty()) {
        const auto end = query.find('&');
        auto part = query.substr(0, end);
        if (take_prefix(part, name) && take_prefix(part, "="))
            return part;
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    }
    return {};
}

route parse_route(std::string_view target)
{
    route out;
    out.name_space = default_namespace;
    auto path = target.substr(0, target.find('?'));
    if (path.size() < target.size())
        out.query = target.substr(path.size() + 1);
    if (take_prefix(path, "/function/")) {
        read_function(out, path, route_kind::call);
        return out;
    }
    if (take_prefix(path, "/async-function/")) {
        read_function(out, path, route_kind::async_call);
        return out;
    }
    if (const auto asked = query_value(out.query, "namespace"); !asked.empty())
        out.name_space = asked;
    out.kind = fixed(path);
    if (take_prefix(path, "/system/function/") && !path.empty() && path.find('/') == std::string_view::npos) {
        out.kind = route_kind::function;
        out.name = path;
    }
    return out;
}

}  // namespace vcenter_connector::local_gateway
