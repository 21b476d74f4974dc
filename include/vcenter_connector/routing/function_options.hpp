// How one function wants its deliveries, by its annotations.
#pragma once

#include "vcenter_connector/base/ordering.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

enum class invocation_mode { async, sync };

/// What is empty is as the connector's settings say.
struct function_options {
    std::optional<unsigned> retries;  ///< `vcenter.retries`: further attempts after the first
    std::optional<std::chrono::milliseconds> timeout;  ///< `vcenter.timeout`: of one invocation
    std::optional<invocation_mode> mode;               ///< `vcenter.mode`
    std::optional<base::ordering> order;               ///< `vcenter.order`

    friend bool operator==(const function_options&, const function_options&) = default;
};

/// An annotation that cannot be used; its default is used instead.
struct annotation_mistake {
    std::string annotation;
    std::string value;     ///< printable and cut
    std::string expected;  ///< what would be right

    friend bool operator==(const annotation_mistake&, const annotation_mistake&) = default;
};

/// Takes one annotation into `options`; those whose name does not begin with `vcenter.` are not ours. Gives
/// the mistake when the name is unknown or the value wrong.
std::optional<annotation_mistake> read_annotation(std::string_view name, std::string_view value,
                                                  function_options& options);

}  // namespace vcenter_connector::routing
