// The examples, as scripts/demo runs them: simulator, local-gateway, connector.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

std::string url_in(const std::string& line)
{
    const auto begin = line.find("url=") + 4;
    return line.substr(begin, line.find(' ', begin) - begin);
}

std::string without_line_end(std::string text)
{
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

}  // namespace

TEST_CASE("a VM that is powered on in the simulator gets its tag from the example function")
{
    simulator vcenter;
    vcenter.control({"tag", "category-create", "demo"});
    const auto tag = without_line_end(vcenter.control({"tag", "create", "-category", "demo", "powered-on"}));
    temporary_folder secrets;
    secrets.write("vcenter-username", "user");
    secrets.write("vcenter-password", "pass");
    child_process gateway({VC_BINARY_DIR "/local-gateway", "-listen", "127.0.0.1:0", "-secrets-dir",
                           secrets.path().string(), "-f", VC_SOURCE_DIR "/examples/vm-tagging/stack.yml"},
                          {{"VC", vcenter.url()}, {"TAG_URN", tag}});
    const auto url = url_in(gateway.wait_for_line("local-gateway ready"));
    auto connector = run_connector(vcenter.url(), url,
                                   {"-vc-user-secret-name", "vcenter-username", "-vc-pass-secret-name",
                                    "vcenter-password", "-secret-mount-path", secrets.path().string()});
    connector.wait_for_line("Following vCenter");
    vcenter.control({"power", "off", "DC0_H0_VM0"});
    vcenter.control({"power", "on", "DC0_H0_VM0"});
    connector.wait_for_line("Invoke function: vm-tagging");
    CHECK(gateway.wait_for_line("Function called").find("status=200") != std::string::npos);
    CHECK(vcenter.control({"tag", "ls-attached", tag}).find("DC0_H0_VM0") != std::string::npos);
}

TEST_CASE("the echo example prints topic and payload of what happens")
{
    simulator vcenter;
    child_process gateway({VC_BINARY_DIR "/local-gateway", "-listen", "127.0.0.1:0", "-f",
                           VC_SOURCE_DIR "/examples/echo/stack.yml"});
    const auto url = url_in(gateway.wait_for_line("local-gateway ready"));
    auto connector = run_connector(vcenter.url(), url);
    connector.wait_for_line("Following vCenter");
    vcenter.control({"power", "off", "DC0_H0_VM0"});
    gateway.wait_for_line("topic: vm.powered.off");
    CHECK(
        gateway.wait_for_line("body: {\"topic\":\"vm.powered.off\"").find("\"objectName\":\"DC0_H0_VM0\"") !=
        std::string::npos);
}
