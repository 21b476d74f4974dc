#include "vcenter_connector/routing/function.hpp"

#include <algorithm>

namespace vcenter_connector::routing {

bool function::subscribed() const noexcept
{
    return !filter.invalid() &&
           std::any_of(patterns.begin(), patterns.end(), [](const pattern& p) { return !p.takes_away; });
}

}  // namespace vcenter_connector::routing
