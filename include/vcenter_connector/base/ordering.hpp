// Which deliveries to one function wait for each other.
#pragma once

namespace vcenter_connector::base {

enum class ordering {
    object,  ///< those of one managed object
    none,    ///< none
    strict,  ///< all
};

}  // namespace vcenter_connector::base
