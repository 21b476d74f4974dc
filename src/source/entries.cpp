#include "entries.hpp"

#include "vcenter_connector/events/object.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::source {
namespace {

struct group {
    events::payload_form form;
    std::vector<store::function_name> functions;
};

std::vector<group> grouped(const std::vector<const routing::function*>& functions,
                           const events::payload_form& preset)
{
    std::vector<group> groups;
    for (const auto* function : functions) {
        auto form = routing::form_of(function->options, preset);
        auto found =
            std::find_if(groups.begin(), groups.end(), [&](const group& g) { return g.form == form; });
        if (found == groups.end())
            found = groups.insert(groups.end(), {std::move(form), {}});
        found->functions.push_back({function->name, function->name_space});
    }
    return groups;
}

}  // namespace

std::size_t add_entries(store::event_page& page, const vsphere::event& event,
                        const events::event_names& names,
                        const std::vector<const routing::function*>& functions,
                        const events::event_origin& origin, const intake_options& options)
{
    const auto id = events::event_id(origin, event.key);
    const auto object = events::ordering_object_of(event);
    std::size_t bytes = 0;
    for (auto& [form, wanted_by] : grouped(functions, options.payload)) {
        auto rendered =
            options.render ? options.render(event, origin, form) : events::render(event, origin, form);
        store::event_page::entry entry;
        entry.event = {id,
                       names.topic,
                       object,
                       std::move(rendered.body),
                       std::move(rendered.content_type),
                       std::move(rendered.headers)};
        entry.functions = std::move(wanted_by);
        bytes += entry.event.size();
        page.entries.push_back(std::move(entry));
    }
    return bytes;
}

}  // namespace vcenter_connector::source
