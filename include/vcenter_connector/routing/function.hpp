// A function and what it asks for, by its annotations.
#pragma once

#include "vcenter_connector/routing/filter.hpp"
#include "vcenter_connector/routing/function_options.hpp"
#include "vcenter_connector/routing/pattern.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace vcenter_connector::routing {

/// What follows from an annotation that is not right.
enum class mistake_effect {
    default_counts,    ///< it is as if the annotation were not there
    part_left_out,     ///< one part of it does not count, the others do
    gets_nothing,      ///< the function gets no event until it is mended
    taken_as_written,  ///< it counts, and most likely does not mean what its author wanted
};

struct annotation_mistake {
    std::string annotation;
    std::string value;     ///< of the annotation, or of its part; printable and cut
    std::string reason;    ///< what is wrong; printable
    std::string expected;  ///< what would be right; printable, may be empty
    mistake_effect effect = mistake_effect::default_counts;
    std::size_t column = 0;  ///< where in the annotation's value, in characters from 1; 0: all of it

    friend bool operator==(const annotation_mistake&, const annotation_mistake&) = default;
};

struct function {
    std::string name;
    std::string name_space;              ///< empty on gateways without namespaces
    std::vector<pattern> patterns = {};  ///< parts of the `topic` annotation; all are well-formed
    function_options options = {};
    routing::filter filter = {};                    ///< `vcenter.filter`
    std::vector<annotation_mistake> mistakes = {};  ///< in annotations that are ours

    /// Whether it can get events: it asks for something, and its filter is none or a valid one.
    bool subscribed() const noexcept;

    friend bool operator==(const function&, const function&) = default;
};

}  // namespace vcenter_connector::routing
