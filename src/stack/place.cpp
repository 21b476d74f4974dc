#include "vcenter_connector/stack/place.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>

namespace vcenter_connector::stack {

std::string problem::message() const
{
    std::string out = where.file;
    if (where.line > 0)
        out += ":" + std::to_string(where.line);
    if (where.line > 0 && where.column > 0)
        out += ":" + std::to_string(where.column);
    return base::printable(out + ": " + text, 1000);
}

bool has_mistake(const problems& found) noexcept
{
    return std::any_of(found.begin(), found.end(), [](const problem& each) { return !each.warning; });
}

}  // namespace vcenter_connector::stack
