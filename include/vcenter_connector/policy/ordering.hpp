// Which lane a delivery belongs to.
#pragma once

#include "vcenter_connector/base/ordering.hpp"

#include <string_view>

namespace vcenter_connector::policy {

using base::ordering;

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
