// docs/commands.md names every command.
#include "vcenter_connector/commands/commands.hpp"

#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

using namespace vcenter_connector;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("every command has a section in docs/commands.md", "[app]")
{
    std::ifstream file(VC_SOURCE_DIR "/docs/commands.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    std::istringstream lines(commands::commands_text());
    std::string heading;
    std::getline(lines, heading);
    std::size_t commands = 0;
    for (std::string name, help; lines >> name && std::getline(lines, help); ++commands)
        CHECK_THAT(page, ContainsSubstring(name == "run" ? "`run`" : "\n## " + name + "\n"));
    CHECK(commands >= 5);
}
