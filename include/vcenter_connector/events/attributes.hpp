// The attributes of an event that filters can name.
#pragma once

#include "vcenter_connector/cesql/expression.hpp"
#include "vcenter_connector/events/origin.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace vcenter_connector::events {

struct attribute_row {
    std::string_view name;     ///< small letters and digits
    std::string_view meaning;  ///< for the reference page, one line of Markdown
    std::string_view example;  ///< a filter that uses it
    bool always = false;       ///< every event has it
};

/// Every attribute there is, in the order of the reference page.
std::span<const attribute_row> attribute_table() noexcept;

/// The names of those that every event has, for `cesql::parse`.
std::span<const std::string_view> attributes_always_there() noexcept;

/// Reads attributes when they are asked for. Both arguments must outlive it. An attribute whose member the
/// event does not have, or has empty, is missing; `user` and `message` never are, they are the empty text
/// then. Any name may be asked for; one that is not in the table is missing.
class event_attributes final : public cesql::attributes {
public:
    event_attributes(const vsphere::event& event, const event_origin& origin) noexcept
        : event_(event), origin_(origin)
    {
    }

    std::optional<cesql::value> find(std::string_view name) const override;

private:
    const vsphere::event& event_;
    const event_origin& origin_;
};

}  // namespace vcenter_connector::events
