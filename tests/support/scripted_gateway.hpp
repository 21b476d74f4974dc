// An OpenFaaS gateway in the test's own process. The labels of its script are paths without query, for
// example
// "/system/functions" and "/function/echo.openfaas-fn". Safe to use from any thread.
#pragma once

#include "support/scripted_server.hpp"

#include "vcenter_connector/base/endpoint.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::test {

struct gateway_function {
    enum class annotation_form { object, null, absent };

    std::string name;
    std::map<std::string, std::string> annotations;
    std::string name_space = "openfaas-fn";
    annotation_form form = annotation_form::object;
};

struct gateway_options {
    std::string user;  ///< set: `/system/` wants basic auth
    std::string password;
    bool namespaces = true;  ///< false: an old gateway, which answers 404 to /system/namespaces
    bool queue = true;       ///< false: 404 to /async-function/
};

class scripted_gateway {
public:
    explicit scripted_gateway(gateway_options options = {},
                              std::optional<certificate_pair> tls = std::nullopt);
    ~scripted_gateway();

    std::string url() const;
    base::endpoint endpoint() const;

    scripted_server& server() noexcept { return *server_; }
    fault_script::rule when(std::string path) { return server_->when(std::move(path)); }
    std::size_t calls(std::string_view path) const { return server_->calls(path); }
    void kill() { server_->kill(); }
    void revive() { server_->revive(); }

    /// Adds or replaces a function.
    void deploy(gateway_function function);
    /// A function in the default namespace whose annotation `topic` says that.
    void deploy(std::string name, std::string topic);
    void remove(std::string_view name, std::string_view name_space = "openfaas-fn");
    void set_password(std::string password);

    /// The next invocations by that path meet these statuses, one after the other.
    void answers(const std::string& path, const std::vector<unsigned>& statuses);

    /// Requests to /function/ and /async-function/, oldest first.
    std::vector<server_request> invocations() const;
    std::size_t invocation_count() const;
    bool wait_for_invocations(std::size_t count, std::chrono::steady_clock::duration limit = patience) const;

private:
    class service;

    std::unique_ptr<service> service_;
    std::unique_ptr<scripted_server> server_;
};

}  // namespace vcenter_connector::test
