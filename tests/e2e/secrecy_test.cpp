// Passwords, cookies and authorization go where they belong (docs/security.md), and nowhere else, whatever
// happens.
#include "support/connector_run.hpp"
#include "support/secret_marks.hpp"

#include "vcenter_connector/base/percent.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

struct manner {
    std::string vcenter;  // where its user and password come from
    std::string format;   // of the log
};

struct marked_world {
    marked_world()
    {
        secrets.write("vc-user", options.user + "\r\n");
        secrets.write("vc-password", options.password + "\n");
        secrets.write("basic-auth-user", gateway_options.user + "\n");
        secrets.write("basic-auth-password", gateway_options.password + "\n");
        marks.add("vCenter user", options.user);
        marks.add("vCenter password", options.password);
        marks.add("balancer", options.further_cookie.substr(options.further_cookie.find('=') + 1));
        marks.add("gateway password", gateway_options.password, gateway_options.user);
        world.gateway.deploy("refuses", "vm.suspended");
    }

    // How each way of giving user and password looks on the command line and in the environment.
    std::pair<words, variables> access(const std::string& way) const
    {
        words flags{"-gateway", world.gateway.url(), "-basic-auth", "-secret-mount-path",
                    secrets.path().string()};
        variables environment{{"STATE_DIRECTORY", world.state.path()}, {"GOVC_URL", world.vcenter.url()}};
        if (way == "files") {
            flags.insert(flags.end(),
                         {"-vc-user-secret-name", "vc-user", "-vc-pass-secret-name", "vc-password"});
        } else if (way == "URL") {
            auto& url = environment["GOVC_URL"];
            url.insert(url.find("//") + 2,
                       base::uri_component(options.user) + ":" + base::uri_component(options.password) + "@");
        } else {
            environment.merge(login_of(options.user, options.password));
        }
        return {flags, environment};
    }

    child_process run(const manner& how) const
    {
        auto [flags, environment] = access(how.vcenter);
        flags.insert(flags.begin(), connector_program);
        flags.insert(flags.end(), {"-log-level", "debug", "-log-format", how.format, "-rebuild-interval",
                                   "1s", "-retry-wait", "50ms", "-max-attempts", "3", "-async=false"});
        return child_process(std::move(flags), std::move(environment));
    }

    std::string run_command(words arguments, const std::string& way = "environment") const
    {
        auto [flags, environment] = access(way);
        arguments.insert(arguments.begin(), connector_program);
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        return run_process(std::move(arguments), std::move(environment)).output;
    }

    fault repeats(unsigned status) const
    {
        return faults::answer(status, marks.page(), {{"Content-Type", "text/html"}});
    }
    // `sent`: the secret that the server knows. What stands in the user part, the query and the fragment is
    // not shown, whatever it is.
    fault redirects(const std::string& sent = "path") const
    {
        const auto any =
            base::uri_component(options.password) + base::uri_component(gateway_options.password);
        const auto known = base::uri_component(sent);
        return faults::redirect("https://u:" + any + "@login.example/" + known + "?p=" + any + "#" + any);
    }

    // Each server answers some requests with what it was sent.
    void gateway_misbehaves(const std::string& path)
    {
        world.gateway.when(path).nth(1).fault(repeats(401));
        world.gateway.when(path).nth(2).fault(repeats(500));
        world.gateway.when(path).nth(3).fault(repeats(200));
        world.gateway.when(path).nth(4).fault(redirects(gateway_options.password));
    }

    void mark_session()
    {
        const auto cookie =
            std::string(world.vcenter.server().requests("CurrentTime").back().header("Cookie"));
        constexpr std::string_view name = "vmware_soap_session=\"";
        const auto begin = cookie.find(name) + name.size();
        const auto value = cookie.substr(begin, cookie.find('"', begin) - begin);
        REQUIRE(value.size() > 2);
        marks.add("session", value);
    }

    // What arrived at each server, without what belongs there.
    void check_requests()
    {
        for (const auto& each : world.vcenter.server().requests()) {
            INFO("vCenter: " << each.label);
            // The model puts the cookie's value into the names of collectors.
            CHECK(marks.shown_in(each.body, each.label == "Login" ? "vCenter" : "session").empty());
            check_head(each, "Cookie", "session");
        }
        for (const auto& each : world.gateway.server().requests()) {
            INFO("gateway: " << each.target);
            CHECK(marks.shown_in(each.body).empty());
            check_head(each, each.target.starts_with("/system/") ? "Authorization" : "", "gateway");
        }
    }
    void check_head(const server_request& request, std::string_view allowed_in,
                    std::string_view allowed) const
    {
        CHECK(marks.shown_in(request.target).empty());
        for (const auto& [name, value] : request.headers) {
            INFO(name);
            const bool may = name == allowed_in;
            const auto shown = marks.shown_in(value, may ? allowed : "-");
            CHECK((shown.empty() || (may && name == "Cookie" && shown.front().starts_with("balancer"))));
        }
    }
    void check_written(const std::string& output) const
    {
        CHECK(marks.shown_in(output) == std::vector<std::string>());
        CHECK(marks.shown_below(world.state.path()) == std::vector<std::string>());
    }

    vcenter_options options = [] {
        vcenter_options made;
        made.user = "svc-M4rk<&>\"'%+@vsphere.local";
        made.password = "vc-M4rk<&>\"'/% +=word";
        made.further_cookie = "BIGipServerPool=balancer-M4rk-4711";
        return made;
    }();
    test::gateway_options gateway_options = [] {
        test::gateway_options made;
        made.user = "gateway-user";
        made.password = "gw-M4rk<&>\"'/% +=word";
        return made;
    }();
    scripted_world world{options, gateway_options};
    temporary_folder secrets;
    secret_marks marks;
};

}  // namespace

TEST_CASE("no secret is sent or written where it does not belong, in good times and in bad ones")
{
    const auto how = GENERATE(manner{"files", "text"}, manner{"environment", "json"}, manner{"URL", "text"});
    INFO(how.vcenter << ", " << how.format);
    marked_world w;
    auto& [vcenter, gateway, state] = w.world;
    w.gateway_misbehaves("/system/namespaces");
    vcenter.when("Login").nth(1).fault(w.repeats(how.format == "json" ? 502 : 200));
    vcenter.when("Login").nth(2).fault(how.vcenter == "files"
                                           ? w.redirects(w.options.password)
                                           : faults::soap("InvalidRequest", w.marks.page()));
    auto connector = w.run(how);
    connector.wait_for_line("Following vCenter");
    w.mark_session();

    gateway.when("/function/echo.openfaas-fn").nth(1).fault(faults::html(401));
    gateway.when("/system/info").nth(1).fault(w.repeats(403));
    gateway.when("/function/refuses.openfaas-fn").nth(1).fault(faults::answer(400, "no"));
    gateway.when("/function/refuses.openfaas-fn").nth(2).fault(w.redirects());
    w.world.power_on("vm1", 3);
    vcenter.post("VmSuspendedEvent", "vm1");
    vcenter.post("VmSuspendedEvent", "vm2");
    connector.wait_for_line("The gateway cannot be used");
    connector.wait_for_lines("Invoke function: echo", 3);
    connector.wait_for_line("Event not delivered, given up");
    vcenter.when("WaitForUpdatesEx").nth(1).fault(w.repeats(how.format == "json" ? 200 : 404));
    connector.wait_for_line("Following vCenter again");
    vcenter.when("ReadNextEvents").nth(1).fault(w.repeats(500));
    w.world.power_on("vm2");
    connector.wait_for_lines("Invoke function: echo", 4);
    w.check_written(connector.output());

    vcenter.set_password("changed meanwhile");
    vcenter.terminate_sessions();
    connector.wait_for_line("vCenter refuses the login");
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    w.check_written(connector.output());
    w.check_requests();
    CHECK(gateway.invocation_count() >= 6);
    CHECK(w.marks.shown_in(w.run_command({"dead-letters", "list", "-json"})).empty());
}

TEST_CASE("commands send and print no secret where it does not belong")
{
    const auto way = GENERATE(as<std::string>(), "files", "environment", "URL");
    INFO(way);
    marked_world w;
    w.world.power_on("vm1", 3);
    const auto check = [&](words arguments) {
        INFO(arguments.front());
        const auto output = w.run_command(std::move(arguments), way);
        INFO(output);
        CHECK_FALSE(output.empty());
        w.check_written(output);
    };
    const auto run_all = [&] {
        check({"topics", "-log-level", "debug"});
        check({"events", "-since", "2h", "-log-level", "debug"});
        check({"replay", "-since", "2h", "-function", "echo", "-log-level", "debug"});
    };
    run_all();
    check({"send", "-topic", "vm.powered.on"});
    check({"send", "-topic", "vm.powered.on", "-dry-run"});
    CHECK(w.world.gateway.invocation_count() >= 2);
    w.mark_session();
    for (const unsigned status : {200U, 500U, 302U}) {
        w.world.vcenter.when("Login").fault(status == 302 ? w.redirects(w.options.password)
                                                          : w.repeats(status));
        w.world.gateway.when("/system/functions")
            .fault(status == 302 ? w.redirects(w.gateway_options.password) : w.repeats(status));
        check({"topics"});
        check({"send", "-topic", "vm.powered.on"});
        check({"replay", "-since", "2h", "-function", "echo"});
    }
    w.check_requests();
}
