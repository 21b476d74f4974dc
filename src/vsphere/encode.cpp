// The requests of methods.hpp.
#include "vcenter_connector/vsphere/methods.hpp"

#include "vcenter_connector/vsphere/time.hpp"

namespace vcenter_connector::vsphere {
namespace {

std::string element_of(std::string_view name, std::string_view text)
{
    std::string out = "<";
    out.append(name).append(">").append(escape_xml(text)).append("</").append(name).append(">");
    return out;
}

std::string reference_of(std::string_view name, const managed_object_reference& ref)
{
    std::string out = "<";
    out.append(name)
        .append(" type=\"")
        .append(escape_xml(ref.type))
        .append("\">")
        .append(escape_xml(ref.value));
    return out.append("</").append(name).append(">");
}

soap_call call_on(std::string_view method, const managed_object_reference& self,
                  std::string_view arguments = {})
{
    return make_call(method, self.type, self.value, arguments);
}

// PropertyFilterSpec for one property of one object.
std::string filter_spec(std::string_view name, const managed_object_reference& object,
                        std::string_view property)
{
    std::string out = "<";
    out.append(name).append("><propSet>").append(element_of("type", object.type));
    out.append(element_of("pathSet", property)).append("</propSet><objectSet>");
    return out.append(reference_of("obj", object)).append("</objectSet></").append(name).append(">");
}

}  // namespace

soap_call retrieve_service_content()
{
    return make_call("RetrieveServiceContent", "ServiceInstance", "ServiceInstance", {});
}

soap_call login(const managed_object_reference& session_manager, const base::credentials& who)
{
    return call_on("Login", session_manager,
                   element_of("userName", who.user) + element_of("password", who.password.reveal()));
}

soap_call logout(const managed_object_reference& session_manager)
{
    return call_on("Logout", session_manager);
}

soap_call current_time()
{
    return make_call("CurrentTime", "ServiceInstance", "ServiceInstance", {});
}

soap_call retrieve_event_info(const service_content& service)
{
    return call_on("RetrieveProperties", service.property_collector,
                   filter_spec("specSet", service.event_manager, "description.eventInfo"));
}

soap_call create_collector(const managed_object_reference& event_manager, base::wall_time begin,
                           int page_size, std::optional<base::wall_time> end)
{
    // Without `disableFullMessage=false` vCenter leaves out fullFormattedMessage on some versions. The order
    // of members is that of the WSDL.
    return call_on("CreateCollectorForEvents", event_manager,
                   "<filter><time>" + element_of("beginTime", format_time(begin)) +
                       (end ? element_of("endTime", format_time(*end)) : std::string()) +
                       "</time><disableFullMessage>false</disableFullMessage>" +
                       element_of("maxCount", std::to_string(page_size)) + "</filter>");
}

soap_call create_filter(const service_content& service, const managed_object_reference& collector)
{
    return call_on("CreateFilter", service.property_collector,
                   filter_spec("spec", collector, "latestPage") + "<partialUpdates>false</partialUpdates>");
}

soap_call wait_for_updates(const service_content& service, std::string_view version, int max_wait_seconds)
{
    return call_on("WaitForUpdatesEx", service.property_collector,
                   element_of("version", version) + "<options>" +
                       element_of("maxWaitSeconds", std::to_string(max_wait_seconds)) + "</options>");
}

soap_call retrieve_latest_page(const service_content& service, const managed_object_reference& collector)
{
    return call_on("RetrieveProperties", service.property_collector,
                   filter_spec("specSet", collector, "latestPage"));
}

soap_call read_next_events(const managed_object_reference& collector, int max_count)
{
    return call_on("ReadNextEvents", collector, element_of("maxCount", std::to_string(max_count)));
}

soap_call destroy_collector(const managed_object_reference& collector)
{
    return call_on("DestroyCollector", collector);
}

soap_call destroy_filter(const managed_object_reference& filter)
{
    return call_on("DestroyPropertyFilter", filter);
}

}  // namespace vcenter_connector::vsphere
