#include "vcenter_connector/routing/function.hpp"

#include <algorithm>

namespace vcenter_connector::routing {

bool function::subscribed() const noexcept
{
    return !filter.invalid() &&
           std::any_of(patterns.begin(), patterns.end(), [](const pattern& p) { return !p.takes_away; });
}

events::payload_form form_of(const function_options& options, const events::payload_form& preset)
{
    return {options.payload.value_or(preset.dialect),
            options.content_type ? options.content_type : preset.content_type};
}

}  // namespace vcenter_connector::routing
