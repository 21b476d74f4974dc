// Flags and words of a command.
#include "vcenter_connector/config/command_line.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::config;

namespace {

command_line read(const std::vector<std::string>& words)
{
    static constexpr flag_spec table[] = {{"json", true}, {"function", false}};
    return read_command_line(words, table);
}

}  // namespace

TEST_CASE("flags of a command stand before, between and behind its words", "[config]")
{
    const auto line = read({"-json", "list", "-function", "a", "5", "--function=b"});
    CHECK(line.mistakes.empty());
    CHECK(line.words == std::vector<std::string>{"list", "5"});
    CHECK(line.truth("json"));
    CHECK(line.text("function") == "b");
    CHECK_FALSE(line.help);
    CHECK(read({}).words.empty());
}

TEST_CASE("what follows two dashes is a word, also when it looks like a flag", "[config]")
{
    const auto line = read({"show", "--", "-json", "x"});
    CHECK(line.words == std::vector<std::string>{"show", "-json", "x"});
    CHECK_FALSE(line.has("json"));
}

TEST_CASE("unknown flags of a command are named, with the nearest one", "[config]")
{
    const auto line = read({"list", "-funktion", "a", "-json=maybe"});
    REQUIRE(line.mistakes.size() == 2);
    CHECK_THAT(line.mistakes[0], Catch::Matchers::ContainsSubstring("did you mean -function?"));
    CHECK_THAT(line.mistakes[1], Catch::Matchers::ContainsSubstring("invalid boolean value"));
    CHECK(read({"list", "-h"}).help);
}
