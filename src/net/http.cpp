#include "vcenter_connector/net/http.hpp"

#include "vcenter_connector/base/text.hpp"

namespace vcenter_connector::net {

std::string_view find_header(const http_headers& headers, std::string_view name) noexcept
{
    for (const auto& header : headers)
        if (base::iequals(header.name, name))
            return header.value;
    return {};
}

}  // namespace vcenter_connector::net
