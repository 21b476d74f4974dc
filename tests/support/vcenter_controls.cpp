// What a test does to a scripted vCenter, and what it asks of it afterwards.
#include "support/vcenter_model.hpp"

#include "support/vcenter_xml.hpp"

#include <algorithm>

namespace vcenter_connector::test {

std::int32_t vcenter_model::post(posted_event event)
{
    const auto key = history_.post(std::move(event), now_);
    now_ += options_.tick;
    return key;
}

std::int32_t vcenter_model::post(std::string class_name, std::string vm)
{
    posted_event event;
    event.class_name = std::move(class_name);
    event.vm = std::move(vm);
    return post(std::move(event));
}

std::int32_t vcenter_model::post_ex(std::string event_type_id, std::string severity)
{
    posted_event event;
    event.class_name = "EventEx";
    event.event_type_id = std::move(event_type_id);
    event.severity = std::move(severity);
    return post(std::move(event));
}

void vcenter_model::post_session_event(std::string class_name, const std::string& key)
{
    posted_event event;
    event.class_name = std::move(class_name);
    event.user = options_.user;
    event.members = xml_element("ipAddress", "127.0.0.1") + xml_element("userAgent", user_agent_) +
                    xml_element("sessionId", key);
    post(std::move(event));
}

void vcenter_model::post_many(std::size_t count, std::size_t objects)
{
    history_.post_many(count, objects, now_, options_.tick);
    now_ += options_.tick * static_cast<std::int64_t>(count);
}

void vcenter_model::post_hidden(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        posted_event event;
        event.visible = false;
        post(std::move(event));
    }
}

void vcenter_model::rebuild(std::string instance_uuid, std::int32_t next_key)
{
    terminate_sessions();
    options_.instance_uuid = std::move(instance_uuid);
    history_ = {};
    history_.set_next_key(next_key);
}

void vcenter_model::terminate_sessions()
{
    sessions_.clear();
}

void vcenter_model::stick_cursors(bool later_ones_too)
{
    stick_later_ = later_ones_too;
    for (auto& [id, s] : sessions_)
        for (auto& [name, view] : s.collectors)
            view.stuck = true;
}

void vcenter_model::free_cursors()
{
    stick_later_ = false;
    for (auto& [id, s] : sessions_)
        for (auto& [name, view] : s.collectors)
            view.stuck = false;
}

void vcenter_model::add_event_info(std::string key, std::string category, std::string full_format)
{
    info_rows_ += "<EventDescriptionEventDetail>" + xml_element("key", key) +
                  xml_element("description", key) + xml_element("category", category) +
                  xml_element("fullFormat", full_format) + "</EventDescriptionEventDetail>";
}

std::size_t vcenter_model::count(std::string_view method) const
{
    return static_cast<std::size_t>(std::count(methods_.begin(), methods_.end(), method));
}

std::size_t vcenter_model::open_collectors() const
{
    std::size_t sum = 0;
    for (const auto& [id, s] : sessions_)
        sum += s.collectors.size();
    return sum;
}

std::size_t vcenter_model::open_filters() const
{
    std::size_t sum = 0;
    for (const auto& [id, s] : sessions_)
        sum += s.filters.size();
    return sum;
}

}  // namespace vcenter_connector::test
