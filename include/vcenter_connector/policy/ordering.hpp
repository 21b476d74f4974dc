// Which deliveries to one function wait for each other.
#pragma once

#include <string_view>

namespace vcenter_connector::policy {

enum class ordering {
    object,  ///< those of one managed object
    none,    ///< none
    strict,  ///< all
};

/// The `object` argument of `lanes::add` for a delivery whose event is about `object`.
constexpr std::string_view lane_object(ordering order, std::string_view object) noexcept
{
    switch (order) {
    case ordering::none: return {};
    case ordering::strict: return "*";
    case ordering::object: break;
    }
    return object;
}

}  // namespace vcenter_connector::policy
