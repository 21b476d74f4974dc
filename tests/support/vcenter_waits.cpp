// The property collector of a scripted vCenter: filters, versions, waits.
#include "support/vcenter_model.hpp"

#include "support/vcenter_request.hpp"
#include "support/vcenter_xml.hpp"

#include <algorithm>

namespace vcenter_connector::test {
namespace {

constexpr std::chrono::hours no_limit{24};

}  // namespace

server_reply vcenter_model::create_filter(const soap_request& call, const std::string& id, session& s)
{
    const auto object = call.text("spec/objectSet/obj");
    if (s.collectors.count(object) == 0)
        return soap_fault("ManagedObjectNotFound", "", xml_reference("obj", "EventHistoryCollector", object));
    if (call.text("spec/propSet/pathSet") != "latestPage")
        return soap_fault("InvalidProperty", "", xml_element("name", call.text("spec/propSet/pathSet")));
    const auto name = fresh_id("session[" + id + "]");
    s.filters.emplace(name, object);
    return soap_answer("CreateFilter", xml_reference("returnval", "PropertyFilter", name));
}

server_reply vcenter_model::destroy_filter(const soap_request& call, session& s)
{
    if (s.filters.erase(call.self()) == 0)
        return soap_fault("ManagedObjectNotFound", "", xml_reference("obj", "PropertyFilter", call.self()));
    return soap_answer("DestroyPropertyFilter", "");
}

verdict vcenter_model::wait(const soap_request& call, const std::string& id, session& s)
{
    const auto version = call.text("version");
    const auto known = [&](const version_seen& each) { return each.name == version; };
    if (!version.empty() && std::none_of(s.versions.begin(), s.versions.end(), known))
        return {soap_fault("InvalidCollectorVersion", "")};
    for (auto& [ticket, held] : waits_)
        if (held.session == id && !held.cancelled) {
            held.cancelled = true;
            ++overlapping_waits_;
        }
    if (auto answer = updates(s, version))
        return {std::move(answer)};
    const auto seconds = call.find("options/maxWaitSeconds");
    const std::chrono::milliseconds limit = seconds ? std::chrono::seconds(std::stol(*seconds)) : no_limit;
    waits_[next_ticket_] = {id, version};
    return {std::nullopt, next_ticket_++, limit};
}

std::optional<server_reply> vcenter_model::resume(std::uint64_t ticket, bool late)
{
    const auto found = waits_.find(ticket);
    if (found == waits_.end())
        return soap_fault("RequestCanceled", "The task was canceled by a user.");
    const auto held = found->second;
    const auto owner = sessions_.find(held.session);
    std::optional<server_reply> answer;
    if (owner == sessions_.end())
        answer = soap_fault("NotAuthenticated", "The session is not authenticated.");
    else if (held.cancelled)
        answer = soap_fault("RequestCanceled", "The task was canceled by a user.");
    else if (!(answer = updates(owner->second, held.version)) && late)
        answer = soap_answer("WaitForUpdatesEx", "");
    if (answer) {
        waits_.erase(ticket);
        if (owner != sessions_.end())
            owner->second.last_active = now_;
    }
    return answer;
}

server_reply vcenter_model::cancel_waits(const std::string& id)
{
    for (auto& [ticket, held] : waits_)
        held.cancelled = held.cancelled || held.session == id;
    return soap_answer("CancelWaitForUpdates", "");
}

std::optional<server_reply> vcenter_model::updates(session& s, const std::string& version)
{
    version_seen before;
    for (const auto& each : s.versions)
        if (each.name == version)
            before = each;
    version_seen after{std::to_string(s.next_version), {}};
    auto changed = changes(s, before, after);
    if (changed.empty())
        return std::nullopt;
    const bool truncated = truncate_ > 0;
    if (truncated) {
        --truncate_;
        after.stamps = before.stamps;
        changed.clear();
    }
    ++s.next_version;
    s.versions.push_back(after);
    if (s.versions.size() > 2)
        s.versions.pop_front();
    return soap_answer("WaitForUpdatesEx", "<returnval>" + xml_element("version", after.name) + changed +
                                               (truncated ? "<truncated>true</truncated>" : "") +
                                               "</returnval>");
}

// Only what is there now is told: what came and went between two waits is not.
std::string vcenter_model::changes(const session& s, const version_seen& before, version_seen& after) const
{
    std::string out;
    for (const auto& [filter, collector] : s.filters) {
        const auto& view = s.collectors.at(collector);
        const auto stamp = history_.page_stamp(view);
        after.stamps[filter] = stamp;
        const auto seen = before.stamps.find(filter);
        if (seen != before.stamps.end() && seen->second == stamp)
            continue;
        out += "<filterSet>" + xml_reference("filter", "PropertyFilter", filter) + "<objectSet>" +
               xml_element("kind", seen == before.stamps.end() ? "enter" : "modify") +
               xml_reference("obj", "EventHistoryCollector", collector) +
               "<changeSet><name>latestPage</name><op>assign</op><val xsi:type=\"ArrayOfEvent\">" +
               history_.page(view, page_order_) + "</val></changeSet></objectSet></filterSet>";
    }
    return out;
}

}  // namespace vcenter_connector::test
