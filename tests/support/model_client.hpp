// Calls to a vcenter_model without a network: the connector's own encoders, the model, an answer's body.
#pragma once

#include "support/vcenter_model.hpp"

#include "vcenter_connector/vsphere/cookies.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <string>
#include <utility>

namespace vcenter_connector::test {

class model_client {
public:
    explicit model_client(vcenter_model& model) : model_(model)
    {
        service.property_collector = {"PropertyCollector", "propertyCollector"};
        service.session_manager = {"SessionManager", "SessionManager"};
        service.event_manager = {"EventManager", "EventManager"};
    }

    verdict ask(const vsphere::soap_call& call)
    {
        server_request request;
        request.method = "POST";
        request.target = "/sdk";
        request.headers.push_back({"Cookie", cookies.header()});
        request.body = call.envelope;
        auto said = model_.handle(request);
        if (said.reply)
            for (const auto& [name, value] : said.reply->headers)
                if (name == "Set-Cookie")
                    cookies.absorb(value);
        return said;
    }
    /// The body of an answer that comes at once; empty for a held one.
    std::string body(const vsphere::soap_call& call)
    {
        auto said = ask(call);
        return said.reply ? std::move(said.reply->body) : std::string();
    }

    base::result<void> login()
    {
        const auto& options = model_.options();
        return vsphere::decode_nothing(
            body(vsphere::login(service.session_manager, {options.user, base::secret(options.password)})));
    }
    vsphere::managed_object_reference collector(base::wall_time begin, int page_size = 10)
    {
        return vsphere::decode_reference(
                   body(vsphere::create_collector(service.event_manager, begin, page_size)))
            .value();
    }
    std::vector<std::int32_t> read(const vsphere::managed_object_reference& collector, int count = 1000)
    {
        return keys(vsphere::decode_events(body(vsphere::read_next_events(collector, count))).value());
    }
    std::vector<std::int32_t> page(const vsphere::managed_object_reference& collector)
    {
        return keys(
            vsphere::decode_latest_page(body(vsphere::retrieve_latest_page(service, collector))).value());
    }

    static std::vector<std::int32_t> keys(const std::vector<vsphere::event>& events)
    {
        std::vector<std::int32_t> out;
        for (const auto& each : events)
            out.push_back(each.key);
        return out;
    }

    vsphere::service_content service;
    vsphere::cookie_jar cookies;

private:
    vcenter_model& model_;
};

}  // namespace vcenter_connector::test
