// The flags of a command beside the connector's settings.
#include "config_world.hpp"

#include "vcenter_connector/config/command_settings.hpp"

#include <array>

using namespace vcenter_connector::config;
using Catch::Matchers::ContainsSubstring;
using config_test::world;
using type = setting_type;
using vcenter_connector::base::log_level;

namespace {

constexpr std::array own{
    setting{.flag = "since",
            .type = type::beginning,
            .value_name = "WHERE",
            .preset = "now",
            .help = "Where it begins.",
            .sources = setting_sources::flag},
    setting{.flag = "max-attempts",
            .type = type::integer,
            .preset = "3",
            .help = "How often.",
            .least = 1,
            .most = 9,
            .sources = setting_sources::flag},
    setting{.flag = "topic", .help = "Which.", .sources = setting_sources::flag},
    setting{.flag = "json",
            .type = type::boolean,
            .preset = "false",
            .help = "For machines.",
            .sources = setting_sources::flag},
};
constexpr std::array<std::string_view, 1> delivery{"content-type"};

command_spec spec_of(need vcenter)
{
    return {.name = "try",
            .words = "[pattern]",
            .about = "Tries.\n",
            .examples = "  vcenter-connector try -json\n",
            .flags = own,
            .vcenter = vcenter,
            .delivery = delivery,
            .most_words = 1};
}

struct command_world : world {
    command_choice choose(const std::vector<std::string>& words, need vcenter = need::required)
    {
        auto outcome = load_command(spec_of(vcenter), words, environment());
        if (const auto* wrong = std::get_if<refused>(&outcome))
            FAIL(command_refusal("try", wrong->mistakes));
        return std::get<command_choice>(outcome);
    }
    std::string refusal(const std::vector<std::string>& words, need vcenter = need::required)
    {
        auto outcome = load_command(spec_of(vcenter), words, environment());
        REQUIRE(std::holds_alternative<refused>(outcome));
        return command_refusal("try", std::get<refused>(outcome).mistakes);
    }
};

struct logged_in_world : command_world {
    logged_in_world() { variables = {{"GOVC_USERNAME", "user"}, {"GOVC_PASSWORD", "pass"}}; }
};

}  // namespace

TEST_CASE("a command takes its own flags, words, and the connector's settings from every source")
{
    logged_in_world from;
    from.variables["GOVC_URL"] = "https://elsewhere/sdk";
    from.variables["VCENTER_CONNECTOR_CONFIG"] = "c.yaml";
    from.files["c.yaml"] = "vcenter:\n  insecure: true\n";
    const auto choice =
        from.choose({"vm.>", "-vcenter", "https://vc/sdk", "--json", "-since=2h", "-content-type="});
    CHECK(choice.settings.vcenter.server.host == "vc");
    CHECK(choice.settings.vcenter.insecure);
    CHECK(config_test::user_of(choice.settings.vcenter.credentials) == "user:pass");
    CHECK(choice.settings.gateway.content_type == "");
    CHECK(choice.truth("json"));
    CHECK(choice.own.at("since").start.back == std::chrono::hours(2));
    CHECK(choice.words == std::vector<std::string>{"vm.>"});
    CHECK((choice.has("vcenter") && choice.has("insecure") && choice.has("since")));
    CHECK_FALSE((choice.has("topic") || choice.has("max-attempts") || choice.has("gateway")));
}

TEST_CASE("a command's own flag takes the place of a setting of that name, with its own default")
{
    logged_in_world from;
    from.variables["VCENTER_CONNECTOR_MAX_ATTEMPTS"] = "7";
    CHECK(from.choose({}).own.at("max-attempts").number == 3);
    CHECK(from.choose({"-max-attempts", "5"}).own.at("max-attempts").number == 5);
    CHECK_THAT(from.refusal({"-max-attempts", "10"}), ContainsSubstring("flag -max-attempts"));
}

TEST_CASE("log lines of a command are warnings unless its command line says otherwise")
{
    logged_in_world from;
    from.variables["VCENTER_CONNECTOR_LOG_LEVEL"] = "debug";
    CHECK(from.choose({}).settings.log.level == log_level::warn);
    CHECK(from.choose({"-log-level", "info"}).settings.log.level == log_level::info);
}

TEST_CASE("what a command does not use is neither checked nor accepted")
{
    logged_in_world from;
    from.variables["gateway_url"] = "://";
    from.variables["asynchronous_invocation"] = "perhaps";
    from.choose({});
    CHECK_THAT(from.refusal({"-gateway", "http://gw"}), ContainsSubstring("-gateway"));
    CHECK_THAT(from.refusal({"-begin", "now"}), ContainsSubstring("-begin"));
}

TEST_CASE("a vCenter that is optional is read when somebody names it")
{
    command_world from;
    CHECK_FALSE(from.choose({}, need::optional).has("vcenter"));
    CHECK_THAT(from.refusal({"-vc-user", "x"}, need::optional), ContainsSubstring("without -vcenter"));
    CHECK_THAT(from.refusal({"-vcenter", "https://vc"}, need::optional), ContainsSubstring("no password"));
    from.variables["GOVC_USERNAME"] = "user";
    CHECK_FALSE(from.choose({}, need::optional).has("vcenter"));
}

TEST_CASE("every mistake on a command's line is named, none shows a stray word, and help is offered")
{
    command_world from;
    const auto text =
        from.refusal({"-jsn", "-since", "soon", "-topic", "", "a", "pass word", "-vcenter", "x://"});
    for (const char* part : {"did you mean -json?", "flag -since", "flag -topic: it is empty",
                             "1 unexpected word", "flag -vcenter", "Run vcenter-connector try -help"})
        CHECK_THAT(text, ContainsSubstring(part));
    CHECK_THAT(text, !ContainsSubstring("pass word"));
    CHECK_THAT(from.refusal({}), ContainsSubstring("no user for vCenter"));
}

TEST_CASE("a command's help shows its own flags first, examples, and the settings it takes")
{
    const auto spec = spec_of(need::required);
    const auto outcome =
        load_command(spec, std::vector<std::string>{"-help", "-wrong"}, world().environment());
    REQUIRE(std::holds_alternative<show_help>(outcome));
    const auto text = std::get<show_help>(outcome).text;
    CHECK_THAT(text, ContainsSubstring("Usage: vcenter-connector try [flags] [pattern]"));
    CHECK(text.find("-since WHERE") < text.find("Examples:"));
    CHECK(text.find("Examples:") < text.find("-vcenter URL"));
    CHECK_THAT(text, ContainsSubstring("-content-type") && !ContainsSubstring("-gateway URL"));
    CHECK(text.find("-max-attempts") == text.rfind("-max-attempts"));
}
