// The answers of methods.hpp.
#include "answer.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/vsphere/methods.hpp"
#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>

namespace vcenter_connector::vsphere {
namespace {

base::failure missing(std::string_view what)
{
    return {base::errc::unexpected_answer, std::string(what) + " is missing"};
}

// The answer that carries exactly one <returnval>.
base::result<pugi::xml_node> returned(answer& from, std::string_view method = {})
{
    auto response = from.open(method);
    if (!response)
        return response.error();
    const auto value = find_child(*response, "returnval");
    if (!value)
        return missing("returnval");
    return value;
}

// The value of one property in an answer to RetrieveProperties.
base::result<pugi::xml_node> property(answer& from, std::string_view name)
{
    auto object = returned(from, "RetrieveProperties");
    if (!object)
        return object.error();
    for (auto set = object->first_child(); set; set = set.next_sibling())
        if (local_name(set.name()) == "propSet" && child_text(set, "name") == name)
            return find_child(set, "val");
    return missing(name);
}

// EventEx and ExtendedEvent rows share one key; the id stands before the first '|' of fullFormat.
std::string_view catalogue_key(pugi::xml_node row) noexcept
{
    const auto key = child_text(row, "key");
    if (key != "EventEx" && key != "ExtendedEvent")
        return key;
    const auto format = child_text(row, "fullFormat");
    return format.substr(0, format.find('|'));
}

void collect_pages(pugi::xml_node filter_set, std::vector<std::vector<event>>& pages)
{
    for (auto object = filter_set.first_child(); object; object = object.next_sibling()) {
        if (local_name(object.name()) != "objectSet")
            continue;
        for (auto change = object.first_child(); change; change = change.next_sibling())
            if (local_name(change.name()) == "changeSet" && child_text(change, "name") == "latestPage")
                pages.push_back(events_below(find_child(change, "val"), "Event"));
    }
}

}  // namespace

base::result<std::string> decode_service_versions(std::string body)
{
    answer from(std::move(body));
    auto root = from.open_plain();
    if (!root)
        return root.error();
    for (auto each = root->first_child(); each; each = each.next_sibling())
        if (child_text(each, "name") == "urn:vim25" && !child_text(each, "version").empty())
            return std::string(child_text(each, "version"));
    return base::failure(base::errc::not_soap, "no versions of urn:vim25 in it");
}

base::result<service_content> decode_service_content(std::string body)
{
    answer from(std::move(body));
    auto value = returned(from, "RetrieveServiceContent");
    if (!value)
        return value.error();
    const auto about = find_child(*value, "about");
    service_content content;
    content.instance_uuid = child_text(about, "instanceUuid");
    content.full_name = child_text(about, "fullName");
    content.api_version = child_text(about, "apiVersion");
    content.api_type = child_text(about, "apiType");
    content.property_collector = reference_at(find_child(*value, "propertyCollector"));
    content.session_manager = reference_at(find_child(*value, "sessionManager"));
    content.event_manager = reference_at(find_child(*value, "eventManager"));
    if (content.session_manager.empty())
        return missing("sessionManager");
    if (content.event_manager.empty() || content.property_collector.empty())
        return missing("eventManager or propertyCollector");
    return content;
}

base::result<user_session> decode_login(std::string body)
{
    answer from(std::move(body));
    auto response = from.open("Login");
    if (!response)
        return response.error();
    const auto session = find_child(*response, "returnval");
    return user_session{std::string(base::trim(child_text(session, "key"))),
                        std::string(base::trim(child_text(session, "userName")))};
}

base::result<base::wall_time> decode_current_time(std::string body)
{
    answer from(std::move(body));
    auto value = returned(from, "CurrentTime");
    if (!value)
        return value.error();
    if (const auto time = parse_time(base::trim(value->child_value())))
        return *time;
    return base::failure(base::errc::unexpected_answer,
                         "no time: " + base::printable(value->child_value(), 40));
}

base::result<event_categories> decode_event_info(std::string body)
{
    answer from(std::move(body));
    auto rows = property(from, "description.eventInfo");
    if (!rows)
        return rows.error();
    event_categories categories;
    for (auto row = rows->first_child(); row; row = row.next_sibling())
        if (const auto key = catalogue_key(row); !key.empty())
            categories.emplace(key, child_text(row, "category"));
    return categories;
}

base::result<std::vector<event_kind>> decode_event_kinds(std::string body)
{
    answer from(std::move(body));
    auto rows = property(from, "description.eventInfo");
    if (!rows)
        return rows.error();
    std::vector<event_kind> kinds;
    for (auto row = rows->first_child(); row; row = row.next_sibling()) {
        const auto key = catalogue_key(row);
        if (key.empty())
            continue;
        event_kind kind;
        kind.class_name = child_text(row, "key");
        if (key != kind.class_name)
            kind.type_id = key;
        kind.category = child_text(row, "category");
        kind.description = child_text(row, "description");
        const auto format = child_text(row, "fullFormat");
        kind.full_format =
            kind.type_id.empty() ? format : format.substr(std::min(key.size() + 1, format.size()));
        kinds.push_back(std::move(kind));
    }
    return kinds;
}

base::result<managed_object_reference> decode_reference(std::string body)
{
    answer from(std::move(body));
    auto value = returned(from);
    if (!value)
        return value.error();
    auto reference = reference_at(*value);
    if (reference.empty())
        return missing("the reference");
    return reference;
}

base::result<std::optional<update_set>> decode_updates(std::string body)
{
    answer from(std::move(body));
    auto response = from.open("WaitForUpdatesEx");
    if (!response)
        return response.error();
    const auto value = find_child(*response, "returnval");
    if (!value)
        return std::optional<update_set>();
    update_set updates;
    updates.version = child_text(value, "version");
    updates.truncated = child_text(value, "truncated") == "true" || child_text(value, "truncated") == "1";
    if (updates.version.empty())
        return missing("version");
    for (auto set = value.first_child(); set; set = set.next_sibling())
        if (local_name(set.name()) == "filterSet")
            collect_pages(set, updates.pages);
    return std::optional<update_set>(std::move(updates));
}

base::result<std::vector<event>> decode_latest_page(std::string body)
{
    answer from(std::move(body));
    auto page = property(from, "latestPage");
    if (!page)
        return page.error();
    return events_below(*page, "Event");
}

base::result<std::vector<event>> decode_events(std::string body)
{
    answer from(std::move(body));
    auto response = from.open("ReadNextEvents");
    if (!response)
        return response.error();
    return events_below(*response, "returnval");
}

base::result<void> decode_nothing(std::string body)
{
    answer from(std::move(body));
    if (auto response = from.open(); !response)
        return response.error();
    return {};
}

}  // namespace vcenter_connector::vsphere
