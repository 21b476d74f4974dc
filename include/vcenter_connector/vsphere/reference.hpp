// A reference to an object that a vCenter manages.
#pragma once

#include <string>

namespace vcenter_connector::vsphere {

/// Type and value, as in `VirtualMachine` and `vm-57`. A `serverGuid` on the wire is left out: references
/// that differ only in it name the same object.
struct managed_object_reference {
    std::string type;
    std::string value;

    bool empty() const noexcept { return value.empty(); }
    friend bool operator==(const managed_object_reference&, const managed_object_reference&) = default;
};

}  // namespace vcenter_connector::vsphere
