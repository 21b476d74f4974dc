#include "vcenter_connector/events/event_data.hpp"

namespace vcenter_connector::events {

// Stands here until branch w-classes is merged.
void append_event_data(std::string& out, const vsphere::event&)
{
    out += "{}";
}

}  // namespace vcenter_connector::events
