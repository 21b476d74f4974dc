// The follower against what vCenters do that the packaged simulator does not.
#include "follower_fixture.hpp"

#include <limits>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

TEST_CASE("a run of events that the user may not see does not end the reading, and is reported once")
{
    followed_vcenter world;
    world.follow();
    world.post(3);
    world.recorded->wait_for_events(3);
    world.vcenter.with([](vcenter_model& model) { model.post_hidden(3000); });
    world.post(20);
    world.recorded->wait_for_events(23);
    CHECK(world.keys().back() == 3023);
    world.vcenter.with([](vcenter_model& model) { model.advance(2min); });
    world.post(5);
    world.recorded->wait_for_events(28);
    for (int i = 0; !world.log().contains("The event cursor moves again"); ++i) {
        world.post(1);
        world.recorded->wait_for_events(29 + static_cast<std::size_t>(i));
    }
    CHECK(world.log().count("The event cursor is stuck") == 1);
    CHECK(world.log().count("The event cursor moves again") == 1);
    CHECK(world.recorded->keys_grow());
}

TEST_CASE("events between a run of hidden ones and vCenter's latest page are read, too")
{
    followed_vcenter world;
    world.follow();
    world.post(3);
    world.vcenter.kill();
    world.vcenter.terminate_sessions();
    world.vcenter.with([](vcenter_model& model) { model.post_hidden(2500); });
    world.post(3000);
    world.vcenter.revive();
    world.recorded->wait_for_events(3003);
    auto wanted = keys_from_to(1, 3);
    for (const auto key : keys_from_to(2504, 5503))
        wanted.push_back(key);
    CHECK(world.keys() == wanted);
    CHECK(world.log().contains("Events cannot be read in order; beginning later"));
}

TEST_CASE("a cursor that answers nothing for ever costs no event")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.with([](vcenter_model& model) { model.stick_cursors(true); });
    for (std::size_t posted = 5; posted <= 500; posted += 5) {
        world.post(5);
        world.recorded->wait_for_events(posted);
    }
    CHECK(world.keys() == keys_from_to(1, 500));
    CHECK(world.log().count("The event cursor is stuck") == 1);
}

TEST_CASE("a cursor that sticks and moves again is reported twice, and costs no event of a burst")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.with([](vcenter_model& model) { model.stick_cursors(); });
    world.post(300);
    world.recorded->wait_for_events(300);
    for (std::size_t posted = 301; !world.log().contains("The event cursor moves again"); ++posted) {
        world.post(1);
        world.recorded->wait_for_events(posted);
    }
    const auto keys = world.keys();
    CHECK(keys == keys_from_to(1, static_cast<std::int32_t>(keys.size())));
    CHECK(world.log().count("The event cursor is stuck") == 1);
    CHECK(world.log().count("The event cursor moves again") == 1);
}

TEST_CASE("a burst of 5000 events of which one update shows ten arrives whole and in order")
{
    followed_vcenter world;
    world.follow();
    world.post(5000);
    world.recorded->wait_for_events(5000);
    CHECK(world.keys() == keys_from_to(1, 5000));
    CHECK(world.log().count("The event cursor is stuck") == 0);
}

TEST_CASE("a session lost in a burst of 5000 events costs none and repeats none")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.when("ReadNextEvents").nth(3).fault(faults::soap("NotAuthenticated"));
    world.post(5000);
    world.recorded->wait_for_events(5000);
    CHECK(world.keys() == keys_from_to(1, 5000));
}

TEST_CASE("an answer that is lost after the cursor has moved is read again")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.when("ReadNextEvents").nth(2).fault(faults::lost_answer());
    world.post(2500);
    world.recorded->wait_for_events(2500);
    CHECK(world.keys() == keys_from_to(1, 2500));
}

TEST_CASE("truncated updates are asked for to their end")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.with([](vcenter_model& model) { model.truncate_updates(3); });
    world.post(30);
    world.recorded->wait_for_events(30);
    CHECK(world.keys() == keys_from_to(1, 30));
}

TEST_CASE("the order of vCenter's latest page does not matter")
{
    const auto order = GENERATE(page_order::newest_first, page_order::oldest_first, page_order::mixed);
    followed_vcenter world;
    world.vcenter.with([order](vcenter_model& model) {
        model.set_page_order(order);
        model.stick_cursors(true);
    });
    world.follow();
    for (std::size_t posted = 8; posted <= 40; posted += 8) {
        world.post(8);
        world.recorded->wait_for_events(posted);
    }
    CHECK(world.keys() == keys_from_to(1, 40));
}

TEST_CASE("negative keys and keys that overflow cost no event and keep their order")
{
    constexpr auto highest = std::numeric_limits<std::int32_t>::max();
    followed_vcenter world;
    world.vcenter.with([](vcenter_model& model) { model.history().set_next_key(highest - 9); });
    world.follow();
    world.post(20);
    world.recorded->wait_for_events(20);
    auto wanted = keys_from_to(highest - 9, highest);
    for (std::int32_t key = std::numeric_limits<std::int32_t>::min(); wanted.size() < 20; ++key)
        wanted.push_back(key);
    CHECK(world.keys() == wanted);
}

TEST_CASE("events of one instant are told apart")
{
    vcenter_options options;
    options.tick = 0us;
    followed_vcenter world(options);
    world.follow();
    world.post(1500);
    world.vcenter.terminate_sessions();
    world.post(1500);
    world.recorded->wait_for_events(3000);
    CHECK(world.keys() == keys_from_to(1, 3000));
}

TEST_CASE("after a quiet day the next event arrives, and none of the day before once more")
{
    followed_vcenter world;
    world.follow();
    world.post(15);
    world.recorded->wait_for_events(15);
    world.vcenter.with([](vcenter_model& model) { model.advance(24h); });
    world.vcenter.terminate_sessions();
    world.post(3);
    world.recorded->wait_for_events(18);
    CHECK(world.keys() == keys_from_to(1, 18));
}

TEST_CASE("events from before the start are not read")
{
    followed_vcenter world;
    world.post(50);
    world.vcenter.with([](vcenter_model& model) { model.advance(1s); });
    world.follow();
    world.post(2);
    world.recorded->wait_for_events(2);
    CHECK(world.keys() == keys_from_to(51, 52));
}

TEST_CASE("another vCenter behind the same address begins anew, under its own id")
{
    followed_vcenter world;
    world.follow();
    world.post(3);
    world.recorded->wait_for_events(3);
    world.vcenter.with([](vcenter_model& model) { model.rebuild("99999999-aaaa-bbbb-cccc-dddddddddddd"); });
    world.log().wait_for("Another vCenter answers at this address", 1);
    world.log().wait_for("Following vCenter again", 1);
    world.post(3);
    world.recorded->wait_for_events(6);
    CHECK(world.recorded->ids().back() == "99999999-aaaa-bbbb-cccc-dddddddddddd/3");
}

TEST_CASE("a vCenter whose numbering begins anew is followed on")
{
    followed_vcenter world;
    world.follow();
    world.post(3);
    world.recorded->wait_for_events(3);
    world.vcenter.with([](vcenter_model& model) { model.rebuild(model.options().instance_uuid); });
    world.post(3);
    world.recorded->wait_for_events(6);
    CHECK(world.keys() == std::vector<std::int32_t>{1, 2, 3, 1, 2, 3});
}

TEST_CASE("a cookie of a balancer and gzip answers are no obstacle")
{
    vcenter_options options;
    options.further_cookie = "BIGipServer=12.34";
    followed_vcenter world(options);
    world.vcenter.when({}).fault(faults::gzip());
    world.follow();
    world.post(5);
    world.recorded->wait_for_events(5);
    CHECK(world.keys() == keys_from_to(1, 5));
}

TEST_CASE("a wrong password is tried once a minute, and the right one as soon as it is there")
{
    followed_vcenter world;
    world.start();
    world.recorded->wait_until_following();
    world.vcenter.set_password("another");
    world.vcenter.terminate_sessions();
    world.log().wait_for("vCenter refuses the login", 1);
    REQUIRE(world.vcenter.wait_for("Login", 4));
    const auto logins = world.vcenter.server().requests("Login");
    CHECK(logins[3].at - logins[2].at >= std::chrono::milliseconds(1200));
    CHECK(world.log().count("vCenter refuses the login") == 1);
    world.recorded->set_password("another");
    world.post(2);
    world.recorded->wait_for_events(2);
    CHECK(world.log().count("The vCenter credentials have changed") == 1);
}

TEST_CASE("an event of a host whose clock runs ahead hides none that follow, over a lost session too")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.with([](vcenter_model& model) {
        posted_event early;
        early.vm = "vm1";
        early.time = model.now() + 1h;
        model.post(early);
    });
    world.post(4);
    world.recorded->wait_for_events(5);
    world.vcenter.terminate_sessions();
    world.post(3);
    world.recorded->wait_for_events(8);
    CHECK(world.keys() == keys_from_to(1, 8));
}

TEST_CASE("when vCenter's clock was set back its events are followed on")
{
    followed_vcenter world;
    world.follow();
    world.post(3);
    world.recorded->wait_for_events(3);
    world.vcenter.with([](vcenter_model& model) { model.advance(-1h); });
    world.vcenter.terminate_sessions();
    world.log().wait_for("vCenter's clock was set back", 1);
    world.post(3);
    world.recorded->wait_for_events(6);
    CHECK(world.keys() == keys_from_to(1, 6));
}

TEST_CASE("a storm that is longer than the overlap is gone on with where it was left, in order")
{
    followed_vcenter world;
    world.follow();
    world.post(5000);
    world.recorded->wait_for_events(5000);
    world.vcenter.terminate_sessions();
    world.post(2500);
    world.recorded->wait_for_events(7500);
    CHECK(world.keys() == keys_from_to(1, 7500));
    CHECK(world.log().count("Events cannot be read in order") == 0);
}

TEST_CASE("an event without a time is delivered, and told of")
{
    followed_vcenter world;
    world.follow();
    world.vcenter.with([](vcenter_model& model) {
        posted_event odd;
        odd.raw = "<key>1</key><chainId>1</chainId><createdTime>whenever</createdTime><userName></userName>";
        model.post(odd);
    });
    world.recorded->wait_for_events(1);
    CHECK(world.log().count("An event has no time that can be read") == 1);
}

TEST_CASE("a failure whose text differs each time is reported once")
{
    followed_vcenter world;
    for (std::size_t n = 1; n <= 20; ++n)
        world.vcenter.when("/sdk/vimServiceVersions.xml")
            .nth(n)
            .fault(faults::answer(503, "request id " + std::to_string(n)));
    world.start();
    world.log().wait_for("Following vCenter again", 1);
    CHECK(world.log().count("vCenter cannot be followed") == 1);
}
