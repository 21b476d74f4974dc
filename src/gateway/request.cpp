#include "vcenter_connector/gateway/request.hpp"

#include "vcenter_connector/base/percent.hpp"

#include <algorithm>

namespace vcenter_connector::gateway {
namespace {

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
    headers.reserve(call.headers.size() + 4);
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

}  // namespace

net::http_request request_of(const invocation& call)
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

}  // namespace vcenter_connector::gateway
