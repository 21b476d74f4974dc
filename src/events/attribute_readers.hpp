// How the attributes of an event are read.
#pragma once

#include "vcenter_connector/cesql/value.hpp"
#include "vcenter_connector/events/origin.hpp"
#include "vcenter_connector/vsphere/event.hpp"

#include <optional>
#include <string_view>

namespace vcenter_connector::events {

using attribute_value = std::optional<cesql::value>;

struct attribute_request;

/// A reader and the members that it reads; which of them count says the reader.
struct attribute_source {
    attribute_value (*read)(const attribute_request&);
    std::string_view member{};
    std::string_view inner{};
};

struct attribute_request {
    const vsphere::event& event;
    const event_origin& origin;
    const attribute_source& source;
};

// The readers of members; what is absent or empty is missing, save in read_always.
attribute_value read_text(const attribute_request& r);     ///< `member`, or `inner` in it
attribute_value read_always(const attribute_request& r);   ///< `member`; the empty text where there is none
attribute_value read_integer(const attribute_request& r);  ///< `member`
attribute_value
read_reference(const attribute_request& r);  ///< the value of the reference `inner` in `member`
attribute_value read_reference_type(const attribute_request& r);
attribute_value read_datastore(const attribute_request& r);  ///< `ds`, or the `datastore` of a DatastoreEvent
attribute_value read_datastore_id(const attribute_request& r);
attribute_value read_folder(const attribute_request& r);

// CloudEvents' attributes.
attribute_value read_id(const attribute_request& r);
attribute_value read_source(const attribute_request& r);
attribute_value read_specversion(const attribute_request& r);
attribute_value read_type(const attribute_request& r);
attribute_value read_subject(const attribute_request& r);
attribute_value read_time(const attribute_request& r);
attribute_value read_data_content_type(const attribute_request& r);
attribute_value read_event_class(const attribute_request& r);
attribute_value read_api_version(const attribute_request& r);
attribute_value read_partition_key(const attribute_request& r);
attribute_value read_sequence(const attribute_request& r);

// What the event is.
attribute_value read_topic(const attribute_request& r);
attribute_value read_class(const attribute_request& r);
attribute_value read_type_id(const attribute_request& r);
attribute_value read_key(const attribute_request& r);
attribute_value read_category(const attribute_request& r);

// The object that the event is about.
attribute_value read_object_name(const attribute_request& r);
attribute_value read_object_type(const attribute_request& r);
attribute_value read_object_id(const attribute_request& r);

// The vCenter.
attribute_value read_vcenter(const attribute_request& r);
attribute_value read_instance_uuid(const attribute_request& r);

}  // namespace vcenter_connector::events
