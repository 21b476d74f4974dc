// CESQL's functions (specification, section 3.5) and casts (3.7).
#include "cesql_world.hpp"

#include <array>

using namespace vcenter_connector;
using test::case_row;
using test::check_all;

TEST_CASE("CESQL functions of texts", "[cesql]")
{
    check_all(std::array{
        case_row{"LENGTH('abc')", "3"},
        case_row{"length ( '' )", "0"},
        case_row{"LENGTH(TRUE)", "4"},
        case_row{"LENGTH(-12)", "3"},
        case_row{"LENGTH('zürich')", "6"},
        case_row{"LENGTH('日本')", "2"},
        case_row{"LENGTH('\xF0\x9F\x98\x80')", "1"},
        case_row{"LENGTH('a\xFF\xC3')", "3"},
        case_row{"CONCAT('a', 'b', 'c')", "'abc'"},
        case_row{"CONCAT()", "''"},
        case_row{"CONCAT('a')", "'a'"},
        case_row{"CONCAT(1, TRUE, 'x')", "'1truex'"},
        case_row{"CONCAT_WS(',', 'a', 'b', 'c')", "'a,b,c'"},
        case_row{"CONCAT_WS(',')", "''"},
        case_row{"CONCAT_WS(',', 'a')", "'a'"},
        case_row{"CONCAT_WS(', ', '', '')", "', '"},
        case_row{"CONCAT_WS(0, 1, 2)", "'102'"},
        case_row{"CONCAT_WS()", "false MissingFunctionError"},
        case_row{"LOWER('AbC-1')", "'abc-1'"},
        case_row{"UPPER('AbC-1')", "'ABC-1'"},
        case_row{"LOWER('ÄÖÜẞŸŁŐ')", "'äöüßÿłő'"},
        case_row{"UPPER('äöüßÿłő')", "'ÄÖÜßŸŁŐ'"},
        case_row{"LOWER('ΆΈΊΌΎΏΑΣ')", "'άέίόύώασ'"},
        case_row{"UPPER('άέίόύώασς')", "'ΆΈΊΌΎΏΑΣΣ'"},
        case_row{"LOWER('ЁЖЯҐ')", "'ёжяґ'"},
        case_row{"UPPER('ёжяґ')", "'ЁЖЯҐ'"},
        case_row{"UPPER('日本×÷ĸ')", "'日本×÷ĸ'"},
        case_row{"LOWER('ƯƠỆ')", "'ươệ'"},
        case_row{"LOWER('A\xFF')", "'a\xFF'"},
        case_row{"TRIM('   a b c   ')", "'a b c'"},
        case_row{"TRIM('a b c')", "'a b c'"},
        case_row{"TRIM('   ')", "''"},
        case_row{"TRIM('')", "''"},
        case_row{"TRIM('\xE3\x80\x80\t\xC2\xA0x\xC2\x85\n')", "'x'"},
        case_row{"TRIM('\x01x\xE2\x80\x8B')", "'\x01x\xE2\x80\x8B'"},
        case_row{"LENGTH(missing)", "0 MissingAttributeError"},
        case_row{"CONCAT('a', missing)", "'' MissingAttributeError"},
        case_row{"CONCAT(missing, absent)", "'' MissingAttributeError MissingAttributeError"},
    });
}

TEST_CASE("CESQL functions that cut texts", "[cesql]")
{
    check_all(std::array{
        case_row{"LEFT('abc', 2)", "'ab'"},
        case_row{"LEFT('abc', 0)", "''"},
        case_row{"LEFT('abc', 10)", "'abc'"},
        case_row{"LEFT('', 0)", "''"},
        case_row{"LEFT('abc', -2)", "'abc' FunctionEvaluationError"},
        case_row{"LEFT('日本語', 2)", "'日本'"},
        case_row{"LEFT(1234, '2')", "'12'"},
        case_row{"LEFT('abc', 'x')", "'' CastError"},
        case_row{"RIGHT('abc', 2)", "'bc'"},
        case_row{"RIGHT('abc', 0)", "''"},
        case_row{"RIGHT('abc', 10)", "'abc'"},
        case_row{"RIGHT('', 0)", "''"},
        case_row{"RIGHT('abc', -2)", "'abc' FunctionEvaluationError"},
        case_row{"RIGHT('日本語', 2)", "'本語'"},
        case_row{"SUBSTRING('abcdef', 1)", "'abcdef'"},
        case_row{"SUBSTRING('abcdef', 2)", "'bcdef'"},
        case_row{"SUBSTRING('abcdef', 6)", "'f'"},
        case_row{"SUBSTRING('abcdef', 7)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('Sakila', -3)", "'ila'"},
        case_row{"SUBSTRING('abcdef', -6)", "'abcdef'"},
        case_row{"SUBSTRING('abcdef', -7)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('abcdef', 0)", "''"},
        case_row{"SUBSTRING('', 0)", "''"},
        case_row{"SUBSTRING('', 1)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('abcdef', 1, 6)", "'abcdef'"},
        case_row{"SUBSTRING('abcdef', 2, 4)", "'bcde'"},
        case_row{"SUBSTRING('abcdef', 2, 100)", "'bcdef'"},
        case_row{"SUBSTRING('abcdef', 2, 2147483647)", "'bcdef'"},
        case_row{"SUBSTRING('abcdef', 2, 0)", "''"},
        case_row{"SUBSTRING('Sakila', -5, 3)", "'aki'"},
        case_row{"SUBSTRING('abcdef', 0, 1)", "''"},
        case_row{"SUBSTRING('abcdef', 0, -1)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('abcdef', 2, -1)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('abcdef', 10, 10)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('abcdef', -10, 10)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('abc', -2147483648)", "'' FunctionEvaluationError"},
        case_row{"SUBSTRING('日本語', 2, 1)", "'本'"},
        case_row{"SUBSTRING('abc')", "false MissingFunctionError"},
        case_row{"SUBSTRING('abc', 1, 1, 1)", "false MissingFunctionError"},
    });
}

TEST_CASE("CESQL casting functions, ABS, and functions that there are not", "[cesql]")
{
    check_all(std::array{
        case_row{"INT('1')", "1"},
        case_row{"INT('-1')", "-1"},
        case_row{"INT('+1')", "1"},
        case_row{"INT('+-1')", "0 CastError"},
        case_row{"INT('--1')", "0 CastError"},
        case_row{"INT(' 1')", "0 CastError"},
        case_row{"INT('1 ')", "0 CastError"},
        case_row{"INT('')", "0 CastError"},
        case_row{"INT('+')", "0 CastError"},
        case_row{"INT('0x10')", "0 CastError"},
        case_row{"INT('2147483647')", "2147483647"},
        case_row{"INT('2147483648')", "0 CastError"},
        case_row{"INT('-2147483648')", "-2147483648"},
        case_row{"INT('-2147483649')", "0 CastError"},
        case_row{"INT('99999999999999999999999')", "0 CastError"},
        case_row{"INT(1)", "1"},
        case_row{"INT(TRUE)", "1"},
        case_row{"INT(FALSE)", "0"},
        case_row{"INT('ABC')", "0 CastError"},
        case_row{"INT(missing)", "0 MissingAttributeError"},
        case_row{"BOOL('TRUE')", "true"},
        case_row{"BOOL(\"false\")", "false"},
        case_row{"BOOL(TRUE)", "true"},
        case_row{"BOOL('ABC')", "false CastError"},
        case_row{"BOOL('1')", "false CastError"},
        case_row{"BOOL(1)", "true"},
        case_row{"BOOL(0)", "false"},
        case_row{"BOOL(-50)", "true"},
        case_row{"STRING(TRUE)", "'true'"},
        case_row{"STRING(FALSE)", "'false'"},
        case_row{"STRING(-1)", "'-1'"},
        case_row{"STRING(007)", "'7'"},
        case_row{"STRING('abc')", "'abc'"},
        case_row{"STRING(missing)", "'' MissingAttributeError"},
        case_row{"ABS(10)", "10"},
        case_row{"ABS(-10)", "10"},
        case_row{"ABS(0)", "0"},
        case_row{"ABS('-7')", "7"},
        case_row{"ABS(-2147483648)", "2147483647 MathError"},
        case_row{"ABS('x')", "0 CastError"},
        case_row{"NOPE(1)", "false MissingFunctionError"},
        case_row{"NOPE(missing)", "false MissingFunctionError"},
        case_row{"ABS(1, 2)", "false MissingFunctionError"},
        case_row{"int(hop) < int(ttl) and int(hop) < 1000", "true"},
        case_row{"LENGTH(CONCAT(vm, UPPER('x'))) = 6", "true"},
    });
}

TEST_CASE("CESQL texts that are put together end at 64 KiB", "[cesql]")
{
    const std::string quarter(cesql::max_text_size / 4, 'x');
    const test::map_attributes of({{"a", quarter}, {"b", std::string("x")}});
    CHECK(test::evaluated("LENGTH(CONCAT(a, a, a, a))", of) == "65536");
    CHECK(test::evaluated("CONCAT(a, a, a, a, b)", of) == "'' FunctionEvaluationError");
    CHECK(test::evaluated("LENGTH(CONCAT_WS('', a, a, a, a))", of) == "65536");
    CHECK(test::evaluated("CONCAT_WS(b, a, a, a, a)", of) == "'' FunctionEvaluationError");
    CHECK(test::evaluated("CONCAT(a, a, a, a, b, missing)", of) == "'' FunctionEvaluationError");
    CHECK(test::evaluated("CONCAT_WS(CONCAT(a, a, a, a), b)", of) == "'x'");
    const auto parsed = cesql::parse("CONCAT(a, a, a, a, b)");
    const auto result = std::get<cesql::expression>(parsed).evaluate(of);
    REQUIRE(result.errors.size() == 1);
    CHECK(result.errors[0].detail == "CONCAT: the text is longer than 65536 bytes");
}
