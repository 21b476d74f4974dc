// vcenter-connector check, as a pipeline runs it.
#include "support/connector_run.hpp"
#include "support/simulator.hpp"

#include <rapidjson/document.h>

#include <filesystem>

using namespace vcenter_connector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

finished_process check(words arguments)
{
    arguments.insert(arguments.begin(), {connector_program, "check"});
    return run_process(std::move(arguments));
}

constexpr const char* broken = R"(version: 1.0
provider:
  name: openfaas
functions:
  typo:
    annotations:
      topic: "vm.powered.on, vm.powerd.of"
      vcenter.fliter: vm = 'a'
  shadow:
    annotations:
      topic: vm.>,vm.powered.on
      vcenter.filter: >-
        vm LIKE 'web-%' AND
        usr = 'x'
  misplaced:
    labels:
      topic: vm.powered.on
  filter:
    annotations:
      topic: vm.>
      vcenter.filter: "vm LIKE 'web-%' AND"
      vcenter.mode: later
  none:
    image: x
)";

}  // namespace

TEST_CASE("the stack files of the examples are clean")
{
    words files;
    for (const auto& each : std::filesystem::recursive_directory_iterator(VC_SOURCE_DIR "/examples"))
        if (each.path().filename() == "stack.yml")
            files.push_back(each.path().string());
    REQUIRE(files.size() >= 2);
    const auto done = check(files);
    INFO(done.output);
    CHECK(done.status == 0);
    CHECK_THAT(done.output, ContainsSubstring("vm-tagging: vm.powered.on (1 event class)"));
    CHECK_THAT(done.output, ContainsSubstring(" functions, 0 errors, 0 warnings"));
    CHECK(done.output.find("warning:") == std::string::npos);
}

TEST_CASE("every message about a broken stack file names file, line and cure")
{
    temporary_folder folder;
    folder.write("stack.yml", broken);
    const auto file = (folder.path() / "stack.yml").string();
    const auto done = check({file});
    INFO(done.output);
    CHECK(done.status == 1);
    for (const std::string line :
         {":7:30: error: function typo: topic: no vCenter sends anything by the name \"vm.powerd.of\"; did "
          "you mean "
          "vm.powered.off?",
          ":8:7: error: function typo: vcenter.fliter: there is no annotation \"vcenter.fliter\"; did you "
          "mean "
          "vcenter.filter?",
          ":11:19: warning: function shadow: topic: \"vm.powered.on\" changes nothing: \"vm.>\" includes it; "
          "leave it "
          "out",
          ":12:23: error: function shadow: vcenter.filter: no event has an attribute \"usr\" (column 21 of "
          "the value); "
          "did you mean user?",
          ":17:7: error: function misplaced: topic: ", ":21:43: error: function filter: vcenter.filter: ",
          ":22:21: error: function filter: vcenter.mode: \"later\": the value is not allowed; expected async "
          "or sync",
          ":23:3: note: function none: "})
        CHECK_THAT(done.output, ContainsSubstring(file + line));
    CHECK_THAT(done.output, ContainsSubstring("5 functions, 6 errors, 1 warning\n"));
}

TEST_CASE("values that are missing or several are told where they stand")
{
    temporary_folder folder;
    folder.write("stack.yml",
                 "shared: &shared {vcenter.mode: sync}\n"
                 "functions:\n"
                 "  a:\n"
                 "    annotations:\n"
                 "      <<: *shared\n"
                 "      topic:\n"
                 "      vcenter.filter:\n"
                 "  b:\n"
                 "    annotations: {<<: *shared, topic: [vm.created, vm.renamed]}\n"
                 "  c:\n"
                 "    annotations: {topic: vm.>, vcenter.filter: \"vm = '\xC3\xA4\xC3\xB6' AND\"}\n");
    const auto file = (folder.path() / "stack.yml").string();
    const auto done = check({file});
    INFO(done.output);
    CHECK(done.status == 1);
    CHECK_THAT(done.output, ContainsSubstring(file + ":6:7: error: function a: topic: the topic is empty"));
    CHECK_THAT(done.output, ContainsSubstring(file + ":7:7: error: function a: vcenter.filter: there is no "
                                                     "expression"));
    CHECK_THAT(done.output,
               ContainsSubstring(file + ":9:39: error: annotations.topic has to be a single value"));
    CHECK_THAT(done.output, ContainsSubstring(file + ":11:62: error: function c: vcenter.filter: "));
    CHECK_THAT(done.output, ContainsSubstring("3 functions, 4 errors, 1 warning\n"));
}

TEST_CASE("check tells machines the same")
{
    temporary_folder folder;
    folder.write("stack.yml", broken);
    const auto done = check({"-json", (folder.path() / "stack.yml").string()});
    CHECK(done.status == 1);
    rapidjson::Document json;
    json.Parse(done.output.data(), done.output.size());
    REQUIRE(json.IsArray());
    REQUIRE(json.Size() == 8);
    const auto& first = json[0];
    CHECK(first["line"].GetInt() == 7);
    CHECK(first["column"].GetInt() == 30);
    CHECK(first["severity"].GetString() == std::string("error"));
    CHECK(first["function"].GetString() == std::string("typo"));
    CHECK(first["annotation"].GetString() == std::string("topic"));
    CHECK(first["cure"].GetString() == std::string("did you mean vm.powered.off?"));
}

TEST_CASE("check reads standard input and substitutes variables")
{
    temporary_folder folder;
    folder.write("stack.yml", "functions:\n  a:\n    annotations:\n      topic: ${WHAT:-vm.powerd.on}\n");
    const auto file = (folder.path() / "stack.yml").string();
    const words shell{"sh", "-c", connector_program + " check - < " + file};
    auto done = run_process(shell);
    CHECK(done.status == 1);
    CHECK_THAT(done.output, ContainsSubstring("standard input:4:14: error: function a: topic: "));
    CHECK(run_process(shell, {{"WHAT", "vm.powered.on"}}).status == 0);
}

TEST_CASE("check reads no more of standard input than of a file")
{
    temporary_folder folder;
    folder.write("large.yml", "#" + std::string(std::size_t{1} << 20U, 'x'));
    const auto file = (folder.path() / "large.yml").string();
    const std::string why = ": error: it cannot be read: it is larger than 1048576 bytes\n";
    const auto piped = run_process({"sh", "-c", connector_program + " check - < " + file});
    CHECK(piped.status == 1);
    CHECK_THAT(piped.output, ContainsSubstring("standard input" + why));
    CHECK_THAT(check({file}).output, ContainsSubstring(file + why));
}

TEST_CASE("a filter that is an error for every event is an error")
{
    temporary_folder folder;
    const auto with = [&](const std::string& filter) {
        folder.write("stack.yml",
                     "functions: {f: {annotations: {topic: vm.>, vcenter.filter: \"" + filter + "\"}}}\n");
        return check({(folder.path() / "stack.yml").string()});
    };
    const auto never = with("vm = 'a' AND time > '2026-01-01'");
    INFO(never.output);
    CHECK(never.status == 1);
    CHECK_THAT(never.output, ContainsSubstring("stack.yml:1:81: error: function f: vcenter.filter: > takes "
                                               "integers, and '2026-01-01' is none"));
    const auto perhaps = with("EXISTS vm OR time > '2026-01-01'");
    CHECK(perhaps.status == 0);
    CHECK_THAT(perhaps.output, ContainsSubstring(": warning: function f: vcenter.filter: > takes integers"));
}

TEST_CASE("check says which file it cannot read, and what is no YAML")
{
    temporary_folder folder;
    folder.write("bad.yml", "functions: [\n");
    const auto missing = check({(folder.path() / "absent.yml").string()});
    CHECK(missing.status == 1);
    CHECK_THAT(missing.output,
               ContainsSubstring("absent.yml: error: it cannot be read: there is no such file"));
    const auto bad = check({(folder.path() / "bad.yml").string()});
    CHECK(bad.status == 1);
    CHECK_THAT(bad.output, ContainsSubstring("bad.yml:2:1: error: this is not YAML"));
    CHECK(check({}).status == 2);
    CHECK(check({"-jsno", "x"}).status == 2);
    folder.write("ca.pem", "none");
    const auto ca = (folder.path() / "ca.pem").string();
    CHECK(check({"-vcenter", "https://localhost:1", "-vc-ca-certs", ca, "x"}).status == 2);
}

TEST_CASE("hostile names in a stack file reach no terminal")
{
    temporary_folder folder;
    folder.write(
        "stack.yml",
        "functions:\n  a:\n    annotations:\n      topic: \"vm\\e[31mx\"\n      \"vcenter.\\e[2J\": x\n");
    const auto done = check({(folder.path() / "stack.yml").string()});
    CHECK(done.status == 1);
    CHECK(done.output.find('\x1b') == std::string::npos);
}

TEST_CASE("with a vCenter its own catalogue counts")
{
    simulator vcenter;
    temporary_folder folder;
    folder.write("stack.yml", "functions:\n  good: {annotations: {topic: vm.powered.on}}\n"
                              "  bad: {annotations: {topic: com.vmware.no.such.thing}}\n");
    const auto file = (folder.path() / "stack.yml").string();
    CHECK(check({file}).status == 0);
    const auto done = run_process({connector_program, "check", "-vcenter", vcenter.url(), file}, login_of());
    INFO(done.output);
    CHECK(done.status == 1);
    CHECK_THAT(done.output,
               ContainsSubstring("stack.yml:3:30: error: function bad: topic: this vCenter sends nothing by "
                                 "the name \"com.vmware.no.such.thing\""));
    CHECK_THAT(done.output, ContainsSubstring("1 error,"));
}
