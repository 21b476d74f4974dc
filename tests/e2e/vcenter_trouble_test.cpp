// A vCenter that talks nonsense or refuses the login.
#include "support/connector_run.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

struct trouble {
    const char* name;
    const char* reported;
    fault what;
};

const std::vector<trouble>& troubles()
{
    static const std::vector<trouble> all{
        {"HTML", "the answer is not SOAP", faults::html(200)},
        {"301", "redirects elsewhere; use the URL that it names: to https://elsewhere/",
         faults::redirect("https://elsewhere/")},
        {"503", "unexpected HTTP status: 503", faults::html(503)},
        {"empty body", "the answer is not SOAP", faults::empty_body()},
        {"truncated body", "the connection ended in the middle of the answer", faults::truncated_body()},
        {"garbage XML", "the answer is not SOAP", faults::garbage_xml()},
        {"no HTTP", "the answer is not HTTP/1.1", faults::raw("220 smtp.example ESMTP\r\n")},
        {"2 GB announced", "the answer is larger than the limit", faults::huge_announced()},
        {"a body without end", "the answer is larger than the limit", faults::endless_chunks()},
    };
    return all;
}

}  // namespace

TEST_CASE("an answer that cannot be one is reported once, costs little memory, and does not end the program")
{
    const auto index = GENERATE(range(std::size_t{0}, std::size_t{9}));
    const auto& now = troubles().at(index);
    const auto method = GENERATE(as<std::string>(), "/sdk/vimServiceVersions.xml", "RetrieveServiceContent");
    INFO(now.name << " from " << method);
    scripted_world world;
    world.vcenter.when(method).fault(now.what);
    auto connector = world.run();
    const auto line = connector.wait_for_line("vCenter cannot be followed");
    CHECK(line.find(now.reported) != std::string::npos);
    REQUIRE(world.vcenter.wait_for(method, 2));
    world.vcenter.server().clear_faults();
    connector.wait_for_line("Following vCenter again");
    CHECK(connector.count_lines("vCenter cannot be followed") == 1);
    // 64 MiB are the limit of a body; the sanitizers need some of their own. How much freed memory they keep
    // is set in the preset: by default it is 256 MiB.
    CHECK(peak_memory(connector.pid()) < 400);
    world.power_on("vm1");
    CHECK(world.gateway.wait_for_invocations(1));
}

TEST_CASE(
    "a wrong password is reported clearly and tried once, and the corrected secret is used without a restart")
{
    scripted_world world;
    temporary_folder secrets;
    const auto login = world.vcenter.with([](vcenter_model& model) { return model.options(); });
    secrets.write("vc-user", login.user);
    secrets.write("vc-pass", "a wrong one\n");
    auto connector = world.run({"-vc-user-secret-name", "vc-user", "-vc-pass-secret-name", "vc-pass",
                                "-secret-mount-path", secrets.path().string()});
    const auto line = connector.wait_for_line("vCenter refuses the login");
    CHECK(line.find("the login is refused") != std::string::npos);
    CHECK(line.find("cure=\"correct the user name and password") != std::string::npos);
    CHECK(line.find("next_try_in=60.0s") != std::string::npos);
    CHECK(world.vcenter.logins().size() == 1);
    secrets.write("vc-pass", login.password + "\n");
    connector.wait_for_line("The vCenter credentials have changed; trying them");
    connector.wait_for_line("Following vCenter again");
    CHECK(world.vcenter.logins().size() == 2);
    CHECK(connector.count_lines("vCenter refuses the login") == 1);
    CHECK(connector.output().find("a wrong one") == std::string::npos);
}

TEST_CASE("a secret file that goes away while the program runs is reported, and used when it is back")
{
    scripted_world world;
    temporary_folder secrets;
    const auto login = world.vcenter.with([](vcenter_model& model) { return model.options(); });
    secrets.write("vc-pass", login.password);
    auto connector = world.run({"-vc-user", login.user, "-vc-pass-secret-name", "vc-pass",
                                "-secret-mount-path", secrets.path().string()});
    connector.wait_for_line("Following vCenter");
    std::filesystem::remove(secrets.path() / "vc-pass");
    world.vcenter.terminate_sessions();
    const auto line = connector.wait_for_line("vCenter cannot be followed");
    CHECK(line.find("vc-pass") != std::string::npos);
    CHECK(line.find("mount the secret with the user name and password") != std::string::npos);
    secrets.write("vc-pass", login.password);
    connector.wait_for_line("Following vCenter again");
}

TEST_CASE("a user without permission is told which one is missing")
{
    scripted_world world;
    world.vcenter.when("CreateCollectorForEvents")
        .fault(faults::soap("NoPermission", "Permission was denied."));
    auto connector = world.run();
    const auto line = connector.wait_for_line("vCenter cannot be followed");
    CHECK(line.find("give the user a role with System.View on the root folder") != std::string::npos);
}
