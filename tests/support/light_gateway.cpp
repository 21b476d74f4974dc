#include "support/light_gateway.hpp"

#include <charconv>
#include <unordered_map>

namespace vcenter_connector::test {
namespace {

bool is_invocation(const server_request& request)
{
    return request.target.starts_with("/function/") || request.target.starts_with("/async-function/");
}

light_invocation open_request(const server_request& request)
{
    light_invocation opened;
    const std::string_view target = request.target;
    opened.function = target.substr(target.find('/', 1) + 1);
    opened.function = opened.function.substr(0, opened.function.find_first_of("./?"));
    const auto id = request.header("X-Event-Id");
    const auto slash = id.rfind('/');
    opened.source = id.substr(0, slash);
    std::from_chars(id.data() + slash + 1, id.data() + id.size(), opened.key);
    return opened;
}

server_reply json(std::string body)
{
    return {200, {{"Content-Type", "application/json"}}, std::move(body)};
}

std::string list(const light_catalogue& catalogue)
{
    std::string out;
    for (const auto& [name, topics] : catalogue)
        out.append(out.empty() ? "[" : ",")
            .append(R"({"name":")" + name + R"(","namespace":"openfaas-fn","annotations":{"topic":")")
            .append(topics)
            .append("\"}}");
    return out + "]";
}

}  // namespace

class light_gateway::service final : public scripted_service {
public:
    service(light_catalogue catalogue, light_functions& functions)
        : list_(list(catalogue)), functions_(functions)
    {
    }

    std::string label(const server_request& request) const override { return request.path(); }
    bool counted(const server_request& request) const override { return is_invocation(request); }
    bool kept(const server_request& request) const override { return !is_invocation(request); }

    verdict handle(const server_request& request) override
    {
        if (request.path() == "/system/namespaces")
            return {json(R"(["openfaas-fn"])")};
        if (request.path() == "/system/functions")
            return {json(list_)};
        if (!is_invocation(request))
            return {server_reply{}};
        auto what = functions_.begun(open_request(request));
        server_reply reply{what.status, std::move(what.headers), {}};
        if (what.takes.count() == 0)
            return {std::move(reply)};
        held_.emplace(++tickets_, std::move(reply));
        return {std::nullopt, tickets_, what.takes};
    }
    std::optional<server_reply> resume(std::uint64_t ticket, bool late) override
    {
        std::optional<server_reply> reply;
        if (late) {
            reply = std::move(held_.at(ticket));
            held_.erase(ticket);
        }
        return reply;
    }
    void drop(std::uint64_t ticket) override { held_.erase(ticket); }
    void ended(const server_request& request, unsigned status, bool sent) override
    {
        if (is_invocation(request))
            functions_.ended(open_request(request), status, sent);
    }

private:
    const std::string list_;
    light_functions& functions_;
    std::unordered_map<std::uint64_t, server_reply> held_;
    std::uint64_t tickets_ = 0;
};

light_gateway::light_gateway(light_catalogue catalogue, light_functions& functions)
    : service_(std::make_unique<service>(std::move(catalogue), functions)),
      server_(std::make_unique<scripted_server>(*service_))
{
}

light_gateway::~light_gateway() = default;

std::string light_gateway::url() const
{
    return local_url(port());
}

std::string local_url(std::uint16_t port)
{
    return "http://127.0.0.1:" + std::to_string(port);
}

}  // namespace vcenter_connector::test
