// The simple types that an xsd:anyType of the vSphere API can hold.
#pragma once

#include "vcenter_connector/vsphere/class_table.hpp"

#include <optional>
#include <string_view>

namespace vcenter_connector::events {

/// Of an xsi:type without prefix: `int`, `boolean`, `dateTime` ...; empty when it is no simple type of XML
/// Schema.
std::optional<vsphere::value_kind> simple_kind(std::string_view xsd_type) noexcept;

/// Of what follows `ArrayOf` in the name of a list's type: `Int`, `String` ...
std::optional<vsphere::value_kind> simple_array_kind(std::string_view item_type) noexcept;

}  // namespace vcenter_connector::events
