// What the program says to its command line, before it contacts anything.
#include "support/connector_run.hpp"

#include "vcenter_connector/version.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

finished_process refused(words arguments, variables environment = {})
{
    arguments.insert(arguments.begin(), connector_program);
    auto done = run_process(std::move(arguments), std::move(environment));
    INFO(done.output);
    CHECK(done.status == 2);
    return done;
}

}  // namespace

TEST_CASE("the flag -help shows every flag, by group, with its default")
{
    const auto done = run_process({connector_program, "-help"});
    CHECK(done.status == 0);
    for (const char* part : {"Usage: vcenter-connector [flags]", "vCenter:", "Gateway:", "Delivery:", "Log:",
                             "General:", "-vcenter URL", "Default: http://127.0.0.1:8989/sdk",
                             "-vc-pass-secret-name", "-rebuild-interval DURATION", "Default: 10s"})
        CHECK_THAT(done.output, ContainsSubstring(part));
    CHECK(run_process({connector_program, "--help"}).output == done.output);
    CHECK(run_process({connector_program, "-h"}).output == done.output);
}

TEST_CASE("the flag -version prints the version")
{
    const auto done = run_process({connector_program, "-version"});
    CHECK(done.status == 0);
    CHECK(done.output == std::string("vcenter-connector ") + version + "\n");
}

TEST_CASE("an unknown flag and a missing value are refused in Go's words")
{
    CHECK_THAT(refused({"-foo"}).output, ContainsSubstring("flag provided but not defined: -foo"));
    CHECK_THAT(refused({"-vcenter"}).output, ContainsSubstring("flag needs an argument: -vcenter"));
}

TEST_CASE("every mistake is named at once, and nothing is contacted")
{
    scripted_world world;
    temporary_folder secrets;
    secrets.write("empty", " \n");
    const auto done =
        refused({"-vcenter", world.vcenter.url(), "-gateway", world.gateway.url(), "-vc-user-secret-name",
                 "absent", "-vc-pass-secret-name", "empty", "-secret-mount-path", secrets.path().string(),
                 "-rebuild-interval", "soon", "-log-level", "loud", "-max-in-flight", "0"},
                {{"asynchronous_invocation", "perhaps"}});
    for (const char* part : {"absent", "empty is empty", "-rebuild-interval", "-log-level", "-max-in-flight",
                             "asynchronous_invocation", "Run vcenter-connector -help"})
        CHECK_THAT(done.output, ContainsSubstring(part));
    CHECK(world.vcenter.server().connections_opened() == 0);
    CHECK(world.gateway.server().connections_opened() == 0);
}

TEST_CASE("a URL that cannot be one is refused with the flag that holds it")
{
    const auto url =
        GENERATE(as<std::string>(), "http://", "https:///sdk", "https://vc host/sdk", "http://vc:99999/sdk",
                 "http://vc:port/sdk", "http://vc:-1/sdk", "ftp://vc/sdk");
    INFO(url);
    CHECK_THAT(refused({"-vcenter", url}, login_of()).output, ContainsSubstring("flag -vcenter: "));
    CHECK_THAT(refused({"-gateway", url}, login_of()).output, ContainsSubstring("flag -gateway: "));
}

TEST_CASE("no user and no password are mistakes that say what to do")
{
    const auto done = refused({});
    CHECK_THAT(done.output, ContainsSubstring("no user for vCenter") &&
                                ContainsSubstring("no password for vCenter") &&
                                ContainsSubstring("-vc-pass-secret-name"));
}

TEST_CASE("a password on the command line works and is warned about, without being shown")
{
    scripted_world world;
    const auto options = world.vcenter.with([](vcenter_model& model) { return model.options(); });
    auto connector = run_connector(world.vcenter.url(), world.gateway.url(),
                                   {"-vc-user", options.user, "-vc-pass", options.password}, {});
    connector.wait_for_line("Following vCenter");
    CHECK(connector.count_lines("flag -vc-pass: every user of this machine can see the password") == 1);
    CHECK(connector.output().find(options.password) == std::string::npos);
}
