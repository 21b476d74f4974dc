#include "vcenter_connector/events/origin.hpp"

namespace vcenter_connector::events {

std::string event_id(const event_origin& origin, std::int32_t key)
{
    return origin.instance_uuid + "/" + std::to_string(key);
}

}  // namespace vcenter_connector::events
