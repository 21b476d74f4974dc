#include "vcenter_connector/events/origin.hpp"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace vcenter_connector::events {

std::string event_id(const event_origin& origin, std::int32_t key)
{
    return origin.instance_uuid + "/" + std::to_string(key);
}

std::string event_uuid(const event_origin& origin, std::int32_t key)
{
    const boost::uuids::name_generator_sha1 name_in(boost::uuids::ns::url());
    return boost::uuids::to_string(name_in(event_id(origin, key)));
}

}  // namespace vcenter_connector::events
