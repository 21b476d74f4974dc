#include "vcenter_connector/local_gateway/stack.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::local_gateway;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> messages(const problems& found)
{
    std::vector<std::string> out;
    for (const auto& each : found)
        out.push_back((each.warning ? "warning " : "") + each.message());
    return out;
}

using lines = std::vector<std::string>;

function settled(function f, problems& found)
{
    settle(f, found);
    return f;
}

}  // namespace

TEST_CASE("settings of a function are understood once all are known", "[local_gateway][stack]")
{
    problems found;
    function f;
    f.name = "x";
    f.environment = {
        {"fprocess", {"cat -", {}}}, {"exec_timeout", {"1m30s", {}}}, {"max_inflight", {"4", {}}}};
    const auto good = settled(f, found);
    CHECK(good.command == lines{"cat", "-"});
    CHECK(good.exec_timeout == 90s);
    CHECK(good.max_inflight == 4);
    f.environment["exec_timeout"] = {"10", {}};
    CHECK(settled(f, found).exec_timeout == 10s);
    f.upstream_url = {"http://127.0.0.1:9/base", {}};
    CHECK(settled(f, found).upstream->port == 9);
    CHECK(settled(f, found).command.empty());
    CHECK(messages(found).empty());
}

TEST_CASE("settings that cannot be used are told", "[local_gateway][stack]")
{
    problems found;
    function f;
    f.name = "x";
    f.where = {"s.yml", 3, 3};
    f.environment = {{"exec_timeout", {"soon", {"s.yml", 5, 7}}}, {"max_inflight", {"-1", {"s.yml", 6, 7}}}};
    settle(f, found);
    f.environment.clear();
    f.fprocess = {"sh -c 'open", {"s.yml", 4, 5}};
    settle(f, found);
    f.upstream_url = {"https://secure.example.com", {"s.yml", 7, 5}};
    settle(f, found);
    CHECK(
        messages(found) ==
        lines{
            "s.yml:3:3: function x has no fprocess: expected the command to run, such as 'fprocess: python3 "
            "index.py', or the annotation local-gateway/upstream with the URL of a server",
            "s.yml:5:7: exec_timeout 'soon' is no time; expected such as 30s",
            "s.yml:6:7: max_inflight '-1' is no number; expected such as 4, or 0 for no limit",
            "s.yml:4:5: a quotation mark in fprocess is not closed",
            "s.yml:7:5: the upstream of x has to be http://"});
}
