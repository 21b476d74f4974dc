// What a request to the gateway asks for.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::local_gateway {

enum class route_kind { unknown, health, info, namespaces, functions, function, call, async_call };

struct route {
    route_kind kind = route_kind::unknown;
    std::string name;        ///< of the function
    std::string name_space;  ///< named in the request, else the default
    std::string path = "/";  ///< what follows the function's name, for the function
    std::string query;       ///< without '?'
};

/// Reads a request target. In `/function/NAME.NS` the namespace is what follows the last dot; `/system/`
/// routes have it in the query.
route parse_route(std::string_view target);

/// The value of `name` in a query; empty when it is not there.
std::string_view query_value(std::string_view query, std::string_view name) noexcept;

}  // namespace vcenter_connector::local_gateway
