// The form of payloads that the settings ask for.
#pragma once

#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/events/payload.hpp"

namespace vcenter_connector::app {

/// What counts for functions whose annotations say nothing.
inline events::payload_form payload_preset(const config::gateway_settings& gateway)
{
    return {events::dialect_of(gateway.payload).value_or(events::dialect::legacy), gateway.content_type};
}

}  // namespace vcenter_connector::app
