// How one function wants its deliveries, by its annotations.
#pragma once

#include "vcenter_connector/base/ordering.hpp"
#include "vcenter_connector/events/payload.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace vcenter_connector::routing {

enum class invocation_mode { async, sync };

/// What is empty is as the connector's settings say.
struct function_options {
    std::optional<unsigned> retries;  ///< `vcenter.retries`: further attempts after the first
    std::optional<std::chrono::milliseconds> timeout;  ///< `vcenter.timeout`: of one invocation
    std::optional<invocation_mode> mode;               ///< `vcenter.mode`
    std::optional<base::ordering> order;               ///< `vcenter.order`
    std::optional<events::dialect> payload;            ///< `vcenter.payload`
    std::optional<std::string> content_type;           ///< `vcenter.content-type`; empty: none is sent

    friend bool operator==(const function_options&, const function_options&) = default;
};

/// The form that a function asks for, `preset` where it says nothing.
events::payload_form form_of(const function_options& options, const events::payload_form& preset);

}  // namespace vcenter_connector::routing
