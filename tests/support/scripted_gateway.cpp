#include "support/scripted_gateway.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <openssl/evp.h>

#include <algorithm>
#include <mutex>
#include <utility>

namespace vcenter_connector::test {
namespace {

using json_writer = rapidjson::Writer<rapidjson::StringBuffer>;

bool is_invocation(const server_request& request)
{
    return request.label.starts_with("/function/") || request.label.starts_with("/async-function/");
}

server_reply plain(unsigned status, std::string body = {})
{
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::move(body)};
}

server_reply json(const rapidjson::StringBuffer& text)
{
    return {200, {{"Content-Type", "application/json"}}, text.GetString()};
}

std::string base64(const std::string& text)
{
    std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
    const auto size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

void write_function(json_writer& out, const gateway_function& f)
{
    out.StartObject();
    out.Key("name");
    out.String(f.name);
    out.Key("namespace");
    out.String(f.name_space);
    out.Key("image");
    out.String("registry.example/" + f.name + ":1");
    if (f.form != gateway_function::annotation_form::absent)
        out.Key("annotations");
    if (f.form == gateway_function::annotation_form::null)
        out.Null();
    if (f.form == gateway_function::annotation_form::object) {
        out.StartObject();
        for (const auto& [key, value] : f.annotations) {
            out.Key(key.c_str());
            out.String(value);
        }
        out.EndObject();
    }
    out.Key("replicas");
    out.Uint(1);
    out.Key("availableReplicas");
    out.Uint(1);
    out.EndObject();
}

}  // namespace

class scripted_gateway::service final : public scripted_service {
public:
    explicit service(gateway_options options) : options_(std::move(options)) {}

    std::string label(const server_request& request) const override { return request.path(); }
    bool counted(const server_request& request) const override { return is_invocation(request); }

    verdict handle(const server_request& request) override
    {
        const std::lock_guard lock(mutex_);
        const auto path = request.path();
        if (path == "/healthz")
            return {plain(200, "OK")};
        if (path.starts_with("/function/"))
            return {find(path.substr(10)) ? plain(200, "done") : plain(404)};
        if (path.starts_with("/async-function/"))
            return {plain(options_.queue ? 202 : 404)};
        if (!options_.user.empty() && request.header("Authorization") != authorization())
            return {server_reply{
                401, {{"WWW-Authenticate", "Basic realm=\"Restricted\""}}, "invalid credentials\n"}};
        if (path == "/system/namespaces" && options_.namespaces)
            return {list_namespaces()};
        if (path == "/system/functions")
            return {list_functions(request.target)};
        return {plain(404, "404 page not found\n")};
    }

    std::optional<server_reply> resume(std::uint64_t, bool) override { return server_reply{}; }
    void drop(std::uint64_t) override {}

    void deploy(gateway_function function)
    {
        const std::lock_guard lock(mutex_);
        auto key = std::pair(function.name_space, function.name);
        functions_.insert_or_assign(std::move(key), std::move(function));
    }

    void remove(std::string_view name, std::string_view name_space)
    {
        const std::lock_guard lock(mutex_);
        functions_.erase({std::string(name_space), std::string(name)});
    }

    void set_password(std::string password)
    {
        const std::lock_guard lock(mutex_);
        options_.password = std::move(password);
    }

private:
    std::string authorization() const { return "Basic " + base64(options_.user + ":" + options_.password); }

    // `route` is NAME, NAME.NAMESPACE, or one of them with a further path.
    bool find(const std::string& route) const
    {
        const auto name = route.substr(0, route.find('/'));
        const auto dot = name.rfind('.');
        if (dot == std::string::npos)
            return functions_.count({"openfaas-fn", name}) > 0;
        return functions_.count({name.substr(dot + 1), name.substr(0, dot)}) > 0;
    }

    server_reply list_namespaces() const
    {
        rapidjson::StringBuffer text;
        json_writer out(text);
        out.StartArray();
        out.String("openfaas-fn");
        std::string last = "openfaas-fn";
        for (const auto& [key, function] : functions_)
            if (key.first != last) {
                last = key.first;
                if (last != "openfaas-fn")
                    out.String(last);
            }
        out.EndArray();
        return json(text);
    }

    server_reply list_functions(const std::string& target) const
    {
        constexpr std::string_view parameter = "namespace=";
        const auto at = target.find(parameter);
        auto wanted = at == std::string::npos ? "openfaas-fn" : target.substr(at + parameter.size());
        wanted = wanted.substr(0, wanted.find('&'));
        rapidjson::StringBuffer text;
        json_writer out(text);
        out.StartArray();
        for (const auto& [key, function] : functions_)
            if (key.first == wanted)
                write_function(out, function);
        out.EndArray();
        return json(text);
    }

    std::mutex mutex_;
    gateway_options options_;
    std::map<std::pair<std::string, std::string>, gateway_function> functions_;  // by namespace and name
};

scripted_gateway::scripted_gateway(gateway_options options, std::optional<certificate_pair> tls)
    : service_(std::make_unique<service>(std::move(options))),
      server_(std::make_unique<scripted_server>(*service_, std::move(tls)))
{
}

scripted_gateway::~scripted_gateway() = default;

base::endpoint scripted_gateway::endpoint() const
{
    base::endpoint where;
    where.tls = server_->tls();
    where.host = "127.0.0.1";
    where.port = server_->port();
    where.default_port = false;
    return where;
}

std::string scripted_gateway::url() const
{
    auto url = endpoint().url();
    url.pop_back();
    return url;
}

void scripted_gateway::deploy(gateway_function function)
{
    service_->deploy(std::move(function));
}

void scripted_gateway::deploy(std::string name, std::string topic)
{
    gateway_function function;
    function.name = std::move(name);
    function.annotations.emplace("topic", std::move(topic));
    service_->deploy(std::move(function));
}

void scripted_gateway::remove(std::string_view name, std::string_view name_space)
{
    service_->remove(name, name_space);
}

void scripted_gateway::set_password(std::string password)
{
    service_->set_password(std::move(password));
}

void scripted_gateway::answers(const std::string& path, const std::vector<unsigned>& statuses)
{
    for (std::size_t i = 0; i < statuses.size(); ++i)
        server_->when(path).nth(i + 1).fault(
            faults::answer(statuses[i], "status " + std::to_string(statuses[i])));
}

std::vector<server_request> scripted_gateway::invocations() const
{
    auto all = server_->requests();
    std::erase_if(all, [](const server_request& each) { return !is_invocation(each); });
    return all;
}

std::size_t scripted_gateway::invocation_count() const
{
    return invocations().size();
}

bool scripted_gateway::wait_for_invocations(std::size_t count,
                                            std::chrono::steady_clock::duration limit) const
{
    return wait_until([&] { return invocation_count() >= count; }, limit);
}

}  // namespace vcenter_connector::test
