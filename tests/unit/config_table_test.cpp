// The table of settings is sound, and the reference page is made from it.
#include "vcenter_connector/config/settings_table.hpp"
#include "vcenter_connector/config/usage.hpp"
#include "vcenter_connector/config/value.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

using namespace vcenter_connector;
using namespace vcenter_connector::config;

namespace {

std::string file_text(const std::string& path)
{
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("Names in the table are unique and every default is valid", "[config]")
{
    std::set<std::string> names;
    for (const auto& row : settings_table()) {
        INFO(row.flag);
        CHECK(names.insert("-" + std::string(row.flag)).second);
        CHECK((row.alias.empty() || names.insert("-" + std::string(row.alias)).second));
        CHECK((variable_of(row).empty() || names.insert("$" + variable_of(row)).second));
        CHECK((row.govc_variable.empty() || names.insert("$" + std::string(row.govc_variable)).second));
        CHECK((key_of(row).empty() || names.insert(key_of(row)).second));
        CHECK(row.key.empty() == (row.sources != setting_sources::all));
        CHECK_FALSE(row.help.empty());
        CHECK((row.preset.empty() || parse_value(row, row.preset).has_value()));
    }
}

TEST_CASE("Kubernetes' variables for a service called vcenter-connector meet no setting", "[config]")
{
    for (const auto& row : settings_table()) {
        const auto name = variable_of(row);
        CHECK(name.rfind("VCENTER_CONNECTOR_PORT", 0) != 0);
        CHECK(name.rfind("VCENTER_CONNECTOR_SERVICE", 0) != 0);
    }
}

TEST_CASE("The Go connector's flags and the inherited variables are there", "[config]")
{
    for (const auto* flag : {"gateway", "vcenter", "vc-user", "vc-pass", "vc-user-secret-name",
                             "vc-pass-secret-name", "vc-password-secret-name", "insecure"})
        CHECK(find_setting(flag) != nullptr);
    CHECK(find_setting("vc-pass-secret-name") == find_setting("vc-password-secret-name"));
    CHECK(find_setting("nothing") == nullptr);
    CHECK(find_setting("") == nullptr);
    CHECK(variable_of(*find_setting("basic-auth")) == "basic_auth");
    CHECK(variable_of(*find_setting("async")) == "asynchronous_invocation");
    CHECK(variable_of(*find_setting("log-level")) == "VCENTER_CONNECTOR_LOG_LEVEL");
    CHECK(variable_of(*find_setting("version")).empty());
    CHECK(key_of(*find_setting("vc-user")) == "vcenter.user");
    CHECK(key_of(*find_setting("shutdown-timeout")) == "shutdown-timeout");
    CHECK(key_of(*find_setting("config")).empty());
}

TEST_CASE("Values are checked against type and limits, and the message says what is right", "[config]")
{
    const auto fails_with = [](const char* flag, const char* text) {
        const auto value = parse_value(*find_setting(flag), text);
        REQUIRE(value.has_error());
        return value.error().detail;
    };
    CHECK(fails_with("max-in-flight", "0") == "\"0\" is not a whole number from 1 to 10000");
    CHECK(fails_with("max-in-flight", "10001") == "\"10001\" is not a whole number from 1 to 10000");
    CHECK(fails_with("max-in-flight", "6x") == "\"6x\" is not a whole number from 1 to 10000");
    CHECK(fails_with("upstream-timeout", "15") ==
          "\"15\" is not a duration from 100ms to 1h with its unit, such as 15s, 1m30s or 500ms");
    CHECK(fails_with("upstream-timeout", "2h").find("from 100ms to 1h") != std::string::npos);
    CHECK(fails_with("insecure", "yes") == "\"yes\" is not a yes or no; write true or false");
    CHECK(fails_with("log-level", "INFO") ==
          "\"INFO\" is not one of the choices; write debug, info, warn or error");
    CHECK(fails_with("log-format", "") == "\"\" is not one of the choices; write text or json");
    CHECK(fails_with("content-type", "a\nb").find("control character") != std::string::npos);
    CHECK(parse_value(*find_setting("max-in-flight"), "10000")->number == 10000);
    CHECK(parse_value(*find_setting("rebuild-interval"), "1m")->time == std::chrono::minutes(1));
    CHECK(parse_value(*find_setting("async"), "F")->truth == false);
    CHECK(parse_value(*find_setting("vc-pass"), "a\tb")->text == "a\tb");
}

TEST_CASE("Help shows every flag with its names and default, in lines that fit", "[config]")
{
    const auto text = usage_text();
    for (const auto& row : settings_table()) {
        CHECK(text.find("  -" + std::string(row.flag)) != std::string::npos);
        CHECK(text.find(variable_of(row)) != std::string::npos);
        CHECK(text.find(key_of(row)) != std::string::npos);
    }
    CHECK(text.find("-log-level debug|info|warn|error") != std::string::npos);
    CHECK(text.find("Default: http://127.0.0.1:8080") != std::string::npos);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(line.size() <= 100);
    }
}

TEST_CASE("docs/settings.md is what the table says", "[config]")
{
    const std::string path = VC_SOURCE_DIR "/docs/settings.md";
    if (std::getenv("VC_UPDATE_DOCS") != nullptr)
        std::ofstream(path) << reference_markdown();
    INFO("Run the unit tests with VC_UPDATE_DOCS=1 to write docs/settings.md anew, and commit it.");
    CHECK(file_text(path) == reference_markdown());
}
