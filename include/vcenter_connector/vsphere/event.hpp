// An event of a vCenter's history.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/vsphere/element.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace vcenter_connector::vsphere {

/// The members that every event has, beside the whole of it. Members of the class are found in `tree`, whose
/// root is the event element itself (API reference: Event).
struct event {
    std::string class_name;    ///< xsi:type, for example `VmPoweredOnEvent`
    std::int32_t key = 0;      ///< may be negative
    std::string created_time;  ///< as vCenter wrote it (xsd:dateTime)
    base::wall_time time;      ///< the same, parsed
    element_tree tree;

    element root() const noexcept { return tree.root(); }
    /// The text of a member, empty when absent.
    std::string_view text(std::string_view member) const noexcept { return root().child(member).text(); }
};

}  // namespace vcenter_connector::vsphere
