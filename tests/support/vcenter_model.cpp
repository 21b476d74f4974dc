// Sessions and the calls that are answered at once; vcenter_waits.cpp has the long poll.
#include "support/vcenter_model.hpp"

#include "support/vcenter_request.hpp"
#include "support/vcenter_xml.hpp"

#include "vcenter_connector/vsphere/time.hpp"

#include <algorithm>
#include <cstdio>

namespace vcenter_connector::test {
namespace {

constexpr std::string_view session_cookie = "vmware_soap_session";

server_reply gone(std::string_view type, const std::string& value)
{
    return soap_fault("ManagedObjectNotFound",
                      "The object has already been deleted or has not been completely created",
                      xml_reference("obj", type, value));
}

server_reply invalid_argument(std::string_view property)
{
    return soap_fault("InvalidArgument", "A specified parameter was not correct: " + std::string(property),
                      xml_element("invalidProperty", property));
}

// A count that the API allows, or 0.
std::size_t page_count(const std::string& text)
{
    if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string::npos)
        return 0;
    const auto count = std::stoul(text);
    return count <= 1000 ? count : 0;
}

}  // namespace

vcenter_model::vcenter_model(vcenter_options options) : options_(std::move(options)), now_(options_.start)
{
    add_event_info("VmPoweredOnEvent", "info", "Virtual machine {vm.name} is powered on");
    add_event_info("VmFailedToPowerOnEvent", "error");
    add_event_info("UserLoginSessionEvent", "info");
    add_event_info("EventEx", "warning",
                   "com.vmware.vc.HA.DasHostFailedEvent|vSphere HA detected a host failure");
}

std::string vcenter_model::label(const server_request& request) const
{
    const auto method = soap_request(request.body).method();
    return method.empty() ? request.path() : method;
}

verdict vcenter_model::handle(const server_request& request)
{
    if (request.method == "GET" && request.path() == options_.path + "/vimServiceVersions.xml")
        return {service_versions()};
    if (request.method != "POST" || request.path() != options_.path)
        return {
            server_reply{404, {{"Content-Type", "text/html"}}, "<html><body>404 Not Found</body></html>"}};
    const soap_request call(request.body);
    if (call.method().empty())
        return {soap_fault("InvalidRequest", "XML document: syntax error")};
    methods_.push_back(call.method());
    user_agent_ = request.header("User-Agent");
    if (const auto action = request.header("SOAPAction");
        action.find("urn:vim25/") != std::string_view::npos) {
        auto version = action.substr(action.find('/') + 1);
        version = version.substr(0, version.find('"'));
        if (std::find(options_.versions.begin(), options_.versions.end(), version) == options_.versions.end())
            return {soap_fault("InvalidRequest",
                               "Unsupported version URI \"urn:vim25/" + std::string(version) + "\"")};
    }
    const auto cookies = request.header("Cookie");
    if (!sessions_.empty() && cookies.find(options_.further_cookie) == std::string_view::npos)
        return {
            server_reply{502, {{"Content-Type", "text/html"}}, "<html><body>No such backend</body></html>"}};
    return dispatch(call, cookie_value(cookies, session_cookie));
}

verdict vcenter_model::dispatch(const soap_request& call, const std::string& cookie)
{
    expire_sessions();
    const auto found = sessions_.find(cookie);
    if (call.method() == "RetrieveServiceContent")
        return {service_content()};
    if (call.method() == "Login")
        return {login(call, found != sessions_.end())};
    if (found == sessions_.end())
        return {soap_fault("NotAuthenticated", "The session is not authenticated.",
                           xml_reference("object", "ServiceInstance", call.self()) +
                               xml_element("privilegeId", "System.View"))};
    found->second.last_active = now_;
    return authenticated(call, cookie, found->second);
}

verdict vcenter_model::authenticated(const soap_request& call, const std::string& id, session& s)
{
    const auto& method = call.method();
    if (method == "CurrentTime")
        return {soap_answer(method, xml_element("returnval", vsphere::format_time(now_)))};
    if (method == "RetrieveProperties")
        return {retrieve(call, s)};
    if (method == "CreateCollectorForEvents")
        return {create_collector(call, id, s)};
    if (method == "CreateFilter")
        return {create_filter(call, id, s)};
    if (method == "ReadNextEvents")
        return {read(call, s)};
    if (method == "WaitForUpdatesEx")
        return wait(call, id, s);
    if (method == "CancelWaitForUpdates")
        return {cancel_waits(id)};
    if (method == "DestroyCollector")
        return {destroy_collector(call, s)};
    if (method == "DestroyPropertyFilter")
        return {destroy_filter(call, s)};
    if (method == "Logout")
        return {logout(id)};
    return {soap_fault("InvalidRequest", "Unable to resolve WSDL method name " + method)};
}

server_reply vcenter_model::service_versions() const
{
    std::string body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<namespaces version=\"1.0\">\n <namespace>\n"
        "  <name>urn:vim25</name>\n  " +
        xml_element("version", options_.versions.front()) + "\n  <priorVersions>\n";
    for (std::size_t i = 1; i < options_.versions.size(); ++i)
        body += "   " + xml_element("version", options_.versions[i]) + "\n";
    return {200, {{"Content-Type", "text/xml"}}, body + "  </priorVersions>\n </namespace>\n</namespaces>\n"};
}

server_reply vcenter_model::service_content() const
{
    return soap_answer(
        "RetrieveServiceContent",
        "<returnval>" + xml_reference("rootFolder", "Folder", "group-d1") +
            xml_reference("propertyCollector", "PropertyCollector", "propertyCollector") + "<about>" +
            xml_element("name", "VMware vCenter Server") +
            xml_element("fullName", "VMware vCenter Server " + options_.api_version + " build-22385739") +
            xml_element("apiType", options_.api_type) + xml_element("apiVersion", options_.api_version) +
            xml_element("instanceUuid", options_.instance_uuid) + "</about>" +
            xml_reference("sessionManager", "SessionManager", "SessionManager") +
            xml_reference("eventManager", "EventManager", "EventManager") + "</returnval>");
}

server_reply vcenter_model::login(const soap_request& call, bool already)
{
    logins_.push_back({call.text("userName"), call.text("password")});
    if (already || logins_.back().user != options_.user || logins_.back().password != options_.password)
        return soap_fault("InvalidLogin", "Cannot complete login due to an incorrect user name or password.");
    const auto key = fresh_id("52");
    const auto cookie = options_.quoted_cookie ? "\"" + key + "\"" : key;
    sessions_[cookie].last_active = now_;
    if (options_.session_events)
        post_session_event("UserLoginSessionEvent", key);
    auto reply = soap_answer("Login", "<returnval>" + xml_element("key", key) +
                                          xml_element("userName", options_.user) + "</returnval>");
    reply.headers.push_back(
        {"Set-Cookie", std::string(session_cookie) + "=" + cookie + "; Path=/; HttpOnly; Secure;"});
    if (!options_.further_cookie.empty())
        reply.headers.push_back({"Set-Cookie", options_.further_cookie + "; Path=/"});
    return reply;
}

server_reply vcenter_model::logout(const std::string& id)
{
    sessions_.erase(id);
    if (options_.session_events)
        post_session_event("UserLogoutSessionEvent", id.front() == '"' ? id.substr(1, id.size() - 2) : id);
    return soap_answer("Logout", "");
}

server_reply vcenter_model::create_collector(const soap_request& call, const std::string& id, session& s)
{
    if (s.collectors.size() >= options_.collectors_per_session)
        return soap_fault("InvalidState", "The operation is not allowed in the current state.");
    if (const auto unknown = call.unknown_child("filter", " time disableFullMessage maxCount ");
        !unknown.empty())
        return invalid_argument("filter." + unknown);
    history_view view;
    view.stuck = stick_later_;
    view.full_message = call.text("filter/disableFullMessage") == "false";
    if (const auto begin = call.find("filter/time/beginTime")) {
        const auto time = vsphere::parse_time(*begin);
        if (!time)
            return invalid_argument("filter.time.beginTime");
        view.begin = *time;
    }
    if (const auto end = call.find("filter/time/endTime")) {
        view.end = vsphere::parse_time(*end);
        if (!view.end)
            return invalid_argument("filter.time.endTime");
    }
    view.page_size = page_count(call.find("filter/maxCount").value_or("1000"));
    if (view.page_size == 0)
        return invalid_argument("filter.maxCount");
    const auto name = fresh_id("session[" + id + "]");
    s.collectors.emplace(name, view);
    return soap_answer("CreateCollectorForEvents", xml_reference("returnval", "EventHistoryCollector", name));
}

server_reply vcenter_model::retrieve(const soap_request& call, session& s) const
{
    const auto object = call.text("specSet/objectSet/obj");
    const auto property = call.text("specSet/propSet/pathSet");
    if (property == "description.eventInfo")
        return event_info();
    if (property != "latestPage")
        return soap_fault("InvalidProperty", "", xml_element("name", property));
    const auto found = s.collectors.find(object);
    if (found == s.collectors.end())
        return gone("EventHistoryCollector", object);
    return soap_answer("RetrieveProperties",
                       "<returnval>" + xml_reference("obj", "EventHistoryCollector", object) +
                           "<propSet><name>latestPage</name><val xsi:type=\"ArrayOfEvent\">" +
                           history_.page(found->second, page_order_) + "</val></propSet></returnval>");
}

server_reply vcenter_model::event_info() const
{
    return soap_answer("RetrieveProperties", "<returnval>" +
                                                 xml_reference("obj", "EventManager", "EventManager") +
                                                 "<propSet><name>description.eventInfo</name>"
                                                 "<val xsi:type=\"ArrayOfEventDescriptionEventDetail\">" +
                                                 info_rows_ + "</val></propSet></returnval>");
}

server_reply vcenter_model::read(const soap_request& call, session& s)
{
    const auto found = s.collectors.find(call.self());
    if (found == s.collectors.end())
        return gone("EventHistoryCollector", call.self());
    const auto count = page_count(call.text("maxCount"));
    return count == 0 ? invalid_argument("maxCount")
                      : soap_answer("ReadNextEvents", history_.read(found->second, count));
}

server_reply vcenter_model::destroy_collector(const soap_request& call, session& s)
{
    if (s.collectors.erase(call.self()) == 0)
        return gone("EventHistoryCollector", call.self());
    std::erase_if(s.filters, [&](const auto& each) { return each.second == call.self(); });
    return soap_answer("DestroyCollector", "");
}

void vcenter_model::expire_sessions()
{
    const auto is_held = [&](const std::string& id) {
        return std::any_of(waits_.begin(), waits_.end(),
                           [&](const auto& each) { return each.second.session == id; });
    };
    std::erase_if(sessions_, [&](const auto& each) {
        return !is_held(each.first) && now_ - each.second.last_active >= options_.idle_timeout;
    });
}

std::string vcenter_model::fresh_id(std::string_view what)
{
    char number[32];
    std::snprintf(number, sizeof number, "%012zx", next_id_++);
    return std::string(what) + "5a1c07-6d7e-4b1f-93a2-" + number;
}

}  // namespace vcenter_connector::test
