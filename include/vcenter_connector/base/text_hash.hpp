// Lets a hash table whose keys are strings be asked with a view.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace vcenter_connector::base {

struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept
    {
        return std::hash<std::string_view>{}(text);
    }
};

}  // namespace vcenter_connector::base
