// Logins and logouts of the connector itself: no function gets them, unless the settings say otherwise.
#include "support/followed_model.hpp"

#include "support/catch.hpp"
#include "support/vcenter_xml.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

vcenter_options with_session_events()
{
    vcenter_options options;
    options.session_events = true;
    return options;
}

posted_event session_event(const char* class_name, const std::string& user, const std::string& agent,
                           const std::string& session)
{
    posted_event event;
    event.class_name = class_name;
    event.user = user;
    event.members = xml_element("userAgent", agent) + xml_element("sessionId", session);
    return event;
}

std::size_t offered(const followed_model& world, const std::string& topic)
{
    return world.log.count("Message on topic: " + topic);
}

}  // namespace

TEST_CASE("logins and logouts of the connector's own sessions go to no function", "[source]")
{
    followed_model world(with_session_events());
    world.start();
    world.model.terminate_sessions();
    world.post(1);
    world.advance(1min);
    world.restart();
    world.post(1);
    CHECK(offered(world, "user.login.session") == 0);
    CHECK(offered(world, "vm.powered.on") == 2);
    CHECK(world.log.count("The connector's own event goes to no function") >= 2);
}

TEST_CASE("with -ignore-own-events=false they are events as all others", "[source]")
{
    followed_model world(with_session_events());
    world.start([](source::follower_options& options) { options.intake.ignore_own_events = false; });
    world.model.terminate_sessions();
    world.post(1);
    world.advance(1min);
    CHECK(offered(world, "user.login.session") == 1);
    CHECK(world.log.count("The connector's own event goes to no function") == 0);
}

TEST_CASE("sessions of others, and of another user with the same program, are events as all others",
          "[source]")
{
    followed_model world;
    const auto us = world.model.options().user;
    world.start();
    const auto add = [&](const char* name, const std::string& user, const char* agent, const char* session) {
        world.model.post(session_event(name, user, agent, session));
    };
    add("UserLoginSessionEvent", us, "govc/0.24.0", "1");
    add("UserLogoutSessionEvent", us, "", "2");
    add("UserLoginSessionEvent", "CORP\\someone", "vcenter-connector/0.1.0", "3");
    add("BadUsernameSessionEvent", us, "vcenter-connector/0.1.0", "4");
    world.post(1);
    CHECK(offered(world, "user.login.session") == 2);
    CHECK(offered(world, "user.logout.session") == 1);
    CHECK(offered(world, "bad.username.session") == 1);
}

TEST_CASE("a session of a process before this one is known by its user and its program", "[source]")
{
    followed_model world;
    world.start();
    world.model.post(session_event("UserLogoutSessionEvent", world.model.options().user,
                                   "vcenter-connector/0.0.9", "an earlier one"));
    world.post(1);
    CHECK(offered(world, "user.logout.session") == 0);
    CHECK(world.log.count("The connector's own event goes to no function") == 1);
}
