#include "support/connector_run.hpp"

#include <fstream>

namespace vcenter_connector::test {

std::int32_t event_key(const server_request& invocation)
{
    const auto id = invocation.header("X-Event-Id");
    return std::stoi(std::string(id.substr(id.rfind('/') + 1)));
}

std::vector<std::int32_t> scripted_world::invoked(const std::string& vm) const
{
    std::vector<std::int32_t> keys;
    for (const auto& each : gateway.invocations())
        if (each.body.find("\"objectName\":\"" + vm + "\"") != std::string::npos)
            keys.push_back(event_key(each));
    return keys;
}

std::size_t peak_memory(int pid)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string word; status >> word;)
        if (std::size_t kilobytes = 0; word == "VmHWM:" && status >> kilobytes)
            return kilobytes / 1024;
    throw std::runtime_error("no VmHWM of process " + std::to_string(pid));
}

}  // namespace vcenter_connector::test
