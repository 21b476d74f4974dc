// What CESQL's grammar refuses, at which column, and what is allowed and most likely not meant.
#include "cesql_world.hpp"

#include <array>

using namespace vcenter_connector;
using Catch::Matchers::ContainsSubstring;
using test::case_row;

namespace {

const cesql::expression& sound(const std::variant<cesql::expression, cesql::parse_failure>& parsed)
{
    if (const auto* const failure = std::get_if<cesql::parse_failure>(&parsed))
        FAIL("column " << failure->column << ": " << failure->text);
    return std::get<cesql::expression>(parsed);
}

std::string advice_of(std::string_view text)
{
    const auto parsed = cesql::parse(text);
    std::string all;
    for (const auto& a : sound(parsed).advice())
        all += (all.empty() ? "" : "\n") + std::to_string(a.column) + ": " + a.text;
    return all;
}

struct refused {
    std::string_view expression;
    std::size_t column;
    std::string_view part_of_message;
};

}  // namespace

TEST_CASE("What CESQL refuses is named with its column and the cure", "[cesql]")
{
    const std::array rows{
        refused{"", 1, "there is no expression; write for example vm LIKE"},
        refused{"  \n", 4, "there is no expression"},
        refused{"vm =", 5, "the expression ends here; a value was expected"},
        refused{"vm = ", 6, "the expression ends here"},
        refused{"AND vm", 1, "\"AND\" cannot stand here; a value was expected"},
        refused{"vm = = 'x'", 6, "\"=\" cannot stand here; a value was expected"},
        refused{"vm == 'x'", 4, "write ="},
        refused{"vm = 'x' && yes", 10, "write AND"},
        refused{"vm = 'x' || yes", 10, "write OR"},
        refused{"!yes", 1, "write NOT, or !="},
        refused{"vm 'x'", 4, "\"'x'\" cannot stand here; an operator"},
        refused{"vm user", 4, "\"user\" cannot stand here; an operator"},
        refused{"vm IS NULL", 4, "EXISTS vm"},
        refused{"key BETWEEN 1 AND 2", 5, "x >= 1 AND x <= 5"},
        refused{"vm ILIKE 'x'", 4, "LOWER(vm) LIKE"},
        refused{"vm contains 'x'", 4, "LIKE '%text%'"},
        refused{"vm NOT = 'x'", 4, "only NOT LIKE and NOT IN"},
        refused{"vm NOT", 4, "only NOT LIKE and NOT IN"},
        refused{"NOT", 4, "the expression ends here"},
        refused{"vm LIKE user", 9, "LIKE takes a text in quotes and nothing else"},
        refused{"vm LIKE 5", 9, "LIKE takes a text"},
        refused{"vm LIKE ('x')", 9, "LIKE takes a text"},
        refused{"vm LIKE", 8, "LIKE takes a text"},
        refused{"vm LIKE 'a' + 'b' LIKE", 23, "LIKE takes a text"},
        refused{"vm IN 'x'", 7, "IN takes a list in parentheses"},
        refused{"vm IN ()", 8, "the list of IN is empty"},
        refused{"vm IN ('a' 'b')", 12,
                "goes on with a comma or ends with a parenthesis; it began at column 7"},
        refused{"vm IN ('a',)", 12, "a value is missing behind the comma"},
        refused{"vm IN ('a'", 11, "it began at column 7"},
        refused{"EXISTS 'vm'", 8, "EXISTS takes the name of an attribute"},
        refused{"EXISTS (vm)", 8, "EXISTS takes the name"},
        refused{"EXISTS vm_name", 8, "letters and digits only"},
        refused{"EXISTS", 7, "EXISTS takes the name"},
        refused{"(vm = 'x'", 10, "the parenthesis of column 1 is not closed"},
        refused{"((vm = 'x')", 12, "the parenthesis of column 1 is not closed"},
        refused{"vm = 'x')", 9, "this parenthesis closes none"},
        refused{"()", 2, "a value was expected"},
        refused{"vm = 'x", 6, "this text has no closing '"},
        refused{"vm = \"x'", 6, "this text has no closing \""},
        refused{R"(user = 'DOM\')", 8, "no closing '"},
        refused{"vm = 'it''s'", 10, "with a backslash before it (\\'), not twice"},
        refused{"2147483648", 1, "\"2147483648\" is too large"},
        refused{"1 + -2147483649", 5, "\"-2147483649\" is too large"},
        refused{"- 2147483648", 3, "is too large"},
        refused{"99999999999999999999", 1, "integers go from -2147483648 to 2147483647"},
        refused{"+ 5", 1, "a value was expected"},
        refused{"+vm", 1, "a value was expected"},
        refused{"vm_name = 'x'", 1, "attribute names are letters and digits only"},
        refused{"vm.name = 'x'", 3, "attribute names are letters and digits only"},
        refused{"F1(2)", 1, "their names are letters and _"},
        refused{"_F(2)", 1, "their names are letters and _"},
        refused{"LENGTH(vm", 10, "the list of arguments"},
        refused{"LENGTH vm", 8, "cannot stand here"},
        refused{"vm, user", 3, "a comma can only stand"},
        refused{"vm = 'x'; DROP", 9, "\";\" cannot stand here"},
        refused{"true(1)", 5, "cannot stand here"},
        refused{"vm = \xE2\x80\x98x\xE2\x80\x99", 6, "U+2018"},
        refused{"vm =\xC2\xA0'x'", 5, "no-break space"},
        refused{"'ä' = 'ö' ? 1", 11, "\"?\" cannot stand here"},
        refused{"'日本' = ", 8, "the expression ends here"},
        refused{"'\xFF' @", 5, "\"@\" cannot stand here"},
        refused{"\xFF", 1, "\"\\xff\" cannot stand here"},
        refused{"vm \x1b[31m", 4, "\"\\x1b\" cannot stand here"},
        refused{"vm > > 'x' @", 6, "\">\" cannot stand here"},
    };
    for (const auto& row : rows) {
        INFO(row.expression);
        const auto parsed = cesql::parse(row.expression);
        const auto* const failure = std::get_if<cesql::parse_failure>(&parsed);
        REQUIRE(failure != nullptr);
        CHECK(failure->column == row.column);
        CHECK_THAT(failure->text, ContainsSubstring(std::string(row.part_of_message)));
        CHECK(failure->text.find('\n') == std::string::npos);
    }
}

TEST_CASE("CESQL refuses what nests too deeply, and takes long chains", "[cesql]")
{
    const auto repeated = [](std::string_view part, int times) {
        std::string all;
        for (int i = 0; i < times; ++i)
            all += part;
        return all;
    };
    const auto column = [](const std::string& text) {
        const auto parsed = cesql::parse(text);
        return std::get<cesql::parse_failure>(parsed).column;
    };
    CHECK(column(repeated("(", 10'000)) == 202);
    CHECK(column(repeated("NOT ", 10'000)) == 805);
    CHECK(column(repeated("- ", 10'000) + "1") == 403);
    CHECK(column(repeated("ABS(", 10'000)) == 805);
    CHECK(column(repeated("1 IN (", 10'000)) == 1207);
    CHECK(column(repeated("(", 100'000)) == 1);
    CHECK(test::evaluated(repeated("(", 200) + "1" + repeated(")", 200)) == "1");
    CHECK(test::evaluated("0" + repeated(" + 1", 10'000)) == "10000");
    CHECK(test::evaluated("false" + repeated(" OR false", 7'000) + " OR true") == "true");
    CHECK(test::evaluated("'true'" + repeated(" LIKE 'true'", 5'000)) == "true");
    CHECK(test::evaluated("7 IN (1" + repeated(", 2", 20'000) + ", 7)") == "true");
    CHECK(test::evaluated("LENGTH(CONCAT('a'" + repeated(", 'b'", 10'000) + "))") == "10001");
}

TEST_CASE("CESQL refuses what is longer than any person writes, at a size that is said", "[cesql]")
{
    const std::string longest = "'" + std::string(cesql::max_expression_size - 2, 'x') + "'";
    CHECK(std::holds_alternative<cesql::expression>(cesql::parse(longest)));
    CHECK(test::evaluated(longest + " ") == "column 1: the expression is longer than 65536 bytes");
}

TEST_CASE("CESQL does not take long over what looks like work", "[cesql]")
{
    static constexpr std::array<std::string_view, 1> always{"user"};
    std::string names;
    for (int i = 0; names.size() < 60'000; ++i)
        names += "a" + std::to_string(i) + " OR ";
    std::string asked;
    for (int i = 0; asked.size() < 60'000; ++i)
        asked += "EXISTS a" + std::to_string(i) + " OR b = 1 OR ";
    std::string wrong;
    while (wrong.size() < 60'000)
        wrong += "1 > 'x' AND ";
    for (const auto* text : {&names, &asked, &wrong}) {
        const auto parsed = cesql::parse(*text + "user = 'x'", always);
        CHECK(sound(parsed).advice().size() <= 20);
    }
}

TEST_CASE("CESQL bounds the pattern of LIKE, which is held against each character of a text", "[cesql]")
{
    const auto like = [](std::size_t size) {
        return cesql::parse("message LIKE '" + std::string(size, '_') + "'");
    };
    CHECK(std::holds_alternative<cesql::expression>(like(1024)));
    const auto refused = like(1025);
    REQUIRE(std::holds_alternative<cesql::parse_failure>(refused));
    CHECK(std::get<cesql::parse_failure>(refused).column == 14);
}

TEST_CASE("CESQL tells which attributes an expression reads", "[cesql]")
{
    const auto names = [](std::string_view text) {
        const auto parsed = cesql::parse(text);
        return sound(parsed).attribute_names();
    };
    using list = std::vector<cesql::attribute_use>;
    CHECK(names("1 = 1").empty());
    CHECK(names("VM = 'a' OR (user LIKE 'b' AND vm = 'c') OR LENGTH(host) > key") ==
          list{{"vm", 1}, {"user", 14}, {"host", 52}, {"key", 60}});
    CHECK(names("EXISTS alarm OR datacenter IN (cluster)") ==
          list{{"alarm", 8}, {"datacenter", 17}, {"cluster", 32}});
    CHECK(names("EXISTS vm AND vm = 'a'") == list{{"vm", 8}});
}

TEST_CASE("CESQL advises against what is most likely not meant", "[cesql]")
{
    CHECK(advice_of("NOT user LIKE 'x%'") ==
          "1: NOT goes before the operator behind it: this reads (NOT user) LIKE "
          "'x%'; write user NOT LIKE 'x%'");
    CHECK(advice_of("vm = 'a' AND NOT vm IN ('a', 'b')") ==
          "14: NOT goes before the operator behind it: this reads (NOT vm) IN ('a', 'b'); write vm NOT IN "
          "('a', "
          "'b')");
    CHECK(advice_of("NOT vm = 'x'") ==
          "1: NOT goes before the operator behind it: this reads (NOT vm) = 'x'; write NOT (vm = 'x')");
    CHECK(advice_of("yes OR yes AND yes") ==
          "12: OR and AND have the same rank and go from left to right: this reads "
          "(yes OR yes) AND ...; set parentheses");
    CHECK(advice_of("yes AND yes OR yes and yes") == "20: OR and and have the same rank and go from left to "
                                                     "right: this reads (yes AND yes OR yes) and ...; set "
                                                     "parentheses");
    CHECK_THAT(advice_of("yes OR yes XOR yes"), ContainsSubstring("OR and XOR"));
    CHECK_THAT(advice_of("vm LIKE 'web-*'"), ContainsSubstring("9: LIKE knows %"));
    CHECK_THAT(advice_of(R"(user LIKE 'VSPHERE.LOCAL\%')"), ContainsSubstring("write _%"));
    CHECK_THAT(advice_of(R"(user = 'DOM\\user')"), ContainsSubstring("8: \\\\ in a text is two backslashes"));
    CHECK_THAT(advice_of("time > '2024-01-01'"),
               ContainsSubstring("8: > takes integers, and '2024-01-01' is none"));
    CHECK_THAT(advice_of("'a' < key"), ContainsSubstring("1: < takes integers"));
    CHECK_THAT(advice_of("vm = 'a' OR 'b'"), ContainsSubstring("13: OR takes booleans, and 'b' is none"));
    CHECK_THAT(advice_of("LEN(vm) = 3"), ContainsSubstring("1: there is no function \"LEN\""));
    CHECK_THAT(advice_of("LENGTH(vm)"), ContainsSubstring("1: the whole is an integer; only true lets"));
    CHECK_THAT(advice_of("'vm'"), ContainsSubstring("1: the whole is a text"));
}

TEST_CASE("CESQL knows where advice means that no event passes", "[cesql]")
{
    const auto columns = [](std::string_view text) {
        const auto parsed = cesql::parse(text);
        std::string all;
        for (const auto& a : sound(parsed).advice())
            if (a.none_passes)
                all += std::to_string(a.column) + " ";
        return all;
    };
    CHECK(columns("time > '2026-01-01'") == "8 ");
    CHECK(columns("vm = 'a' AND (host = 'b' AND time > '2026-01-01')") == "37 ");
    CHECK(columns("vm = 'a' OR host = 'b' AND time > '2026-01-01'") == "35 ");
    CHECK(columns("NOT 'a'") == "5 ");
    CHECK(columns("yes AND 'b'") == "9 ");
    CHECK(columns("yes XOR 'b'") == "9 ");
    CHECK(columns("'a' OR yes") == "1 ");
    CHECK(columns("(1 > 'a') OR (yes AND 2 > 'b')") == "6 27 ");
    CHECK(columns("LENGTH(LEN(vm)) = 3") == "8 ");
    CHECK(columns("LEN(vm) LIKE 'a'") == "1 ");
    CHECK(columns("LENGTH(vm)") == "1 ");

    CHECK(columns("vm = 'a' OR time > '2026-01-01'").empty());
    CHECK(columns("yes OR 'b'").empty());
    CHECK(columns("yes AND 'b' OR yes").empty());
    CHECK(columns("(yes AND 'b') = false").empty());
    CHECK(columns("NOT (yes AND 'b')").empty());
    CHECK(columns("vm IN ('a', LEN(vm))").empty());
    CHECK(columns("NOT user LIKE 'x%'").empty());
    CHECK_THAT(advice_of("yes OR 'b'"), ContainsSubstring("for which it is looked at"));
    CHECK_THAT(advice_of("yes AND 'b'"), ContainsSubstring("and no event passes"));
}

TEST_CASE("CESQL tells of an OR that never counts where an attribute may be missing", "[cesql]")
{
    const auto columns = [](std::string_view text) {
        static constexpr std::array<std::string_view, 2> always{"user", "key"};
        const auto parsed = cesql::parse(text, always);
        std::string all;
        for (const auto& a : sound(parsed).advice()) {
            CHECK_THAT(a.text, ContainsSubstring("write (EXISTS "));
            all += std::to_string(a.column) + " ";
        }
        return all;
    };
    CHECK(columns("vm = 'a' OR host = 'b'") == "1 ");
    CHECK(columns("vm = 'a' OR vm = 'b'").empty());
    CHECK(columns("vm = 'a' OR vm = 'b' OR host = 'c'") == "1 ");
    CHECK(columns("vm = 'a' OR host = 'b' OR dvs = 'c'") == "1 13 ");
    CHECK(columns("user = 'a' OR host = 'b'").empty());
    CHECK(columns("(EXISTS vm AND vm = 'a') OR host = 'b'").empty());
    CHECK(columns("vm LIKE 'a%' OR NOT EXISTS vm") == "1 ");
    CHECK(columns("NOT EXISTS vm OR vm LIKE 'a%' OR host = 'b'").empty());
    CHECK(columns("user = 'a' AND (LENGTH(vm) = 3 OR key = 1)") == "24 ");
    CHECK(columns("vm = 'a' AND host = 'b'").empty());
    CHECK(advice_of("vm = 'a' OR host = 'b'").empty());
}

TEST_CASE("CESQL has no advice on what says what it means", "[cesql]")
{
    for (const auto* text : {"vm LIKE 'web-%' AND datacenter = 'DC0' AND user NOT LIKE '%vpxd-extension%'",
                             "NOT (vm = 'x')",
                             "NOT EXISTS vm",
                             "NOT yes AND yes",
                             "yes AND NOT yes",
                             "yes AND yes OR yes",
                             "(yes OR yes) AND yes",
                             "yes OR (yes AND yes)",
                             "(NOT yes) = yes",
                             "vm LIKE 'what*%'",
                             R"(vm LIKE '100\%')",
                             R"(user = 'DOM\user')",
                             "hop > '5'",
                             "yes",
                             "vm",
                             "hop + '1' > 2",
                             "vm NOT IN ('a')",
                             "true OR false OR true",
                             "yes XOR yes OR yes",
                             "BOOL(word)"}) {
        INFO(text);
        CHECK(advice_of(text).empty());
    }
}
