// docs/filters.md: its table is made from the code, and what it says of filters is so.
#include "vcenter_connector/events/attributes.hpp"

#include "cesql_world.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

using namespace vcenter_connector;

namespace {

const std::string path = VC_SOURCE_DIR "/docs/filters.md";

std::string page()
{
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

std::string table()
{
    std::string out = "| attribute | always | | example |\n|---|---|---|---|\n";
    for (const auto& row : events::attribute_table())
        out += "| `" + std::string(row.name) + "` | " + (row.always ? "yes" : "") + " | " +
               std::string(row.meaning) + " | `" + std::string(row.example) + "` |\n";
    return out;
}

std::string with_table(const std::string& text)
{
    const std::string begin = "<!-- generated from the table of attributes -->\n";
    const auto from = text.find(begin);
    const auto to = text.find("<!-- end -->");
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    return text.substr(0, from + begin.size()) + table() + text.substr(to);
}

std::vector<std::string> lines_between(const std::string& text, const std::string& begin,
                                       const std::string& end)
{
    std::vector<std::string> lines;
    std::istringstream all(text);
    bool inside = false;
    for (std::string line; std::getline(all, line);) {
        if (inside && line == end)
            inside = false;
        else if (inside)
            lines.push_back(line);
        else
            inside = line == begin;
    }
    return lines;
}

}  // namespace

TEST_CASE("docs/filters.md has the table of attributes that the code has", "[attributes]")
{
    if (std::getenv("VC_UPDATE_DOCS") != nullptr) {
        const auto fresh = with_table(page());
        std::ofstream(path) << fresh;
    }
    INFO("Run the unit tests with VC_UPDATE_DOCS=1 to write docs/filters.md anew, and commit it.");
    CHECK(page() == with_table(page()));
}

TEST_CASE("Every example of docs/filters.md can be read, knows its attributes and needs no advice",
          "[attributes]")
{
    const auto examples = lines_between(page(), "```sql", "```");
    CHECK(examples.size() > 20);
    const auto rows = events::attribute_table();
    for (const auto& text : examples) {
        INFO(text);
        const auto parsed = cesql::parse(text, events::attributes_always_there());
        REQUIRE(std::holds_alternative<cesql::expression>(parsed));
        const auto& filter = std::get<cesql::expression>(parsed);
        for (const auto& advice : filter.advice())
            FAIL_CHECK(advice.text);
        for (const auto& name : filter.attribute_names())
            CHECK(std::any_of(rows.begin(), rows.end(),
                              [&](const auto& row) { return row.name == name.name; }));
    }
}

TEST_CASE("What docs/filters.md says of wrong filters is what the parser says", "[attributes]")
{
    const auto text = page();
    const auto rows = lines_between(text.substr(text.find("## Wrong filters")), "|---|---|---|", "");
    CHECK(rows.size() == 5);
    for (const auto& row : rows) {
        INFO(row);
        const auto code_end = row.find("` | ");
        REQUIRE(code_end != std::string::npos);
        const auto column_end = row.find(" | ", code_end + 4);
        const auto filter = row.substr(3, code_end - 3);
        const auto column = row.substr(code_end + 4, column_end - code_end - 4);
        const auto message = row.substr(column_end + 3, row.size() - column_end - 5);
        CHECK(test::evaluated(filter) == "column " + column + ": " + message);
    }
}

TEST_CASE("An attribute that is missing decides as docs/filters.md says", "[attributes]")
{
    const test::map_attributes host_event({{"host", std::string("esx-1")}});
    const auto passes = [&](std::string_view text) {
        return std::get<cesql::expression>(cesql::parse(text)).evaluate(host_event).passes();
    };
    CHECK_FALSE(passes("vm LIKE 'web-%' OR host = 'esx-1'"));
    CHECK(passes("host = 'esx-1' OR vm LIKE 'web-%'"));
    CHECK(passes("(EXISTS vm AND vm LIKE 'web-%') OR host = 'esx-1'"));
}
