// The paragraph on Go's flags in the facts, as a table.
#include "vcenter_connector/config/go_flags.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::config;

namespace {

constexpr flag_spec table[] = {{"vcenter"}, {"x"}, {"y"}, {"insecure", true}, {"b", true}};

parsed_flags parse(std::vector<std::string> words)
{
    return parse_go_flags(words, table);
}

using values = std::vector<flag_value>;
using words = std::vector<std::string>;

}  // namespace

TEST_CASE("A value follows as the next word or after '=', with one dash or two", "[config]")
{
    for (const auto& form : {words{"-x", "v"}, words{"--x", "v"}, words{"-x=v"}, words{"--x=v"}}) {
        const auto parsed = parse(form);
        CHECK(parsed.values == values{{"x", "v"}});
        CHECK(parsed.rest.empty());
        CHECK(parsed.mistakes.empty());
    }
    CHECK(parse({"-x=a=b"}).values == values{{"x", "a=b"}});
    CHECK(parse({"-x="}).values == values{{"x", ""}});
    CHECK(parse({"-x", ""}).values == values{{"x", ""}});
    CHECK(parse({"-x", "-y"}).values == values{{"x", "-y"}});
    CHECK(parse({"-x", "--"}).values == values{{"x", "--"}});
    CHECK(parse({"-x", "1", "-y=2", "-x", "3"}).values == values{{"x", "1"}, {"y", "2"}, {"x", "3"}});
}

TEST_CASE("A boolean stands alone or has '=' and one of twelve words", "[config]")
{
    CHECK(parse({"-b"}).values == values{{"b", "true"}});
    for (const auto* yes : {"1", "t", "T", "true", "TRUE", "True"})
        CHECK(parse({std::string("-b=") + yes}).values == values{{"b", "true"}});
    for (const auto* no : {"0", "f", "F", "false", "FALSE", "False"})
        CHECK(parse({std::string("--b=") + no}).values == values{{"b", "false"}});
    for (const auto* bad : {"x", "", "yes", "tRUE", "on"}) {
        const auto parsed = parse({std::string("-insecure=") + bad});
        REQUIRE(parsed.mistakes.size() == 1);
        CHECK(parsed.mistakes[0].text == std::string("invalid boolean value \"") + bad + "\" for -insecure");
    }
}

TEST_CASE("The word after a boolean ends the flags", "[config]")
{
    const auto parsed = parse({"-insecure", "false", "-x", "v"});
    CHECK(parsed.values == values{{"insecure", "true"}});
    CHECK(parsed.rest == words{"false", "-x", "v"});
    CHECK(parsed.before_rest == "insecure");
    CHECK(parsed.mistakes.empty());
}

TEST_CASE("Flags end at the first word that is no flag, at '-', and after '--'", "[config]")
{
    CHECK(parse({"word", "-x", "v"}).rest == words{"word", "-x", "v"});
    CHECK(parse({"-b", "-", "-x"}).rest == words{"-", "-x"});
    CHECK(parse({"-b", "", "-x"}).rest == words{"", "-x"});
    const auto parsed = parse({"-b", "--", "-x", "v"});
    CHECK(parsed.rest == words{"-x", "v"});
    CHECK(parsed.before_rest.empty());
    CHECK(parse({"--"}).rest.empty());
    CHECK(parse({}).rest.empty());
}

TEST_CASE("Mistakes have Go's words", "[config]")
{
    struct row {
        words given;
        std::string text;
    };
    const row rows[] = {
        {{"-foo"}, "flag provided but not defined: -foo"},
        {{"--foo=secret"}, "flag provided but not defined: -foo"},
        {{"-foo", "secret"}, "flag provided but not defined: -foo"},
        {{"-vcente", "x"}, "flag provided but not defined: -vcente"},
        {{"-vcenter"}, "flag needs an argument: -vcenter"},
        {{"-b", "--vcenter"}, "flag needs an argument: -vcenter"},
        {{"---x"}, "bad flag syntax: ---x"},
        {{"---x=secret"}, "bad flag syntax: ---x=..."},
        {{"---x", "secret"}, "bad flag syntax: ---x"},
        {{"-=x"}, "bad flag syntax: -=..."},
        {{"--=x"}, "bad flag syntax: --=..."},
        {{"-fo\no"}, "flag provided but not defined: -fo\\x0ao"},
    };
    for (const auto& r : rows) {
        INFO(r.text);
        const auto parsed = parse(r.given);
        REQUIRE(parsed.mistakes.size() == 1);
        CHECK(parsed.mistakes[0].text == r.text);
        CHECK(parsed.rest.empty());
        CHECK_FALSE(parsed.help);
    }
}

TEST_CASE("Every mistake is found at once, and what is right is read", "[config]")
{
    const auto parsed = parse({"-foo", "1", "-b=maybe", "-x", "v", "---y", "-vcenter"});
    REQUIRE(parsed.mistakes.size() == 4);
    CHECK(parsed.mistakes[0].unknown);
    CHECK(parsed.mistakes[0].flag == "foo");
    CHECK_FALSE(parsed.mistakes[1].unknown);
    CHECK(parsed.mistakes[3].flag == "vcenter");
    CHECK(parsed.values == values{{"x", "v"}});
}

TEST_CASE("The flags -h and -help ask for help, unless a mistake came first or a value was due", "[config]")
{
    for (const auto* form : {"-h", "--h", "-help", "--help", "-help=x"}) {
        const auto parsed = parse({"-b", form, "-foo", "word"});
        CHECK(parsed.help);
        CHECK(parsed.mistakes.empty());
        CHECK(parsed.rest.empty());
    }
    CHECK_FALSE(parse({"-foo", "-h"}).help);
    CHECK_FALSE(parse({"-x", "-h"}).help);
    CHECK_FALSE(parse({"word", "-h"}).help);
}
