// What an OpenFaaS gateway says of its functions.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/routing/function_options.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

struct function {
    std::string name;
    std::string name_space;           ///< empty on gateways without namespaces
    std::vector<std::string> topics;  ///< parts of the `topic` annotation: trimmed, none empty, each once
    function_options options = {};
    std::vector<annotation_mistake> mistakes = {};  ///< in annotations that are ours

    friend bool operator==(const function&, const function&) = default;
};

/// Decodes the answer to `GET /system/namespaces`. `null` counts as an empty list.
/// Errors: `not_json`, `unexpected_json`; the detail shows the place or how the answer begins.
base::result<std::vector<std::string>> decode_namespaces(std::string_view json);

/// Decodes the answer to `GET /system/functions`. `null` counts as an empty list. A function without
/// annotations, with `null` or anything else in their place, has no topics. A function that does not state a
/// namespace is in `name_space`.
/// Errors: as above; a function without a name is one.
base::result<std::vector<function>> decode_functions(std::string_view json, std::string_view name_space = {});

}  // namespace vcenter_connector::routing
