// CESQL on texts that nobody would write, and on every way to write the same tree.
#include "cesql_world.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <vector>

using namespace vcenter_connector;

namespace {

class dice {
public:
    explicit dice(unsigned seed) : engine_(seed) {}

    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(engine_); }

    template <class List>
    auto one_of(const List& list)
    {
        return list[below(std::size(list))];
    }

private:
    std::mt19937 engine_;
};

constexpr std::string_view pieces[] = {
    "AND",         "OR",        "xor",        "NOT",        "like",       "EXISTS",   "IN",     "true",
    "FALSE",       "vm",        "user",       "key",        "yes",        "missing",  "1st",    "0",
    "1",           "42",        "2147483647", "-",          "+",          "*",        "/",      "%",
    "=",           "!=",        "<>",         "<",          "<=",         ">",        ">=",     "(",
    ")",           "(",         ")",          ",",          "'a'",        "'%a_'",    "\"b\"",  "'",
    "\"",          "\\",        "LENGTH(",    "SUBSTRING(", "CONCAT_WS(", "ABS(",     "NOPE(",  "INT(",
    "'5'",         "\xFF",      "\xC3",       "é",          "日",         "\xC2\xA0", "!",      ".",
    "\x1b",        "_",         "--",         "'\xFF'",     "''",         " ",        "\t\r\n", ";",
    "99999999999", "LIKE 'a%'", "IN ('a', 1)"};

std::string soup(dice& random)
{
    std::string text;
    for (auto size = random.below(14); size > 0; --size) {
        text += random.one_of(pieces);
        if (random.below(3) != 0)
            text += ' ';
    }
    return text;
}

// A tree that this test makes and prints itself, with the ranks of the specification's section 3.6.
struct tree {
    enum kind { logic, comparison, additive, multiplicative, suffix, unary, primary };
    kind rank = primary;
    std::string before, between, after;
    std::vector<std::unique_ptr<tree>> parts;
};

constexpr std::string_view terms[] = {"true",
                                      "false",
                                      "0",
                                      "1",
                                      "-3",
                                      "42",
                                      "'a'",
                                      "'5'",
                                      "'TRUE'",
                                      "vm",
                                      "key",
                                      "hop",
                                      "missing",
                                      "yes",
                                      "EXISTS vm",
                                      "EXISTS missing",
                                      "LENGTH(vm)",
                                      "ABS('x')",
                                      "CONCAT(1, key)"};
constexpr std::string_view suffixes[] = {" LIKE '%1'", " NOT LIKE 't%'", " IN (1, 'a', true)",
                                         " NOT IN (hop, 42)"};
constexpr std::array<std::array<std::string_view, 3>, 4> operators{
    {{" AND ", " or ", " XOR "}, {" = ", " != ", " <= "}, {" + ", " - ", "-"}, {" * ", " / ", " % "}}};

std::unique_ptr<tree> grown(dice& random, int height)
{
    auto t = std::make_unique<tree>();
    t->rank = height == 0 ? tree::primary : static_cast<tree::kind>(random.below(tree::primary + 1));
    if (t->rank == tree::primary) {
        t->before = random.one_of(terms);
        return t;
    }
    t->parts.push_back(grown(random, height - 1));
    if (t->rank == tree::unary) {
        t->before = random.below(2) == 0 ? "NOT " : "- ";
    } else if (t->rank == tree::suffix) {
        t->after = random.one_of(suffixes);
    } else {
        t->between = random.one_of(operators[t->rank]);
        t->parts.push_back(grown(random, height - 1));
    }
    return t;
}

std::string printed(const tree& t, bool every_parenthesis)
{
    const auto part = [&](std::size_t i, int loosest) {
        const auto& p = *t.parts[i];
        const auto text = printed(p, every_parenthesis);
        return every_parenthesis || p.rank < loosest ? "(" + text + ")" : text;
    };
    if (t.rank == tree::primary)
        return t.before;
    auto out = t.before + part(0, t.rank);
    if (t.parts.size() > 1)
        out += t.between + part(1, t.rank + 1);
    return out + t.after;
}

}  // namespace

TEST_CASE("A hundred thousand texts of CESQL's own pieces end in a value or in a failure within the text",
          "[cesql]")
{
    dice random(20261120);
    std::size_t sound = 0;
    for (int i = 0; i < 100'000; ++i) {
        const auto text = soup(random);
        const auto parsed = cesql::parse(text);
        if (const auto* const failure = std::get_if<cesql::parse_failure>(&parsed)) {
            const bool good = failure->column >= 1 && failure->column <= text.size() + 1 &&
                              !failure->text.empty() && failure->text.find('\x1b') == std::string::npos;
            if (!good)
                FAIL(text << " gives column " << failure->column << ": " << failure->text);
            continue;
        }
        ++sound;
        const auto& expression = std::get<cesql::expression>(parsed);
        const auto result = expression.evaluate(test::usual_attributes());
        if (result.passes() && !result.errors.empty())
            FAIL(text);
    }
    CHECK(sound > 2'000);
    CHECK(sound < 60'000);
}

TEST_CASE("CESQL reads a tree alike with every parenthesis and with the fewest", "[cesql]")
{
    dice random(7);
    std::size_t shorter = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto t = grown(random, 4);
        const auto all = printed(*t, true);
        const auto few = printed(*t, false);
        shorter += few.size() < all.size() ? 1U : 0U;
        const auto expected = test::evaluated(all);
        if (expected.starts_with("column") || test::evaluated(few) != expected)
            FAIL(few << "\n  gives " << test::evaluated(few) << "\n" << all << "\n  gives " << expected);
    }
    CHECK(shorter > 10'000);
}

TEST_CASE("No event passes where CESQL's advice says so", "[cesql]")
{
    const test::map_attributes others({{"vm", std::string("a")},
                                       {"hop", std::string("true")},
                                       {"key", std::int32_t{0}},
                                       {"yes", false},
                                       {"missing", true}});
    const test::map_attributes nothing;
    dice random(20261121);
    std::size_t said = 0;
    std::size_t passed = 0;
    for (int i = 0; i < 30'000; ++i) {
        const auto text = printed(*grown(random, 4), false);
        const auto parsed = cesql::parse(text);
        const auto& expression = std::get<cesql::expression>(parsed);
        const auto& advice = expression.advice();
        const bool never = std::any_of(advice.begin(), advice.end(),
                                       [](const cesql::hint& each) { return each.none_passes; });
        const bool passes = expression.evaluate(test::usual_attributes()).passes() ||
                            expression.evaluate(others).passes() || expression.evaluate(nothing).passes();
        said += never ? 1 : 0;
        passed += passes ? 1 : 0;
        if (never && passes)
            FAIL(text);
    }
    CHECK(said > 100);
    CHECK(passed > 100);
}
