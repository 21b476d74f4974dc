// What an OpenFaaS gateway says of its functions.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/routing/annotations.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// Decodes the answer to `GET /system/namespaces`. `null` counts as an empty list.
/// Errors: `not_json`, `unexpected_json`; the detail shows the place or how the answer begins.
base::result<std::vector<std::string>> decode_namespaces(std::string_view json);

/// Decodes the answer to `GET /system/functions`. `null` counts as an empty list. A function without
/// annotations, with `null` or anything else in their place, asks for nothing. A function that does not state
/// a namespace is in `name_space`. Annotations that cannot be used are in `function::mistakes`, and never a
/// failure. With a cache, a filter that is in it is not parsed again.
/// Errors: as above; a function without a name is one.
base::result<std::vector<function>> decode_functions(std::string_view json, std::string_view name_space = {},
                                                     filter_cache* filters = nullptr);

}  // namespace vcenter_connector::routing
