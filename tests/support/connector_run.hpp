// vcenter-connector as its users run it, between a scripted vCenter and a scripted gateway.
#pragma once

#include "support/catch.hpp"
#include "support/child_process.hpp"
#include "support/scripted_gateway.hpp"
#include "support/scripted_vcenter.hpp"
#include "support/temporary_folder.hpp"

#include <map>
#include <string>
#include <vector>

namespace vcenter_connector::test {

inline const std::string connector_program = VC_BINARY_DIR "/vcenter-connector";

using words = std::vector<std::string>;
using variables = std::map<std::string, std::string>;

/// A user and password as most of the field gives them: by environment.
inline variables login_of(std::string user = "user", std::string password = "pass")
{
    return {{"GOVC_USERNAME", std::move(user)}, {"GOVC_PASSWORD", std::move(password)}};
}

inline child_process run_connector(const std::string& vcenter, const std::string& gateway, words flags = {},
                                   variables environment = login_of())
{
    flags.insert(flags.begin(), {connector_program, "-vcenter", vcenter, "-gateway", gateway});
    return child_process(std::move(flags), std::move(environment));
}

struct scripted_world {
    explicit scripted_world(vcenter_options options = {}, gateway_options gateway_with = {})
        : vcenter(std::move(options)), gateway(std::move(gateway_with))
    {
        gateway.deploy("echo", "vm.powered.on,vm.powered.off");
    }

    child_process run(words flags = {}, variables more = {})
    {
        const auto options = vcenter.with([](vcenter_model& model) { return model.options(); });
        more.merge(login_of(options.user, options.password));
        more.try_emplace("STATE_DIRECTORY", state.path());
        return run_connector(vcenter.url(), gateway.url(), std::move(flags), std::move(more));
    }
    void power_on(const std::string& vm, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            vcenter.post("VmPoweredOnEvent", vm);
    }
    /// Keys of the events of one VM, as they were invoked.
    std::vector<std::int32_t> invoked(const std::string& vm) const;

    scripted_vcenter vcenter;
    scripted_gateway gateway;
    temporary_folder state;  ///< where each run finds the journal of the one before
};

/// The number behind the last '/' of the header X-Event-Id.
std::int32_t event_key(const server_request& invocation);
/// The most memory that the process had so far, in MiB.
std::size_t peak_memory(int pid);

inline const std::string echo_path = "/async-function/echo.openfaas-fn";

}  // namespace vcenter_connector::test
