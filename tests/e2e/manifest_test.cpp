// Manifests in the field work unchanged: their arguments and environment, with other hosts.
#include "support/connector_run.hpp"

#include <csignal>

#include <yaml-cpp/yaml.h>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

std::string replaced(std::string text, const variables& hosts)
{
    const auto found = hosts.find(text);
    return found == hosts.end() ? text : found->second;
}

YAML::Node deployment_in(const std::string& path)
{
    for (const auto& document : YAML::LoadAllFromFile(path))
        if (document["kind"].as<std::string>() == "Deployment")
            return document;
    throw std::runtime_error("no Deployment in " + path);
}

}  // namespace

TEST_CASE("the manifest of the repository starts a connector that works")
{
    gateway_options options;
    options.user = "admin";
    options.password = "of-password";
    scripted_world world({}, options);
    temporary_folder secrets;
    const auto login = world.vcenter.with([](vcenter_model& model) { return model.options(); });
    secrets.write("vcenter-username", login.user);
    secrets.write("vcenter-password", login.password);
    secrets.write("basic-auth-user", options.user);
    secrets.write("basic-auth-password", options.password);

    const variables hosts{{"http://gateway.openfaas:8080", world.gateway.url()},
                          {"http://vcsim.openfaas:8989/sdk", world.vcenter.url()},
                          {"/var/openfaas/secrets/", secrets.path().string() + "/"}};
    const auto manifest = deployment_in(VC_SOURCE_DIR "/yaml/kubernetes/connector-dep.yml");
    const auto container = manifest["spec"]["template"]["spec"]["containers"][0];
    CHECK(container["command"][0].as<std::string>() == "./connector");
    words arguments{connector_program};
    for (const auto& each : container["args"])
        arguments.push_back(replaced(each.as<std::string>(), hosts));
    variables environment;
    for (const auto& each : container["env"])
        environment[each["name"].as<std::string>()] = replaced(each["value"].as<std::string>(), hosts);

    child_process connector(arguments, environment);
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    REQUIRE(world.gateway.wait_for_invocations(1));
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
}

TEST_CASE("the old arguments of the Go connector, with the password in the clear, work unchanged")
{
    gateway_options options;
    options.user = "admin";
    options.password = "of-password";
    vcenter_options login;
    login.user = "user";
    login.password = "pass";
    scripted_world world(login, options);
    temporary_folder secrets;
    secrets.write("basic-auth-user", options.user);
    secrets.write("basic-auth-password", options.password);
    child_process connector({connector_program, "-vcenter", world.vcenter.url(), "-vc-user", "user",
                             "-vc-pass", "pass", "-insecure", "-gateway", world.gateway.url()},
                            {{"basic_auth", "true"}, {"secret_mount_path", secrets.path().string()}});
    connector.wait_for_line("Following vCenter");
    world.power_on("vm1");
    CHECK(world.gateway.wait_for_invocations(1));
}
