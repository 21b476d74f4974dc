#include "support/event_builder.hpp"

#include "vcenter_connector/vsphere/time.hpp"

#include <utility>

namespace vcenter_connector::test {

event_builder::event_builder(std::string_view class_name)
{
    event_.class_name = class_name;
    event_.key = 7;
    tree_.open("event", class_name, "");
}

event_builder& event_builder::text(std::string_view member, std::string_view value)
{
    tree_.open(member, "", value);
    tree_.close();
    return *this;
}

event_builder& event_builder::argument(std::string_view member, std::string_view name, std::string_view type,
                                       std::string_view value, std::string_view inner)
{
    tree_.open(member, "", "");
    text("name", name);
    tree_.open(inner.empty() ? member : inner, type, value,
               vsphere::element_tree::builder::type_form::reference);
    tree_.close();
    tree_.close();
    return *this;
}

event_builder& event_builder::key(std::int32_t number)
{
    event_.key = number;
    return *this;
}

event_builder& event_builder::created(std::string_view time)
{
    event_.created_time = time;
    event_.time = vsphere::parse_time(time).value();
    return text("createdTime", time);
}

vsphere::event event_builder::finish()
{
    tree_.close();
    event_.tree = tree_.finish();
    return std::move(event_);
}

}  // namespace vcenter_connector::test
