// What an OpenFaaS gateway says of its functions.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/routing/annotations.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::routing {

/// Decodes the answer to `GET /system/namespaces`. `null` counts as an empty list. Entries that are no text
/// are left out, and added to `nameless` when it is given. Errors: `not_json`, `unexpected_json`, also when
/// there are entries and none can be used; the detail shows how the answer begins.
base::result<std::vector<std::string>> decode_namespaces(std::string_view json,
                                                         std::size_t* nameless = nullptr);

/// Decodes the answer to `GET /system/functions`. `null` counts as an empty list. A function without
/// annotations, with `null` or anything else in their place, asks for nothing. A function that does not state
/// a namespace is in `name_space`. Annotations that cannot be used are in `function::mistakes`, and never a
/// failure. With a cache, a filter that is in it is not parsed again.
/// Functions without a name, and errors: as above.
base::result<std::vector<function>> decode_functions(std::string_view json, std::string_view name_space = {},
                                                     filter_cache* filters = nullptr,
                                                     std::size_t* nameless = nullptr);

}  // namespace vcenter_connector::routing
