// What a function asks for in its `topic` annotation.
#pragma once

#include "vcenter_connector/events/names.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// One part of the annotation. Tokens are what stands between dots; `*` is any one token, `>` as the last one
/// stands for one or more (NATS's rules). A part without wildcards is a whole name: a topic, an eventTypeId,
/// the name of a class or of one that it derives from. Wildcards apply to topics and eventTypeIds only. A
/// `!` before it takes away what others ask for, whatever the order.
struct pattern {
    std::string text;  ///< without the `!`
    bool takes_away = false;

    bool has_wildcard() const noexcept;
    friend bool operator==(const pattern&, const pattern&) = default;
};

/// Why a part cannot match anything: an empty token, a `*` or `>` within a token, a `>` that is not the last
/// one. Empty when it is well-formed.
std::string fault_of(const pattern& p);

/// Splits an annotation at commas: trimmed, none empty, each once, in order.
std::vector<pattern> read_patterns(std::string_view annotation);

/// Whether a part applies to an event of these names; `takes_away` is not looked at.
bool applies(const pattern& p, const events::event_names& names) noexcept;

}  // namespace vcenter_connector::routing
