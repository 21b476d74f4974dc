#include "vcenter_connector/events/payload.hpp"

#include "context_attributes.hpp"
#include "json_object.hpp"

#include "vcenter_connector/base/percent.hpp"
#include "vcenter_connector/events/event_data.hpp"
#include "vcenter_connector/events/legacy_payload.hpp"

namespace vcenter_connector::events {
namespace {

// Of one header value. The eight of an event then stay well below the 8 kB of headers that the strictest
// servers take (nginx, gunicorn), whatever an event's type or object are called. The body has them whole. An
// id is never cut: its end tells events apart.
constexpr std::size_t longest_value = 768;

std::string content_type_of(const payload_form& form)
{
    return form.content_type ? *form.content_type : std::string(default_content_type(form.dialect));
}

std::string structured(const vsphere::event& event, const std::vector<context_attribute>& attributes)
{
    json_object json;
    for (const auto& [name, value, extension] : attributes)
        if (!extension)
            json.member(name, value);
    json.written("data", [&](std::string& out) { append_event_data(out, event); });
    for (const auto& [name, value, extension] : attributes)
        if (extension)
            json.member(name, value);
    return json.finish();
}

base::headers binary_headers(const std::vector<context_attribute>& attributes)
{
    base::headers headers;
    headers.reserve(attributes.size());
    for (const auto& [name, value, extension] : attributes) {
        if (name == "datacontenttype")
            continue;  // that is Content-Type
        const auto limit = name == "id" ? std::string::npos : longest_value;
        headers.push_back({"ce-" + std::string(name), base::attribute_header_value(value, limit)});
    }
    return headers;
}

}  // namespace

payload render(const vsphere::event& event, const event_origin& origin, const payload_form& form)
{
    payload made;
    made.content_type = content_type_of(form);
    if (form.dialect == dialect::legacy) {
        made.body = legacy_payload(event, origin.authority, category_of(event, origin.categories));
        return made;
    }
    const auto attributes = context_attributes(event, origin, form.dialect);
    if (form.dialect == dialect::cloudevents || form.dialect == dialect::veba) {
        made.body = structured(event, attributes);
        return made;
    }
    made.headers = binary_headers(attributes);
    append_event_data(made.body, event);
    return made;
}

}  // namespace vcenter_connector::events
