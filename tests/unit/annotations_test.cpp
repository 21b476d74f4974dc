// The table of annotations, what is said of wrong ones, and the reference page.
#include "vcenter_connector/routing/catalogue.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace vcenter_connector;
using namespace vcenter_connector::routing;
using Catch::Matchers::ContainsSubstring;

namespace {

function with(const std::string& annotations)
{
    const auto functions = decode_functions(R"([{"name":"f","annotations":{)" + annotations + "}}]");
    REQUIRE(functions);
    return functions->at(0);
}

std::string file_text(const std::string& path)
{
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

// `|` begins a new cell of a table.
std::string cell(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out.append(c == '|' ? "\\" : "").push_back(c);
    return out;
}

std::string reference_table()
{
    std::string out = "| annotation | value | without it | |\n|---|---|---|---|\n";
    for (const auto& row : annotation_table())
        out += "| `" + cell(row.name) + "` | " + cell(row.expected) + "<br>`" + cell(row.example) + "` | " +
               cell(row.preset) + " | " + cell(row.meaning) + " |\n";
    return out;
}

// `page` with what stands between the two marks replaced.
std::string with_table(const std::string& page, const std::string& table)
{
    const std::string begin = "<!-- generated from the table of annotations -->\n";
    const std::string end = "<!-- end -->";
    const auto from = page.find(begin);
    const auto to = page.find(end);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    return page.substr(0, from + begin.size()) + table + page.substr(to);
}

}  // namespace

TEST_CASE("every annotation of the table can be used as its example shows", "[routing]")
{
    for (const auto& row : annotation_table()) {
        INFO(row.name);
        function f;
        read_annotation(row.name, row.example, f);
        CHECK(f.mistakes.empty());
        CHECK_FALSE(f == function());
        CHECK_FALSE(row.meaning.empty());
        CHECK_FALSE(row.expected.empty());
        CHECK_FALSE(row.preset.empty());
    }
}

TEST_CASE("names that are unknown are reported with the nearest known one", "[routing]")
{
    const auto expected_for = [](const std::string& name) {
        const auto f = with("\"" + name + R"(":"x")");
        REQUIRE(f.mistakes.size() == 1);
        CHECK(f.mistakes[0].effect == mistake_effect::default_counts);
        CHECK_THAT(f.mistakes[0].reason, ContainsSubstring("no annotation of that name"));
        return f.mistakes[0].expected;
    };
    CHECK(expected_for("vcenter.filer") == "vcenter.filter");
    CHECK(expected_for("vcenter.contenttype") == "vcenter.content-type");
    CHECK(expected_for("vcenter.topic") == "topic");
    CHECK(expected_for("vCenter.Filter") == "vcenter.filter");
    CHECK_THAT(expected_for("vcenter."), ContainsSubstring("one of topic, vcenter.filter"));
    CHECK_THAT(expected_for("vcenter.something-else"), ContainsSubstring("one of topic, vcenter.filter"));
    CHECK(with(R"("vcenterish":"x","filter":"x","com.openfaas.scale.min":"1")").mistakes.empty());
}

TEST_CASE("payload and content type of a function are read", "[routing]")
{
    for (const auto dialect : events::dialects)
        CHECK(with(R"("vcenter.payload":" )" + std::string(name_of(dialect)) + "\"").options.payload ==
              dialect);
    CHECK(with(R"("vcenter.content-type":"text/plain; charset=utf-8")").options.content_type ==
          "text/plain; charset=utf-8");
    CHECK(with(R"("vcenter.content-type":" ")").options.content_type == "");
    CHECK_FALSE(with(R"("topic":"a")").options.content_type.has_value());
    const std::string longest(256, 'x');
    CHECK(with(R"("vcenter.content-type":")" + longest + "\"").options.content_type == longest);
    for (const auto& wrong :
         {std::string(R"(a\r\nX: y)"), std::string(R"(a\u0000b)"), std::string("\xC3\xA4"), longest + "x"}) {
        const auto f = with(R"("vcenter.content-type":")" + wrong + "\"");
        CHECK_FALSE(f.options.content_type.has_value());
        REQUIRE(f.mistakes.size() == 1);
        CHECK(f.mistakes[0].value.find('\n') == std::string::npos);
    }
    const auto f = with(R"("vcenter.payload":"CloudEvents")");
    REQUIRE(f.mistakes.size() == 1);
    CHECK_FALSE(f.options.payload.has_value());
    for (const auto dialect : events::dialects)
        CHECK_THAT(f.mistakes[0].expected, ContainsSubstring(std::string(name_of(dialect))));
}

TEST_CASE("a value that is no text is refused with what it is", "[routing]")
{
    const auto f = with(R"("topic":"a","vcenter.retries":5,"vcenter.mode":null,"vcenter.x":true,"other":7)");
    REQUIRE(f.mistakes.size() == 3);
    CHECK(f.mistakes[0].value == "5");
    CHECK_THAT(f.mistakes[0].reason, ContainsSubstring("put it in quotes"));
    CHECK(f.mistakes[1].value == "null");
    CHECK(f.mistakes[2].value == "true");
    CHECK(f.subscribed());

    for (const auto* text : {R"("topic":"a","vcenter.filter":true)", R"("topic":"a","vcenter.filter":null)",
                             R"("topic":["a","b"])", R"("topic":{"a":1})"}) {
        const auto none = with(text);
        CHECK_FALSE(none.subscribed());
        REQUIRE(none.mistakes.size() == 1);
        CHECK(none.mistakes[0].effect == mistake_effect::gets_nothing);
    }
}

TEST_CASE("parts of a topic that cannot be used are left out, and say where they stand", "[routing]")
{
    const auto f = with(R"("topic":"vm.po*, a..b,vm.powered.on, !vm.>.x")");
    CHECK(f.patterns == read_patterns("vm.powered.on"));
    REQUIRE(f.mistakes.size() == 3);
    CHECK(f.mistakes[0].value == "vm.po*");
    CHECK(f.mistakes[0].column == 1);
    CHECK(f.mistakes[1].value == "a..b");
    CHECK(f.mistakes[1].column == 9);
    CHECK(f.mistakes[2].value == "!vm.>.x");
    CHECK(f.mistakes[2].column == 29);
    for (const auto& each : f.mistakes)
        CHECK(each.effect == mistake_effect::part_left_out);
    CHECK(f.subscribed());
}

TEST_CASE("a topic that only takes away gets nothing and says so", "[routing]")
{
    const auto f = with(R"("topic":"!vm.powered.on,!HostEvent")");
    CHECK_FALSE(f.subscribed());
    REQUIRE(f.mistakes.size() == 1);
    CHECK(f.mistakes[0].reason == "it takes away from nothing");
    CHECK_THAT(f.mistakes[0].expected, ContainsSubstring("add '>'"));
    CHECK(f.mistakes[0].effect == mistake_effect::gets_nothing);
}

TEST_CASE("what is wrong with a filter is said with its column", "[routing]")
{
    const auto broken = with(R"("topic":"a","vcenter.filter":"vm = = 'x'")");
    CHECK_FALSE(broken.subscribed());
    REQUIRE(broken.mistakes.size() == 1);
    CHECK(broken.mistakes[0].effect == mistake_effect::gets_nothing);
    CHECK(broken.mistakes[0].column == 6);
    CHECK_FALSE(broken.mistakes[0].reason.empty());

    const auto odd =
        with(R"j("topic":"a","vcenter.filter":"message = 'usr \\' \u00e4' AND (NOT usr LIKE 'x%')")j");
    CHECK(odd.subscribed());
    REQUIRE(odd.mistakes.size() == 2);
    CHECK_THAT(odd.mistakes[0].reason, ContainsSubstring("no event has an attribute \"usr\""));
    CHECK(odd.mistakes[0].expected == "user");
    CHECK(odd.mistakes[0].column == 31);
    CHECK_FALSE(odd.mistakes[1].reason.empty());
    CHECK(odd.mistakes[1].column > 0);
    for (const auto& each : odd.mistakes)
        CHECK(each.effect == mistake_effect::taken_as_written);
}

TEST_CASE("docs/annotations.md has the table of annotations", "[routing]")
{
    const std::string path = VC_SOURCE_DIR "/docs/annotations.md";
    const auto page = with_table(file_text(path), reference_table());
    if (std::getenv("VC_UPDATE_DOCS") != nullptr)
        std::ofstream(path) << page;
    INFO("Run the unit tests with VC_UPDATE_DOCS=1 to write the table anew, and commit it.");
    CHECK(file_text(path) == page);
}

TEST_CASE("of an annotation with very many mistakes the first twenty are told, and the rest of it counts",
          "[routing]")
{
    function f;
    std::string topic = "ex";
    for (int i = 0; i < 100; ++i)
        topic += ",a*" + std::to_string(i);
    read_annotation("topic", topic + ",vm.>", f);
    CHECK(f.mistakes.size() == 20);
    CHECK(f.patterns.size() == 2);
}
