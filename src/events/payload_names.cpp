#include "vcenter_connector/events/payload.hpp"

namespace vcenter_connector::events {

std::optional<dialect> dialect_of(std::string_view name) noexcept
{
    for (const auto each : dialects)
        if (name_of(each) == name)
            return each;
    return std::nullopt;
}

std::string_view name_of(dialect d) noexcept
{
    switch (d) {
    case dialect::legacy: return "legacy";
    case dialect::cloudevents: return "cloudevents";
    case dialect::cloudevents_binary: return "cloudevents-binary";
    case dialect::veba: return "veba";
    case dialect::vspheresource: return "vspheresource";
    }
    return {};
}

std::string_view default_content_type(dialect d) noexcept
{
    switch (d) {
    case dialect::cloudevents: return "application/cloudevents+json";
    case dialect::veba: return {};
    default: return "application/json";
    }
}

}  // namespace vcenter_connector::events
