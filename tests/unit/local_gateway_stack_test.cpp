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

TEST_CASE("a stack file as faas-cli writes it is read", "[local_gateway][stack]")
{
    const auto parsed = parse_stack(R"(version: 1.0
provider:
  name: openfaas
  gateway: http://127.0.0.1:8080
functions:
  tag:
    lang: python3
    handler: ./tag
    image: example/tag:latest
    fprocess: python3 index.py
    namespace: staging
    environment:
      empty:
      debug: true
      retries: 3
    environment_file: [more.yml]
    secrets: [vc-user]
    labels: {team: infra}
    annotations:
      topic: vm.powered.on, vm.powered.off
    limits: {memory: 40Mi}
    requests: {cpu: 100m}
)",
                                    "stack.yml");
    CHECK(messages(parsed.found).empty());
    REQUIRE(parsed.functions.size() == 1);
    const auto& f = parsed.functions.front();
    CHECK(f.qualified() == "tag.staging");
    CHECK(f.handler == "./tag");
    CHECK(f.image == "example/tag:latest");
    CHECK(f.setting("empty").empty());
    CHECK(f.setting("debug") == "true");
    CHECK(f.setting("retries") == "3");
    CHECK(f.environment_files.at(0).value == "more.yml");
    CHECK(f.secrets == lines{"vc-user"});
    CHECK(f.labels == text_map{{"team", "infra"}});
    CHECK(f.annotations.at("topic") == "vm.powered.on, vm.powered.off");
    CHECK(f.where.line == 6);
    CHECK(f.where.column == 3);
}

TEST_CASE("every mistake of a stack file is told with its place", "[local_gateway][stack]")
{
    const auto parsed = parse_stack(R"(provider: {name: docker}
functoins: {}
functions:
  Bad_Name:
    fproces: cat
    secrets: ../passwd
  twice:
    image: a
    image: b
  flat: text
  listed:
    environment: [a, b]
    labels: {a: [1]}
)",
                                    "s.yml");
    CHECK(messages(parsed.found) ==
          lines{"s.yml:1:18: provider 'docker' is not served here; expected openfaas",
                "warning s.yml:2:1: unknown key 'functoins'; known are version, provider, functions, "
                "configuration",
                "s.yml:4:3: 'Bad_Name' cannot be a function's name; expected lower-case letters, digits and "
                "'-', at "
                "most 63",
                "warning s.yml:5:5: unknown key 'fproces' in function Bad_Name is ignored",
                "s.yml:6:14: '../passwd' cannot be a secret's name; expected a file name",
                "s.yml:9:5: 'image' is there twice in function twice",
                "s.yml:10:9: function flat has to be a map, with 'name: value' on each line",
                "s.yml:12:18: environment has to be a map, with 'name: value' on each line",
                "s.yml:13:17: labels.a has to be a single value"});
    CHECK(has_mistake(parsed.found));
}

TEST_CASE("what is no stack file at all is told", "[local_gateway][stack]")
{
    CHECK(messages(parse_stack("a: [1\nb: 2", "s.yml").found).at(0).find("s.yml:2:") == 0);
    CHECK(messages(parse_stack("", "s.yml").found).size() == 1);
    CHECK(messages(parse_stack("just text", "s.yml").found).at(0) ==
          "s.yml:1:1: the file has to be a map, with 'name: value' on each line");
    CHECK(has_mistake(parse_stack("functions: {}", "s.yml").found));
}

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
