#include "peers.hpp"

#include "support/scripted_server.hpp"
#include "support/vcenter_model.hpp"
#include "support/vcenter_request.hpp"
#include "support/vcenter_xml.hpp"

#include "vcenter_connector/vsphere/time.hpp"

#include <iostream>
#include <map>
#include <memory>

namespace vcenter_connector::bench {
namespace {

using namespace std::chrono_literals;
using namespace test;

constexpr std::size_t page_size = 1000;

double unix_time()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// The model answers everything but the reads of collectors that begin before the backlog: what it would have
// to render for those was rendered when the program began.
class backlog final : public scripted_service {
public:
    explicit backlog(std::size_t count) : model_(with_login()), begin_(model_.now())
    {
        for (std::size_t i = 0; i < count; ++i)
            model_.post(sample_event(i));
        history_view view;
        view.full_message = true;
        for (auto page = next_page(view); !page.empty(); page = next_page(view))
            pages_.push_back(soap_answer("ReadNextEvents", page));
        model_.advance(2min);
    }

    std::string label(const server_request& request) const override { return model_.label(request); }

    verdict handle(const server_request& request) override
    {
        const soap_request call(request.body);
        if (const auto cursor = cursors_.find(call.self());
            cursor != cursors_.end() && call.method() == "ReadNextEvents")
            return {read(cursor->second)};
        auto said = model_.handle(request);
        if (call.method() == "CreateCollectorForEvents" && said.reply)
            note_collector(call, said.reply->body);
        return said;
    }
    std::optional<server_reply> resume(std::uint64_t ticket, bool late) override
    {
        return model_.resume(ticket, late);
    }
    void drop(std::uint64_t ticket) override { model_.drop(ticket); }

    const vcenter_options& options() const { return model_.options(); }

private:
    std::string next_page(history_view& view) { return model_.history().read(view, page_size); }

    server_reply read(std::size_t& next)
    {
        if (next == 0)
            std::cout << "first page read at " << std::fixed << unix_time() << std::endl;
        return next < pages_.size() ? pages_[next++] : soap_answer("ReadNextEvents", "");
    }

    void note_collector(const soap_request& call, const std::string& answer)
    {
        const auto begin = vsphere::parse_time(call.text("filter/time/beginTime"));
        const auto end = answer.find("</returnval>");
        const auto start = answer.rfind('>', end) + 1;
        if (end != std::string::npos && (!begin || *begin <= begin_) && !pages_.empty())
            cursors_[answer.substr(start, end - start)] = 0;
    }

    vcenter_model model_;
    base::wall_time begin_;
    std::vector<server_reply> pages_;
    std::map<std::string, std::size_t> cursors_;  // pages read by collector
};

}  // namespace

vcenter_options with_login()
{
    vcenter_options options;
    options.user = "user";
    options.password = "pass";
    options.quoted_cookie = false;
    return options;
}

posted_event sample_event(std::size_t number, std::size_t vms)
{
    const auto vm = number % vms;
    const auto host = std::to_string(vm % 16);
    posted_event event;
    const bool on = (number + number / vms) % 2 == 0;
    event.class_name = on ? "VmPoweredOnEvent" : "VmPoweredOffEvent";
    event.vm = "application-server-" + std::to_string(vm);
    event.message =
        event.vm + " on esx" + host + ".example.com in Datacenter is " + (on ? "powered on" : "powered off");
    event.members = "<datacenter><name>Datacenter</name>" +
                    xml_reference("datacenter", "Datacenter", "datacenter-3") +
                    "</datacenter><computeResource><name>Cluster</name>" +
                    xml_reference("computeResource", "ClusterComputeResource", "domain-c8") +
                    "</computeResource><host><name>esx" + host + ".example.com</name>" +
                    xml_reference("host", "HostSystem", "host-" + host) + "</host><template>false</template>";
    return event;
}

void run_backlog(const arguments& words)
{
    backlog service(std::stoul(words.at(0)));
    scripted_server server(service);
    std::cout << "ready vcenter=http://127.0.0.1:" << server.port() << service.options().path << std::endl;
    while (std::cin.get() != std::istream::traits_type::eof()) {
    }
}

}  // namespace vcenter_connector::bench
