// Events of every class with every member of the class table.
#pragma once

#include "vcenter_connector/vsphere/class_table.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <string_view>

namespace vcenter_connector::test {

/// All texts are `text`; nested types are filled two levels deep.
vsphere::event filled_event(vsphere::data_type type, std::int32_t key, std::string_view text);

}  // namespace vcenter_connector::test
