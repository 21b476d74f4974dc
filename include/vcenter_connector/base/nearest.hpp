// "Did you mean ...?"
#pragma once

#include <span>
#include <string_view>

namespace vcenter_connector::base {

/// The one of `known` that `word` most likely meant: few letters apart for its length. Empty when none is
/// near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace vcenter_connector::base
