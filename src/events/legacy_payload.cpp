#include "vcenter_connector/events/legacy_payload.hpp"

#include "go_json.hpp"
#include "vcenter_connector/events/object.hpp"
#include "vcenter_connector/events/topic.hpp"
#include "vcenter_connector/vsphere/time.hpp"

namespace vcenter_connector::events {
namespace {

class object_writer {
public:
    void member(std::string_view name, std::string_view value)
    {
        begin(name);
        append_go_string(out_, value);
    }

    void member_unless_empty(std::string_view name, std::string_view value)
    {
        if (!value.empty())
            member(name, value);
    }

    void object(std::string_view name, object_writer value)
    {
        begin(name);
        out_ += value.finish();
    }

    std::string finish()
    {
        out_ += '}';
        return std::move(out_);
    }

private:
    void begin(std::string_view name)
    {
        if (out_.size() > 1)
            out_ += ',';
        append_go_string(out_, name);
        out_ += ':';
    }

    std::string out_ = "{";
};

object_writer written(const vsphere::managed_object_reference& reference)
{
    object_writer json;
    json.member("Type", reference.type);
    json.member("Value", reference.value);
    return json;
}

}  // namespace

std::string legacy_payload(const vsphere::event& event, std::string_view source, std::string_view category)
{
    const auto object = object_of(event);
    object_writer json;
    json.member_unless_empty("topic", topic_of(event.class_name));
    json.member_unless_empty("category", category);
    json.member("source", source);
    json.member_unless_empty("userName", event.text("userName"));
    json.member("createdTime", vsphere::format_time(event.time));
    json.member_unless_empty("objectName", object.name);
    if (!object.reference.empty())
        json.object("managedObjectReference", written(object.reference));
    return json.finish();
}

}  // namespace vcenter_connector::events
