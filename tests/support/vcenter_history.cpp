#include "support/vcenter_history.hpp"

#include "support/vcenter_xml.hpp"

#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>
#include <stdexcept>

namespace vcenter_connector::test {

std::int32_t vcenter_history::post(posted_event event, base::wall_time now)
{
    if (!event.key) {
        event.key = next_key_;
        next_key_ = static_cast<std::int32_t>(static_cast<std::uint32_t>(next_key_) + 1U);
    }
    if (!event.time)
        event.time = now;
    if (!event.vm.empty())
        vms_.try_emplace(event.vm, "vm-" + std::to_string(100 + vms_.size()));
    events_.push_back(std::move(event));
    return *events_.back().key;
}

void vcenter_history::post_many(std::size_t count, std::size_t objects, base::wall_time first,
                                std::chrono::microseconds tick)
{
    if (crowd_.count > 0)
        throw std::logic_error("post_many: once only");
    crowd_ = {events_.size(), count, objects, next_key_, first, tick};
    next_key_ += static_cast<std::int32_t>(count);
    for (std::size_t i = 0; i < objects; ++i)
        vms_.try_emplace("vm" + std::to_string(i), "vm-" + std::to_string(100 + vms_.size()));
}

posted_event vcenter_history::event(std::size_t index) const
{
    if (!in_crowd(index))
        return kept(index);
    posted_event made;
    const auto nth = index - crowd_.at;
    made.vm = "vm" + std::to_string(nth % crowd_.objects);
    made.key = crowd_.first_key + static_cast<std::int32_t>(nth);
    made.time = time(index);
    return made;
}

base::wall_time vcenter_history::time(std::size_t index) const
{
    if (in_crowd(index))
        return crowd_.first + crowd_.tick * static_cast<std::int64_t>(index - crowd_.at);
    return *kept(index).time;
}

bool vcenter_history::visible(std::size_t index) const
{
    return in_crowd(index) || kept(index).visible;
}

std::string vcenter_history::read(history_view& view, std::size_t count) const
{
    std::string out;
    if (view.stuck)
        return out;
    std::size_t seen = 0;
    auto at = view.next;
    for (; at < size() && seen < count; ++at) {
        if (!shows(view, at))
            continue;
        ++seen;
        if (visible(at))
            out += render("returnval", event(at), view.full_message);
    }
    if (!out.empty())
        view.next = at;
    return out;
}

std::string vcenter_history::page(const history_view& view, page_order order) const
{
    std::vector<std::string> newest;
    for (auto at = size(); at > 0 && newest.size() < view.page_size; --at)
        if (visible(at - 1) && shows(view, at - 1))
            newest.push_back(render("Event", event(at - 1), view.full_message));
    if (order == page_order::oldest_first)
        std::reverse(newest.begin(), newest.end());
    if (order == page_order::mixed)
        std::stable_partition(newest.begin(), newest.end(),
                              [i = 0](const auto&) mutable { return i++ % 2 == 1; });
    std::string out;
    for (const auto& each : newest)
        out += each;
    return out;
}

std::size_t vcenter_history::page_stamp(const history_view& view) const
{
    for (auto at = size(); at > 0; --at)
        if (visible(at - 1) && shows(view, at - 1))
            return at;
    return 0;
}

std::string vcenter_history::render(std::string_view element, const posted_event& event,
                                    bool full_message) const
{
    std::string out = "<";
    out.append(element).append(" xsi:type=\"").append(event.class_name).append("\">");
    out.append(event.raw.empty() ? render_members(event, full_message) : event.raw);
    return out.append("</").append(element).append(">");
}

std::string vcenter_history::render_members(const posted_event& event, bool full_message) const
{
    const auto key = std::to_string(*event.key);
    auto out = xml_element("key", key) + xml_element("chainId", key) +
               xml_element("createdTime", vsphere::format_time(*event.time)) +
               xml_element("userName", event.user);
    if (const auto vm = vms_.find(event.vm); vm != vms_.end())
        out += "<vm>" + xml_element("name", event.vm) + xml_reference("vm", "VirtualMachine", vm->second) +
               "</vm>";
    if (full_message)
        out += xml_element("fullFormattedMessage",
                           event.message.empty() ? event.class_name + " of " + event.vm : event.message);
    if (!event.event_type_id.empty())
        out += xml_element("eventTypeId", event.event_type_id);
    if (!event.severity.empty())
        out += xml_element("severity", event.severity);
    for (const auto& [name, value] : event.arguments)
        out += "<arguments>" + xml_element("key", name) + "<value xsi:type=\"xsd:string\">" +
               xml_text(value) + "</value></arguments>";
    return out + event.members;
}

}  // namespace vcenter_connector::test
