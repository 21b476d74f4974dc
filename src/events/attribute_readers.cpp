#include "attribute_readers.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/events/category.hpp"
#include "vcenter_connector/events/cloudevents.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/topic.hpp"

#include <initializer_list>
#include <string>

namespace vcenter_connector::events {
namespace {

attribute_value unless_empty(std::string_view text)
{
    return text.empty() ? std::nullopt : attribute_value(std::string(text));
}

vsphere::element argument(const attribute_request& r, std::string_view inner)
{
    return r.event.root().child(r.source.member).child(inner);
}

vsphere::element datastore_argument(const vsphere::event& event)
{
    const auto ds = event.root().child("ds");
    return ds ? ds : event.root().child("datastore");
}

}  // namespace

attribute_value read_text(const attribute_request& r)
{
    return unless_empty(r.source.inner.empty() ? r.event.text(r.source.member)
                                               : argument(r, r.source.inner).text());
}

attribute_value read_always(const attribute_request& r)
{
    return std::string(r.event.text(r.source.member));
}

attribute_value read_integer(const attribute_request& r)
{
    const auto text = unless_empty(base::trim(r.event.text(r.source.member)));
    if (!text)
        return std::nullopt;
    const auto number = cesql::cast(*text, cesql::type::integer);
    return number.ok ? number.result : text;
}

attribute_value read_reference(const attribute_request& r)
{
    return unless_empty(base::trim(argument(r, r.source.inner).text()));
}

attribute_value read_reference_type(const attribute_request& r)
{
    return unless_empty(argument(r, r.source.inner).type());
}

attribute_value read_datastore(const attribute_request& r)
{
    return unless_empty(datastore_argument(r.event).child("name").text());
}

attribute_value read_datastore_id(const attribute_request& r)
{
    return unless_empty(base::trim(datastore_argument(r.event).child("datastore").text()));
}

// No member of that name: classes that name a folder name it as the parent or the destination.
attribute_value read_folder(const attribute_request& r)
{
    for (const auto* member : {"folder", "parent", "destFolder"})
        if (const auto folder = r.event.root().child(member); folder.child("folder"))
            return unless_empty(folder.child("name").text());
    return std::nullopt;
}

attribute_value read_id(const attribute_request& r)
{
    return event_id(r.origin, r.event.key);
}

attribute_value read_source(const attribute_request& r)
{
    return r.origin.url;
}

attribute_value read_specversion(const attribute_request& /*r*/)
{
    return std::string(cloudevents_version);
}

attribute_value read_type(const attribute_request& r)
{
    return cloudevents_type(r.event);
}

attribute_value read_subject(const attribute_request& r)
{
    return cloudevents_subject(r.event);
}

attribute_value read_time(const attribute_request& r)
{
    return cloudevents_time(r.event);
}

attribute_value read_data_content_type(const attribute_request& /*r*/)
{
    return std::string("application/json");
}

attribute_value read_event_class(const attribute_request& r)
{
    return std::string(cloudevents_event_class(r.event));
}

attribute_value read_api_version(const attribute_request& r)
{
    return unless_empty(r.origin.api_version);
}

attribute_value read_partition_key(const attribute_request& r)
{
    return unless_empty(cloudevents_partition_key(r.event));
}

attribute_value read_sequence(const attribute_request& r)
{
    return cloudevents_sequence(r.event.key);
}

attribute_value read_topic(const attribute_request& r)
{
    return topic_of(r.event.class_name);
}

attribute_value read_class(const attribute_request& r)
{
    return r.event.class_name;
}

attribute_value read_type_id(const attribute_request& r)
{
    return has_type_id(r.event.class_name) ? unless_empty(base::trim(r.event.text("eventTypeId")))
                                           : std::nullopt;
}

attribute_value read_key(const attribute_request& r)
{
    return r.event.key;
}

attribute_value read_category(const attribute_request& r)
{
    return std::string(category_of(r.event, r.origin.categories));
}

// The port follows the last colon, unless that is within the brackets of an IPv6 address.
attribute_value read_vcenter(const attribute_request& r)
{
    std::string_view host = r.origin.authority;
    if (host.starts_with('['))
        return unless_empty(host.substr(1, host.find(']') - 1));
    return unless_empty(host.substr(0, host.rfind(':')));
}

attribute_value read_instance_uuid(const attribute_request& r)
{
    return unless_empty(r.origin.instance_uuid);
}

}  // namespace vcenter_connector::events
