#include "vcenter_connector/store/journal.hpp"

namespace vcenter_connector::store {

std::string function_name::qualified() const
{
    return name_space.empty() ? name : name + "." + name_space;
}

std::size_t event_record::size() const noexcept
{
    std::size_t bytes = body.size();
    for (const auto& [name, value] : headers)
        bytes += name.size() + value.size();
    return bytes;
}

}  // namespace vcenter_connector::store
