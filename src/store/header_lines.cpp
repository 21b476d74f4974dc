#include "header_lines.hpp"

#include "vcenter_connector/base/percent.hpp"

#include <algorithm>

namespace vcenter_connector::store {
namespace {

constexpr std::string_view separator = ": ";

}  // namespace

std::string header_lines(const base::headers& headers)
{
    std::string lines;
    for (const auto& [name, value] : headers) {
        lines += base::header_value(name);
        lines += separator;
        lines += base::header_value(value);
        lines += '\n';
    }
    return lines;
}

base::headers read_header_lines(std::string_view lines)
{
    base::headers headers;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        const auto line = lines.substr(0, end);
        if (const auto colon = line.find(separator); colon != std::string_view::npos)
            headers.push_back(
                {std::string(line.substr(0, colon)), std::string(line.substr(colon + separator.size()))});
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return headers;
}

}  // namespace vcenter_connector::store
