// An event as a function gets it, in one of several dialects.
#pragma once

#include "vcenter_connector/base/header.hpp"
#include "vcenter_connector/events/origin.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::events {

enum class dialect {
    legacy,              ///< the Go connector's
    cloudevents,         ///< CloudEvents 1.0 over HTTP, structured mode
    cloudevents_binary,  ///< the same, binary mode: attributes are headers
    veba,                ///< VMware Event Router's for OpenFaaS
    vspheresource,       ///< Knative VSphereSource's
};

/// By their names in settings and annotations: `legacy`, `cloudevents`, `cloudevents-binary`, `veba`,
/// `vspheresource`.
std::optional<dialect> dialect_of(std::string_view name) noexcept;
std::string_view name_of(dialect d) noexcept;
inline constexpr std::array dialects{dialect::legacy, dialect::cloudevents, dialect::cloudevents_binary,
                                     dialect::veba, dialect::vspheresource};

/// `application/json`; `application/cloudevents+json` for structured CloudEvents; empty (none is sent) for
/// veba.
std::string_view default_content_type(dialect d) noexcept;

struct payload {
    std::string content_type;  ///< may be empty: then no Content-Type is sent
    base::headers headers;     ///< `ce-...`; percent-encoded as the CloudEvents HTTP binding says (3.1.3.2)
    std::string body;
};

/// How one function wants its payload.
struct payload_form {
    events::dialect dialect = dialect::legacy;
    std::optional<std::string> content_type;  ///< not set: the dialect's own; empty: none

    friend bool operator==(const payload_form&, const payload_form&) = default;
    friend auto operator<=>(const payload_form&, const payload_form&) = default;
};

/// The body is valid JSON and valid UTF-8, whatever the event holds; no header value holds a control
/// character or anything but printable ASCII.
payload render(const vsphere::event& event, const event_origin& origin, const payload_form& form);

}  // namespace vcenter_connector::events
