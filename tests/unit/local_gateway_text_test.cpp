// The small texts of local-gateway: variables, command lines, routes, printed lines, credentials.
#include "vcenter_connector/local_gateway/basic_auth.hpp"
#include "vcenter_connector/local_gateway/command_words.hpp"
#include "vcenter_connector/local_gateway/function_output.hpp"
#include "vcenter_connector/local_gateway/route.hpp"
#include "vcenter_connector/stack/substitution.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::local_gateway;
using vcenter_connector::base::secret;
using vcenter_connector::stack::problems;
using vcenter_connector::stack::substitute;

namespace {

using lines = std::vector<std::string>;

std::optional<std::string> lookup(const std::string& name)
{
    if (name == "SET")
        return "value";
    if (name == "EMPTY")
        return "";
    return std::nullopt;
}

std::string substituted(std::string_view text, std::size_t mistakes = 0)
{
    problems found;
    auto out = substitute(text, lookup, "f", found);
    CHECK(found.size() == mistakes);
    return out;
}

}  // namespace

TEST_CASE("variables are replaced as faas-cli does", "[local_gateway]")
{
    CHECK(substituted("a ${SET} b") == "a value b");
    CHECK(substituted("${UNSET:-x y}") == "x y");
    CHECK(substituted("${EMPTY:-x}${EMPTY}") == "x");
    CHECK(substituted("${UNSET:=x}${UNSET=y}${UNSET-z}") == "xyz");
    CHECK(substituted("${SET:-x}") == "value");
    CHECK(substituted("${UNSET:-pre${SET}post}") == "prevaluepost");
    CHECK(substituted("${UNSET:-}") == "");
    CHECK(substituted("$${SET} $SET $ {SET} 5$") == "${SET} $SET $ {SET} 5$");
    CHECK(substituted("$${var=${SET}}") == "${var=value}");
}

TEST_CASE("variables that cannot be replaced are told with their place", "[local_gateway]")
{
    problems found;
    CHECK(substitute("a\n ${UNSET}\n${SET/a/b}\n${}\n${SET", lookup, "f", found) ==
          "a\n \n${SET/a/b}\n${}\n${SET");
    REQUIRE(found.size() == 4);
    CHECK(found[0].warning);
    CHECK(found[0].message() ==
          "f:2:2: UNSET is not set and has no default; ${UNSET:-default} would give one");
    CHECK(found[1].message() ==
          "f:3:1: this is not a variable: write ${NAME} or ${NAME:-default}, or $${ for a literal ${");
    CHECK(found[3].where.line == 5);
    std::string deep;
    for (int i = 0; i < 1000; ++i)
        deep += "${A:-";
    substitute(deep, lookup, "f", found);
}

TEST_CASE("fprocess is cut into words", "[local_gateway]")
{
    CHECK(command_words("  python3  index.py ") == lines{"python3", "index.py"});
    CHECK(command_words("sh -c 'echo \"a\"; exit 3'") == lines{"sh", "-c", "echo \"a\"; exit 3"});
    CHECK(command_words(R"(a\ b "c\"d" e''f "")") == lines{"a b", "c\"d", "ef", ""});
    CHECK(command_words("$HOME *") == lines{"$HOME", "*"});
    CHECK(command_words("")->empty());
    CHECK_FALSE(command_words("a 'b"));
}

TEST_CASE("targets are read as routes", "[local_gateway]")
{
    CHECK(parse_route("/healthz").kind == route_kind::health);
    CHECK(parse_route("/system/info?x").kind == route_kind::info);
    CHECK(parse_route("/system/namespaces").kind == route_kind::namespaces);
    CHECK(parse_route("/system/functions").name_space == "openfaas-fn");
    CHECK(parse_route("/system/functions?a=b&namespace=staging").name_space == "staging");
    CHECK(parse_route("/system/function/echo?namespace=x").name == "echo");
    const auto call = parse_route("/function/echo.staging/a/b.c?q=1");
    CHECK(call.kind == route_kind::call);
    CHECK(call.name == "echo");
    CHECK(call.name_space == "staging");
    CHECK(call.path == "/a/b.c");
    CHECK(call.query == "q=1");
    const auto async = parse_route("/async-function/a.b.c");
    CHECK(async.kind == route_kind::async_call);
    CHECK(async.name == "a.b");
    CHECK(async.name_space == "c");
    CHECK(parse_route("/function/echo?namespace=other").name_space == "openfaas-fn");
    for (const auto* target : {"", "/", "/function/", "/function//x", "/function", "/system/function/",
                               "/system/x", "/system/function/a/b", "http://x/healthz", "?"})
        CHECK(parse_route(target).kind == route_kind::unknown);
}

TEST_CASE("what a function prints appears in lines with its name", "[local_gateway]")
{
    lines seen;
    const line_sink sink = [&](std::string_view line) { seen.emplace_back(line); };
    {
        function_output out("f", sink);
        out.write("one\ntw");
        out.write("o\r\n\n\x1b[31mred\tx\nrest");
        CHECK(seen == lines{"f: one", "f: two", "f: ", "f: \\x1b[31mred    x"});
        seen.clear();
    }
    CHECK(seen == lines{"f: rest"});
    seen.clear();
    function_output(std::string("f"), sink).write(std::string(20'000, 'x') + "\nend\n");
    CHECK(seen.size() == 4);
    CHECK(seen.back() == "f: end");
}

TEST_CASE("basic auth takes the one user with the one password", "[local_gateway]")
{
    const secret password("s3cret:x");
    CHECK(is_authorized("Basic YWRtaW46czNjcmV0Ong=", "admin", password));
    CHECK(is_authorized("basic  YWRtaW46czNjcmV0Ong= ", "admin", password));
    CHECK_FALSE(is_authorized("Basic YWRtaW46czNjcmV0Onk=", "admin", password));
    CHECK_FALSE(is_authorized("Basic ", "admin", password));
    CHECK_FALSE(is_authorized("Bearer YWRtaW46czNjcmV0Ong=", "admin", password));
    CHECK_FALSE(is_authorized("", "admin", password));
}

TEST_CASE("a function that prints without end is cut short, and the reader told", "[local_gateway]")
{
    std::vector<std::string> lines;
    const line_sink sink = [&](std::string_view line) { lines.emplace_back(line); };
    function_output output("loop", sink);
    for (int i = 0; i < 100; ++i)
        output.write(std::string(100'000, 'x') + "\n");
    CHECK(lines.back() == "loop: (the rest of what it prints is not shown)");
    std::size_t bytes = 0;
    for (const auto& line : lines)
        bytes += line.size();
    CHECK(bytes < 1'300'000);
}
