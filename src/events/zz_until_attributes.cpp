// Stands in until the attributes are merged; to be removed with that merge. Weak, and last in the library.
#include "vcenter_connector/events/attributes.hpp"

namespace vcenter_connector::events {

__attribute__((weak)) std::span<const attribute_row> attribute_table() noexcept
{
    return {};
}

}  // namespace vcenter_connector::events
