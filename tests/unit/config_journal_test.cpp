// Where the journal is.
#include "support/catch.hpp"
#include "unit/config_world.hpp"

using namespace vcenter_connector;
using config_test::world;

TEST_CASE("the journal's directory follows the flag, systemd, XDG and the home, in that order", "[config]")
{
    world w;
    w.variables = {{"GOVC_USERNAME", "u"}, {"GOVC_PASSWORD", "p"}};
    const auto directory = [&](std::vector<std::string> words = {}) {
        return w.accept(words).settings.journal.directory;
    };
    CHECK(directory() == "/home/user/.local/state/vcenter-connector");
    w.variables["XDG_STATE_HOME"] = "relative";
    CHECK(directory() == "/home/user/.local/state/vcenter-connector");
    w.variables["XDG_STATE_HOME"] = "/xdg";
    CHECK(directory() == "/xdg/vcenter-connector");
    w.variables["STATE_DIRECTORY"] = "/var/lib/one:/var/lib/two";
    CHECK(directory() == "/var/lib/one");
    w.files["/c.yaml"] = "journal: {directory: /file}\n";
    CHECK(directory({"-config", "/c.yaml"}) == "/file");
    CHECK(directory({"-config", "/c.yaml", "-state-dir", "here"}) == "here");
}

TEST_CASE("without any directory the journal has to be declined in so many words", "[config]")
{
    world w;
    w.variables = {{"GOVC_USERNAME", "u"}, {"GOVC_PASSWORD", "p"}};
    w.home.clear();
    const auto mistakes = w.refuse({});
    REQUIRE(mistakes.size() == 1);
    CHECK(mistakes[0].place == "flag -state-dir");
    CHECK_THAT(mistakes[0].text, Catch::Matchers::ContainsSubstring("-state none"));

    const auto s = w.accept({"-state", "none"}).settings.journal;
    CHECK_FALSE(s.durable);
    CHECK(s.directory.empty());
    CHECK(s.max_pending == 20'000);
    CHECK(w.accept({"-state=none", "-max-pending=9"}).settings.journal.max_pending == 9);
}
