// Would a function ever get an event? What its annotations ask for, held against the names that there are.
#pragma once

#include "vcenter_connector/routing/vocabulary.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

enum class severity { error, warning, note };
std::string_view name_of(severity s) noexcept;

/// Where a function says something.
enum class declared_in { annotation, label, key };

struct finding {
    severity level = severity::error;
    declared_in where = declared_in::annotation;
    std::string name;        ///< of the annotation, label or key; empty: the function as a whole
    bool of_name = false;    ///< it is about the name, not about the value
    std::size_t column = 0;  ///< within the value, in characters from 1; 0: all of it
    std::string text;        ///< what is wrong; one line, printable
    std::string cure;        ///< what to do; one line, printable; may be empty

    friend bool operator==(const finding&, const finding&) = default;
};

using texts = std::map<std::string, std::string>;

/// What a function says of itself.
struct declaration {
    texts annotations;
    texts labels;
    texts keys;  ///< that the stack file's format does not know
};

struct subscription_report {
    std::vector<finding> findings;  ///< by annotation, then column
    /// What it asks for, in a few words: `vm.powered.on (1 event class)`. Empty when it asks for nothing.
    std::string summary;
};

/// Mistakes that the connector would log when it meets these annotations, and what it cannot know: names that
/// nothing is sent by, parts that change nothing, a topic that stands in the wrong place. Never throws.
subscription_report check_subscription(const declaration& of, const vocabulary& known);

}  // namespace vcenter_connector::routing
