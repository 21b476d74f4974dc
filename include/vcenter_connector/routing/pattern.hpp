// What a function asks for in its `topic` annotation.
#pragma once

#include "vcenter_connector/events/names.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// One part of the annotation. Tokens are what stands between dots; `*` is any one token, `>` as the last one
/// stands for one or more (NATS's rules). A part without wildcards is a whole name: a topic, an eventTypeId,
/// the name of a class or of one that it derives from. Wildcards apply to topics and eventTypeIds only. A
/// `!` before it takes away what others ask for, whatever the order. Case counts.
struct pattern {
    std::string text;  ///< without the `!`
    bool takes_away = false;
    std::size_t column = 1;  ///< where the part begins in the annotation, in characters from 1

    bool has_wildcard() const noexcept;

    /// Where it stood does not count.
    friend bool operator==(const pattern& a, const pattern& b) noexcept
    {
        return a.takes_away == b.takes_away && a.text == b.text;
    }
};

/// As it was written, with its `!`.
std::string written(const pattern& p);

/// What is wrong with a part so that it cannot match anything, as an end of a sentence: an empty token, a `*`
/// or `>` within a token, a `>` that is not the last one, a second `!`. Empty when it is well-formed.
std::string fault_of(const pattern& p);

/// Splits an annotation at commas: trimmed, none empty, each once, in order. Those that are not well-formed
/// are among them.
std::vector<pattern> read_patterns(std::string_view annotation);

/// Whether a part applies to an event of these names; `takes_away` is not looked at, and one that is not
/// well-formed applies to nothing that an event is called by.
bool applies(const pattern& p, const events::event_names& names) noexcept;

/// Whether these patterns together ask for an event of these names: one of them applies and none takes it
/// away.
bool ask_for(const std::vector<pattern>& patterns, const events::event_names& names) noexcept;

}  // namespace vcenter_connector::routing
