// Each call of a session fails in each way, and the connector is killed meanwhile. The same without a
// restart, and with more ways: tests/service/follower_fault_test.cpp. Calls that are never answered, in
// virtual time: tests/unit/follower_stall_test.cpp.
#include "chaos_world.hpp"

#include <csignal>

using namespace vcenter_connector;
using namespace vcenter_connector::test;

namespace {

const std::map<std::string, fault>& ways()
{
    static const std::map<std::string, fault> all{
        {"is cut off before it takes effect", faults::close()}, {"loses its answer", faults::lost_answer()},
        {"has its answer cut", faults::truncated_body()},       {"is answered with 500", faults::html(500)},
        {"is answered with garbage", faults::garbage_xml()},
    };
    return all;
}

const std::vector<std::string> methods{"/sdk/vimServiceVersions.xml",
                                       "RetrieveServiceContent",
                                       "Login",
                                       "CurrentTime",
                                       "RetrieveProperties",
                                       "CreateCollectorForEvents",
                                       "CreateFilter",
                                       "WaitForUpdatesEx",
                                       "ReadNextEvents",
                                       "DestroyCollector"};

// Until the fault has been met, and everything that happened before and after it has arrived.
void kill_while(chaos_world& world, const std::string& method, const fault& what)
{
    auto& vcenter = world.vcenter;
    const auto calls = vcenter.calls(method);
    vcenter.when(method).nth(1).fault(what);
    vcenter.terminate_sessions();
    world.post(5);
    REQUIRE(vcenter.wait_for(method, calls + 1));
    world.kill();
    world.post(5);
    world.start();
    world.post(5);
    world.wait_until_all_arrived();
}

}  // namespace

TEST_CASE("a connector that is killed while a call of its session fails loses nothing, whatever the call and "
          "the way")
{
    chaos_world world({{"one", always_fine}, {"two", always_fine}});
    world.begin();
    for (const auto& method : methods)
        for (const auto& [how, what] : ways()) {
            INFO(method << " " << how);
            kill_while(world, method, what);
            world.check();
        }
    world.print("kill -9 while a call of vCenter fails");
}

TEST_CASE("a farewell that fails costs nothing, and repeats nothing after the next start")
{
    chaos_world world({{"one", always_fine}, {"two", always_fine}});
    world.begin();
    for (const char* method : {"DestroyPropertyFilter", "DestroyCollector", "Logout"})
        for (const auto& [how, what] : ways()) {
            INFO(method << " " << how);
            world.post(5);
            world.wait_until_all_arrived();
            const auto calls = world.vcenter.calls(method);
            world.vcenter.when(method).nth(1).fault(what);
            CHECK(world.stop() == 0);
            CHECK(world.vcenter.calls(method) > calls);
            world.post(5);
            world.start();
            world.wait_until_all_arrived();
            world.check();
        }
    CHECK(world.functions.ledger.count().repeated == 0);
    world.print("farewells that fail");
}

TEST_CASE("a vCenter that dies within any call of a session costs nothing, whether the connector lives on or "
          "is killed")
{
    chaos_world world({{"one", always_fine}, {"two", always_fine}});
    world.begin();
    for (const auto& method : methods)
        for (const bool kills : {false, true}) {
            INFO("dies within " << method);
            auto& vcenter = world.vcenter;
            const auto calls = vcenter.calls(method);
            vcenter.when(method).nth(1).fault(faults::stall());
            vcenter.terminate_sessions();
            world.post(5);
            REQUIRE(vcenter.wait_for(method, calls + 1));
            vcenter.kill();
            vcenter.terminate_sessions();
            world.post(5);
            if (kills)
                world.connector->signal(SIGKILL);
            vcenter.revive();
            if (kills) {
                world.kill();
                world.start();
            }
            world.wait_until_all_arrived();
            world.check();
        }
    world.print("a vCenter that dies within a call");
}
