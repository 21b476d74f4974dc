// The children of an element in the order in which a payload has them: by member, by name.
#pragma once

#include "vcenter_connector/vsphere/class_table.hpp"
#include "vcenter_connector/vsphere/element.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace vcenter_connector::events {

struct placed_child {
    std::size_t place;
    vsphere::element child;
};

/// Whether both are one name in a payload, where names begin with a capital.
bool same_member(std::string_view a, std::string_view b) noexcept;

/// Appends the children of `parent`, in the order of `members`: a child's place is the index of its member,
/// or the number of members when it has none. Children of one place stay in their order.
void place_by_member(std::vector<placed_child>& out, vsphere::element parent,
                     std::span<const vsphere::member> members);

/// Brings children of one name together, where the first of them stood.
void group_by_name(std::span<placed_child> children);

}  // namespace vcenter_connector::events
