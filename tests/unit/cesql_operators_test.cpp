// The operators of CESQL, their ranks and their errors (specification, sections 3.3, 3.4 and 3.6).
#include "cesql_world.hpp"

#include <array>

using namespace vcenter_connector;
using test::case_row;
using test::check_all;

TEST_CASE("CESQL literals", "[cesql]")
{
    check_all(std::array{
        case_row{"true", "true"},
        case_row{"FALSE", "false"},
        case_row{"TrUe", "true"},
        case_row{"0", "0"},
        case_row{"007", "7"},
        case_row{"+5", "5"},
        case_row{"-5", "-5"},
        case_row{"2147483647", "2147483647"},
        case_row{"-2147483648", "-2147483648"},
        case_row{"'abc'", "'abc'"},
        case_row{"\"aBc\"", "'aBc'"},
        case_row{"''", "''"},
        case_row{R"('a"b\'c')", R"('a"b'c')"},
        case_row{R"("a'b\"c")", R"('a'b"c')"},
        case_row{R"('a\"b')", R"('a\"b')"},
        case_row{R"('DOM\user')", R"('DOM\user')"},
        case_row{R"('a\\')", R"('a\\')"},
        case_row{" \t\r\n 1 \n", "1"},
        case_row{"(1)", "1"},
        case_row{"((('x')))", "'x'"},
    });
}

TEST_CASE("CESQL attributes, whatever the case they are written in", "[cesql]")
{
    check_all(std::array{
        case_row{"vm", "'web-1'"},
        case_row{"VM", "'web-1'"},
        case_row{"key", "42"},
        case_row{"yes", "true"},
        case_row{"1st", "'first'"},
        case_row{"empty", "''"},
        case_row{"missing", "false MissingAttributeError"},
        case_row{"(missing)", "false MissingAttributeError"},
    });
}

TEST_CASE("CESQL logic evaluates the right side only where it has to", "[cesql]")
{
    check_all(std::array{
        case_row{"false AND false", "false"},
        case_row{"false AND true", "false"},
        case_row{"true AND false", "false"},
        case_row{"true AND true", "true"},
        case_row{"false OR false", "false"},
        case_row{"false OR true", "true"},
        case_row{"true OR false", "true"},
        case_row{"true OR true", "true"},
        case_row{"false XOR false", "false"},
        case_row{"false XOR true", "true"},
        case_row{"true XOR false", "true"},
        case_row{"true XOR true", "false"},
        case_row{"false and (1 != 1 / 0)", "false"},
        case_row{"true and (1 != 1 / 0)", "true MathError"},
        case_row{"true or (1 = 1 / 0)", "true"},
        case_row{"false or (1 = 1 / 0)", "false MathError"},
        case_row{"true xor (1 = 1 / 0)", "true MathError"},
        case_row{"false xor (1 = 1 / 0)", "false MathError"},
        case_row{"false AND missing", "false"},
        case_row{"true AND missing", "false MissingAttributeError"},
        case_row{"true OR missing", "true"},
        case_row{"false OR missing", "false MissingAttributeError"},
        case_row{"missing OR true", "false MissingAttributeError"},
        case_row{"missing AND true", "false MissingAttributeError"},
        case_row{"true XOR missing", "false MissingAttributeError"},
        case_row{"missing XOR true", "false MissingAttributeError"},
        case_row{"(missing = 'a') OR true", "true MissingAttributeError"},
        case_row{"'true' AND 'TRUE'", "true"},
        case_row{"1 AND 2", "true"},
        case_row{"0 OR ''", "false CastError"},
        case_row{"'abc' OR true", "true CastError"},
    });
}

TEST_CASE("CESQL equality casts the left side to the type of the right one", "[cesql]")
{
    check_all(std::array{
        case_row{"true = false", "false"},
        case_row{"false = false", "true"},
        case_row{"1 = 2", "false"},
        case_row{"2 = 2", "true"},
        case_row{"'abc' = '123'", "false"},
        case_row{"'abc' = 'abc'", "true"},
        case_row{"'abc' = 'ABC'", "false"},
        case_row{"true != false", "true"},
        case_row{"1 != 1", "false"},
        case_row{"'a' <> 'b'", "true"},
        case_row{"2 <> 2", "false"},
        case_row{"true = 'TRUE'", "false"},
        case_row{"'TRUE' = true", "true"},
        case_row{"TRUE = 'true' AND FALSE = 'false'", "true"},
        case_row{"TRUE = 'TRUE' OR FALSE = 'FALSE'", "false"},
        case_row{"'5' = 5", "true"},
        case_row{"5 = '5'", "true"},
        case_row{"5 = '05'", "false"},
        case_row{"'05' = 5", "true"},
        case_row{"true = 1", "true"},
        case_row{"1 = true", "true"},
        case_row{"2 = true", "true"},
        case_row{"true = 2", "false"},
        case_row{"'abc' = 1", "false CastError"},
        case_row{"'abc' != 1", "true CastError"},
        case_row{"'abc' = true", "false CastError"},
        case_row{"hop = 5", "true"},
        case_row{"key = '42'", "true"},
        case_row{"missing = 2", "false MissingAttributeError"},
        case_row{"missing != 2", "false MissingAttributeError"},
        case_row{"2 <> missing", "false MissingAttributeError"},
        case_row{"missing = ''", "false MissingAttributeError"},
        case_row{"empty = ''", "true"},
        case_row{"missing = absent", "false MissingAttributeError MissingAttributeError"},
    });
}

TEST_CASE("CESQL comparison is of integers", "[cesql]")
{
    check_all(std::array{
        case_row{"1 < 2", "true"},
        case_row{"2 < 2", "false"},
        case_row{"2 <= 2", "true"},
        case_row{"3 <= 2", "false"},
        case_row{"2 > 1", "true"},
        case_row{"2 > 2", "false"},
        case_row{"2 >= 2", "true"},
        case_row{"2 >= 3", "false"},
        case_row{"-2147483648 < 2147483647", "true"},
        case_row{"hop < ttl", "true"},
        case_row{"'10' > '9'", "true"},
        case_row{"true > false", "true"},
        case_row{"'b' > 'a'", "false CastError CastError"},
        case_row{"missing <= 2", "false MissingAttributeError"},
        case_row{"2 > missing", "false MissingAttributeError"},
    });
}

TEST_CASE("CESQL arithmetic of 32 bits", "[cesql]")
{
    check_all(std::array{
        case_row{"4 + 1", "5"},
        case_row{"-4 + 1", "-3"},
        case_row{"-4 + -1", "-5"},
        case_row{"4 - 1", "3"},
        case_row{"4-1", "3"},
        case_row{"4 -1", "3"},
        case_row{"4+1", "5"},
        case_row{"4--1", "5"},
        case_row{"-4 - 1", "-5"},
        case_row{"5 / 3", "1"},
        case_row{"-5 / 3", "-1"},
        case_row{"5 / -3", "-1"},
        case_row{"5 % 2", "1"},
        case_row{"-5 % 2", "-1"},
        case_row{"5 % -2", "1"},
        case_row{"5 / 0", "0 MathError"},
        case_row{"5 % 0", "0 MathError"},
        case_row{"0 / 0", "0 MathError"},
        case_row{"missing / 0", "0 MissingAttributeError"},
        case_row{"missing % 0", "0 MissingAttributeError"},
        case_row{"1 / missing", "0 MissingAttributeError"},
        case_row{"missing * 5", "0 MissingAttributeError"},
        case_row{"2147483647 + 1", "0 MathError"},
        case_row{"-2147483648 - 1", "0 MathError"},
        case_row{"65536 * 65536", "0 MathError"},
        case_row{"2147483647 * 1", "2147483647"},
        case_row{"-2147483648 / -1", "0 MathError"},
        case_row{"-2147483648 % -1", "0"},
        case_row{"'5' + 3", "8"},
        case_row{"5 + '3'", "8"},
        case_row{"'5' + '3'", "8"},
        case_row{"5 + TRUE", "6"},
        case_row{"'abc' + 3", "3 CastError"},
        case_row{"1 / 'abc'", "0 CastError MathError"},
    });
}

TEST_CASE("CESQL unary operators", "[cesql]")
{
    check_all(std::array{
        case_row{"NOT TRUE", "false"},
        case_row{"not false", "true"},
        case_row{"NOT 'TRUE'", "false"},
        case_row{"NOT 'FALSE'", "true"},
        case_row{"NOT 10", "false"},
        case_row{"NOT 0", "true"},
        case_row{"NOT 'abc'", "true CastError"},
        case_row{"NOT missing", "false MissingAttributeError"},
        case_row{"NOT NOT true", "true"},
        case_row{"NOT(true)", "false"},
        case_row{"--10", "10"},
        case_row{"- 10", "-10"},
        case_row{"- -10", "10"},
        case_row{"-'10'", "-10"},
        case_row{"--'10'", "10"},
        case_row{"-TRUE", "-1"},
        case_row{"-key", "-42"},
        case_row{"-missing", "0 MissingAttributeError"},
        case_row{"-(-2147483648)", "0 MathError"},
        case_row{"--2147483648", "0 MathError"},
        case_row{"-'abc'", "0 CastError"},
        case_row{"- NOT true", "0"},
        case_row{"NOT - 1", "false"},
    });
}

TEST_CASE("CESQL LIKE", "[cesql]")
{
    check_all(std::array{
        case_row{"'abc' LIKE 'abc'", "true"},
        case_row{"'abc' LIKE 'ABC'", "false"},
        case_row{R"('ab\c' LIKE 'ab\c')", "true"},
        case_row{"'abc' NOT LIKE 'abc'", "false"},
        case_row{"'abc' LIKE 'a%b%c'", "true"},
        case_row{"'azbc' LIKE 'a%b%c'", "true"},
        case_row{"'azzzbzzzc' LIKE 'a%b%c'", "true"},
        case_row{"'a%b%c' LIKE 'a%b%c'", "true"},
        case_row{"'ac' LIKE 'abc'", "false"},
        case_row{"'' LIKE 'abc'", "false"},
        case_row{"'' LIKE ''", "true"},
        case_row{"'a' LIKE ''", "false"},
        case_row{"'' LIKE '%'", "true"},
        case_row{"'' LIKE '_'", "false"},
        case_row{"'ab' LIKE '%%%'", "true"},
        case_row{"'ab' LIKE '%_%_%'", "true"},
        case_row{"'a' LIKE '%_%_%'", "false"},
        case_row{"'.ab.cde.' LIKE '.%.%.'", "true"},
        case_row{"'ab.cde' LIKE '.%.%.'", "false"},
        case_row{"'abab' LIKE '%ab'", "true"},
        case_row{"'ababa' LIKE '%ab'", "false"},
        case_row{"'aab' LIKE '%ab'", "true"},
        case_row{"'abc' LIKE 'a_b_c'", "false"},
        case_row{"'azbzc' LIKE 'a_b_c'", "true"},
        case_row{"'.a.b.' LIKE '._._.'", "true"},
        case_row{R"('a_b_c' LIKE 'a\_b\_c')", "true"},
        case_row{R"('a_b_c' NOT LIKE 'a\_b\_c')", "false"},
        case_row{R"('azbzc' LIKE 'a\_b\_c')", "false"},
        case_row{R"('abc' LIKE 'a\%b\%c')", "false"},
        case_row{R"('a%b%c' LIKE 'a\%b\%c')", "true"},
        case_row{R"('azbzc' LIKE 'a\%b\%c')", "false"},
        case_row{R"('it\'s' LIKE 'it\'_')", "true"},
        case_row{R"(user LIKE '%\Admin%')", "true"},
        case_row{"234 LIKE '23_'", "true"},
        case_row{"2344 LIKE '23_'", "false"},
        case_row{"TRUE LIKE 'tr%'", "true"},
        case_row{"FALSE LIKE 'fal%'", "true"},
        case_row{"'zürich' LIKE 'z_rich'", "true"},
        case_row{"'zürich' LIKE 'z__rich'", "false"},
        case_row{"'日本' LIKE '__'", "true"},
        case_row{"'日本' LIKE '%本'", "true"},
        case_row{"'日' LIKE '%__'", "false"},
        case_row{"'日本' LIKE '%__'", "true"},
        case_row{"missing LIKE '%'", "false MissingAttributeError"},
        case_row{"missing NOT LIKE 'a'", "false MissingAttributeError"},
        case_row{"vm not like 'db-%'", "true"},
    });
}

TEST_CASE("CESQL LIKE takes no time that grows with a power of the text", "[cesql]")
{
    std::string pattern = "%";
    for (int i = 0; i < 200; ++i)
        pattern += "a%";
    const std::string text(20'000, 'a');
    CHECK(test::evaluated("'" + text + "' LIKE '" + pattern + "'") == "true");
    CHECK(test::evaluated("'" + text + "' LIKE '" + pattern + "b'") == "false");
    CHECK(test::evaluated("'" + text + "' LIKE '%" + std::string(200, '_') + "b%'") == "false");
}

TEST_CASE("CESQL EXISTS", "[cesql]")
{
    check_all(std::array{
        case_row{"EXISTS vm", "true"},
        case_row{"exists VM", "true"},
        case_row{"EXISTS empty", "true"},
        case_row{"EXISTS missing", "false"},
        case_row{"NOT EXISTS missing", "true"},
        case_row{"EXISTS id", "true"},
        case_row{"EXISTS source", "true"},
        case_row{"EXISTS specversion", "true"},
        case_row{"EXISTS type", "true"},
        case_row{"EXISTS subject", "false"},
        case_row{"EXISTS missing AND missing = 'x'", "false"},
        case_row{"EXISTS vm = true", "true"},
        case_row{"EXISTS vm IN (true)", "true"},
    });
}

TEST_CASE("CESQL IN casts the elements to the type of the left side", "[cesql]")
{
    check_all(std::array{
        case_row{"123 IN (1, 2, 123)", "true"},
        case_row{"123 IN (1, 2)", "false"},
        case_row{"123 NOT IN (1, 2)", "true"},
        case_row{"123 NOT IN (123)", "false"},
        case_row{"'a' IN ('A', 'b', \"a\")", "true"},
        case_row{"'5' IN (5)", "true"},
        case_row{"'05' IN (5)", "false"},
        case_row{"5 IN ('05')", "true"},
        case_row{"5 IN ('abc', 5)", "true CastError"},
        case_row{"5 IN ('abc')", "false CastError"},
        case_row{"0 IN ('abc')", "true CastError"},
        case_row{"true IN ('TRUE')", "true"},
        case_row{"'true' IN (TRUE)", "true"},
        case_row{"vm IN ('web-1', 'web-2')", "true"},
        case_row{"hop IN (4, 5)", "true"},
        case_row{"2 IN (1 + 1)", "true"},
        case_row{"2 IN (1, (1 + 1) * 1, ABS(-3))", "true"},
        case_row{"missing IN ('a')", "false MissingAttributeError"},
        case_row{"missing NOT IN ('a')", "false MissingAttributeError"},
        case_row{"'a' IN ('a', missing)", "true"},
        case_row{"'a' IN (missing, 'a')", "false MissingAttributeError"},
        case_row{"'b' NOT IN ('a', missing)", "false MissingAttributeError"},
    });
}

TEST_CASE("CESQL ranks of operators", "[cesql]")
{
    check_all(std::array{
        case_row{"4 * 2 + 4 / 2", "10"},
        case_row{"4 * (2 + 4) / 2", "12"},
        case_row{"2 + 3 * 4", "14"},
        case_row{"10 - 4 - 3", "3"},
        case_row{"100 / 10 / 5", "2"},
        case_row{"7 % 4 * 2", "6"},
        case_row{"2 * 7 % 4", "2"},
        case_row{"1 + 1 = 2", "true"},
        case_row{"2 = 1 + 1", "true"},
        case_row{"1 = 1 = true", "true"},
        case_row{"1 < 2 = true AND 3 > 2", "true"},
        case_row{"true OR false AND false", "false"},
        case_row{"true OR (false AND false)", "true"},
        case_row{"true XOR true AND false", "false"},
        case_row{"true XOR (true AND false)", "true"},
        case_row{"true AND false OR true", "true"},
        case_row{"true OR true XOR true", "false"},
        case_row{"NOT true = false", "true"},
        case_row{"NOT (true = false)", "true"},
        case_row{"NOT true OR true", "true"},
        case_row{"NOT false AND false", "false"},
        case_row{"NOT true LIKE 'false'", "true"},
        case_row{"NOT (true LIKE 'false')", "true"},
        case_row{"NOT 1 IN (0)", "true"},
        case_row{"NOT 'abc' LIKE 'abc'", "false CastError"},
        case_row{"-2 * 3", "-6"},
        case_row{"- key + 2", "-40"},
        case_row{"2 * 12 LIKE '1_'", "2"},
        case_row{"(2 * 12) LIKE '2_'", "true"},
        case_row{"1 + 1 IN (2)", "1"},
        case_row{"'a' LIKE 'a' IN (true)", "true"},
        case_row{"1 IN (1) LIKE 'true'", "true"},
        case_row{"1 = 2 IN (2)", "true"},
        case_row{"ABS(-2) * 3", "6"},
        case_row{"-ABS(-2)", "-2"},
        case_row{"vm LIKE 'web%' AND user LIKE '%Admin%' OR false", "true"},
    });
}

TEST_CASE("A CESQL filter passes what is true without any error", "[cesql]")
{
    const auto passes = [](std::string_view text) {
        return std::get<cesql::expression>(cesql::parse(text)).evaluate(test::usual_attributes()).passes();
    };
    CHECK(passes("vm = 'web-1'"));
    CHECK_FALSE(passes("vm = 'web-2'"));
    CHECK_FALSE(passes("1"));
    CHECK_FALSE(passes("'true'"));
    CHECK_FALSE(passes("'abc' OR true"));
    CHECK_FALSE(passes("(missing = '') OR true"));
    CHECK_FALSE(passes("NOT NOPE()"));
    CHECK(passes("EXISTS missing OR vm LIKE 'web-%'"));
}

TEST_CASE("CESQL errors say what went wrong, in printable text", "[cesql]")
{
    const auto detail = [](std::string_view text) {
        const auto e = std::get<cesql::expression>(cesql::parse(text)).evaluate(test::usual_attributes());
        REQUIRE_FALSE(e.errors.empty());
        return e.errors.front().detail;
    };
    CHECK(detail("missing") == "the event has no attribute \"missing\"");
    CHECK(detail("vm + 1") == "\"web-1\" is not an integer of 32 bits");
    CHECK(detail("NOT vm") == "\"web-1\" is neither true nor false");
    CHECK(detail("7 / 0") == "7 / 0: division by zero");
    CHECK(detail("2147483647 + 1") == "2147483647 + 1 does not fit 32 bits");
    CHECK(detail("INT('\x1b[31m')") == "\"\\x1b[31m\" is not an integer of 32 bits");
    CHECK(detail("LEN(vm)").find("there is no function \"LEN\"; there are LENGTH, CONCAT") == 0);
    CHECK(detail("LENGTH()") == "LENGTH does not take 0 arguments");
}
