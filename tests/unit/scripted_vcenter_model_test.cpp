// The scripted vCenter is honest: what other tests rely on is tested here.
#include "support/catch.hpp"
#include "support/model_client.hpp"

#include <limits>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using base::errc;
using keys = std::vector<std::int32_t>;

namespace {

struct logged_in {
    vcenter_model model;
    model_client client{model};
    base::wall_time start = model.now();

    logged_in() { REQUIRE(client.login()); }

    verdict wait(std::string_view version, int seconds = 60)
    {
        return client.ask(vsphere::wait_for_updates(client.service, version, seconds));
    }
    static vsphere::update_set updates(const std::optional<server_reply>& reply)
    {
        REQUIRE(reply);
        auto decoded = vsphere::decode_updates(reply->body);
        REQUIRE(decoded);
        REQUIRE(*decoded);
        return std::move(**decoded);
    }
    vsphere::managed_object_reference watched(int page_size = 10)
    {
        const auto collector = client.collector(start, page_size);
        REQUIRE(vsphere::decode_reference(client.body(vsphere::create_filter(client.service, collector))));
        return collector;
    }
    static base::failure failure_of(std::string body)
    {
        return vsphere::decode_nothing(std::move(body)).error();
    }
};

}  // namespace

TEST_CASE_METHOD(logged_in, "a cursor reads each event once, oldest first", "[model]")
{
    for (int i = 0; i < 5; ++i)
        model.post("VmPoweredOnEvent", "web");
    const auto collector = client.collector(start);
    CHECK(client.read(collector, 3) == keys{1, 2, 3});
    CHECK(client.read(collector, 3) == keys{4, 5});
    CHECK(client.read(collector).empty());
    model.post("VmPoweredOffEvent", "web");
    CHECK(client.read(collector) == keys{6});
    CHECK(client.page(collector) == keys{1, 2, 3, 4, 5, 6});
}

TEST_CASE_METHOD(logged_in, "the begin time belongs to what is read", "[model]")
{
    model.post("VmPoweredOnEvent");
    const auto second = model.now();
    model.post("VmPoweredOnEvent");
    model.post("VmPoweredOnEvent");
    CHECK(client.read(client.collector(second)) == keys{2, 3});
    CHECK(client.read(client.collector(second + std::chrono::microseconds(1))) == keys{3});
}

TEST_CASE_METHOD(logged_in, "a wait is held until something happens, and tells only the newest page",
                 "[model]")
{
    watched(2);
    const auto first = updates(wait("").reply);
    CHECK(first.pages.size() == 1);
    const auto held = wait(first.version);
    REQUIRE_FALSE(held.reply);
    CHECK(held.hold == std::chrono::seconds(60));
    CHECK_FALSE(model.resume(held.ticket, false));
    for (int i = 0; i < 5; ++i)
        model.post("VmPoweredOnEvent");
    const auto second = updates(model.resume(held.ticket, false));
    REQUIRE(second.pages.size() == 1);
    CHECK(model_client::keys(second.pages[0]) == keys{4, 5});
    CHECK(model.held_waits() == 0);
}

TEST_CASE_METHOD(logged_in, "a wait that saw nothing answers nothing, and keeps its version", "[model]")
{
    watched();
    const auto version = updates(wait("").reply).version;
    const auto held = wait(version, 1);
    const auto late = model.resume(held.ticket, true);
    REQUIRE(late);
    const auto decoded = vsphere::decode_updates(late->body);
    REQUIRE(decoded);
    CHECK_FALSE(*decoded);
    model.post("VmPoweredOnEvent");
    CHECK(updates(wait(version).reply).pages.size() == 1);
    CHECK(updates(wait(version).reply).pages.size() == 1);
    CHECK(failure_of(client.body(vsphere::wait_for_updates(client.service, "no such", 1)))
              .is(errc::soap_fault));
}

TEST_CASE_METHOD(logged_in, "a truncated update has its rest behind it", "[model]")
{
    watched();
    model.post("VmPoweredOnEvent");
    model.truncate_updates(1);
    const auto first = updates(wait("").reply);
    CHECK(first.truncated);
    CHECK(first.pages.empty());
    const auto rest = updates(wait(first.version).reply);
    CHECK_FALSE(rest.truncated);
    CHECK(rest.pages.size() == 1);
}

TEST_CASE_METHOD(logged_in, "a hole longer than a page stops the cursor, but not the latest page", "[model]")
{
    model.post("VmPoweredOnEvent");
    model.post_hidden(10);
    model.post("VmPoweredOnEvent");
    const auto collector = client.collector(start);
    CHECK(client.read(collector, 5) == keys{1});
    CHECK(client.read(collector, 5).empty());
    CHECK(client.read(collector, 5).empty());
    CHECK(client.page(collector) == keys{1, 12});
    CHECK(client.read(collector, 11) == keys{12});
}

TEST_CASE_METHOD(logged_in, "a stuck cursor answers nothing, a new one does", "[model]")
{
    const auto collector = client.collector(start);
    model.stick_cursors();
    model.post("VmPoweredOnEvent");
    CHECK(client.read(collector).empty());
    CHECK(client.page(collector) == keys{1});
    CHECK(client.read(client.collector(start)) == keys{1});
    model.free_cursors();
    CHECK(client.read(collector) == keys{1});
}

TEST_CASE_METHOD(logged_in, "events that are made when they are read stand between those posted one by one",
                 "[model]")
{
    model.post("VmPoweredOffEvent", "web");
    model.post_many(2500, 3);
    const auto later = model.now() + std::chrono::minutes(10);
    model.set_time(later);
    model.post("VmPoweredOffEvent", "web");
    CHECK(model.history().newest_key() == 2502);
    const auto collector = client.collector(start);
    const auto first = client.read(collector, 1000);
    CHECK(first.front() == 1);
    CHECK(first.back() == 1000);
    CHECK(client.read(collector, 1000).size() == 1000);
    CHECK(client.read(collector, 1000).back() == 2502);
    CHECK(client.read(collector).empty());
    CHECK(client.read(client.collector(later)) == keys{2502});
    CHECK(client.read(client.collector(start + 2000 * model.options().tick)).front() == 2001);
    CHECK(client.page(collector).front() == 2493);
    const auto text = client.body(vsphere::read_next_events(client.collector(start), 3));
    CHECK(text.find("<name>vm0</name>") != std::string::npos);
    CHECK(text.find("<name>vm1</name>") != std::string::npos);
    CHECK(text.find("<name>vm2</name>") == std::string::npos);
}

TEST_CASE_METHOD(logged_in, "keys overflow, and can be set along with times", "[model]")
{
    model.history().set_next_key(std::numeric_limits<std::int32_t>::max());
    model.post("VmPoweredOnEvent");
    CHECK(model.post("VmPoweredOnEvent") == std::numeric_limits<std::int32_t>::min());
    posted_event event;
    event.key = 5;
    event.time = start;
    CHECK(model.post(event) == 5);
}

TEST_CASE_METHOD(logged_in, "collectors die with their session", "[model]")
{
    const auto collector = client.collector(start);
    CHECK(model.open_collectors() == 1);
    SECTION("by an administrator")
    {
        model.terminate_sessions();
    }
    SECTION("by idleness")
    {
        model.advance(std::chrono::minutes(30));
    }
    CHECK(failure_of(client.body(vsphere::read_next_events(collector, 10))).is(errc::not_authenticated));
    CHECK(model.open_collectors() == 0);
    REQUIRE(client.login());
    CHECK(failure_of(client.body(vsphere::read_next_events(collector, 10))).is(errc::managed_object_gone));
}

TEST_CASE_METHOD(logged_in, "a session that ends answers its held wait", "[model]")
{
    watched();
    const auto held = wait(updates(wait("").reply).version);
    model.terminate_sessions();
    const auto answer = model.resume(held.ticket, false);
    REQUIRE(answer);
    CHECK(failure_of(answer->body).is(errc::not_authenticated));
}

TEST_CASE_METHOD(logged_in, "collectors are limited, and given back", "[model]")
{
    auto options = model.options();
    options.collectors_per_session = 1;
    model.set_options(options);
    const auto collector = client.collector(start);
    const auto another = vsphere::create_collector(client.service.event_manager, start, 10);
    CHECK(failure_of(client.body(another)).is(errc::invalid_state));
    CHECK(vsphere::decode_nothing(client.body(vsphere::destroy_collector(collector))));
    CHECK(vsphere::decode_reference(client.body(another)));
}

TEST_CASE("logging in and out", "[model]")
{
    vcenter_model model;
    model_client client(model);
    const auto with = [&](std::string password) {
        return vsphere::login(client.service.session_manager,
                              {model.options().user, base::secret(std::move(password))});
    };
    CHECK(logged_in::failure_of(client.body(vsphere::current_time())).is(errc::not_authenticated));
    CHECK(logged_in::failure_of(client.body(with("wrong"))).is(errc::invalid_login));
    REQUIRE(client.login());
    CHECK(client.cookies.header().find("=\"52") != std::string::npos);
    CHECK(logged_in::failure_of(client.body(with(model.options().password))).is(errc::invalid_login));
    CHECK(vsphere::decode_current_time(client.body(vsphere::current_time())).value() == model.now());
    CHECK(vsphere::decode_nothing(client.body(vsphere::logout(client.service.session_manager))));
    CHECK(model.logged_out());
    CHECK(model.count("Login") == 3);
    CHECK(model.logins().front().password == "wrong");
    CHECK(model.logins().back().password == model.options().password);
}

TEST_CASE("what a vCenter says of itself", "[model]")
{
    vcenter_model model;
    model_client client(model);
    const auto content = vsphere::decode_service_content(client.body(vsphere::retrieve_service_content()));
    REQUIRE(content);
    CHECK(content->instance_uuid == model.options().instance_uuid);
    CHECK(content->api_type == "VirtualCenter");
    server_request versions;
    versions.method = "GET";
    versions.target = "/sdk/vimServiceVersions.xml";
    CHECK(vsphere::decode_service_versions(model.handle(versions).reply->body).value() == "8.0.2.0");
    REQUIRE(client.login());
    const auto info = vsphere::decode_event_info(client.body(vsphere::retrieve_event_info(client.service)));
    REQUIRE(info);
    CHECK(info->at("VmPoweredOnEvent") == "info");
    CHECK(info->at("com.vmware.vc.HA.DasHostFailedEvent") == "warning");
}
