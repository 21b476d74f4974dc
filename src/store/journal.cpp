#include "vcenter_connector/store/journal.hpp"

namespace vcenter_connector::store {

std::string function_name::qualified() const
{
    return name_space.empty() ? name : name + "." + name_space;
}

}  // namespace vcenter_connector::store
