#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/config/known_hosts.hpp"
#include "vcenter_connector/config/settings_file.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::config;

namespace {

settings_file parse(const std::string& text)
{
    return parse_settings_file(text, "c.yaml");
}

}  // namespace

TEST_CASE("The file's values come with their place", "[config]")
{
    const auto file = parse("vcenter:\n"
                            "  url: https://vc/sdk\n"
                            "  password: \"0123\"\n"
                            "  user:\n"
                            "delivery: {content-type: \"\", async: false}\n"
                            "log:\n"
                            "shutdown-timeout: 3s\n");
    CHECK(file.mistakes.empty());
    REQUIRE(file.values.size() == 5);
    CHECK(file.values[0].row == find_setting("vcenter"));
    CHECK(file.values[0].text == "https://vc/sdk");
    CHECK(file.values[0].place == "c.yaml:2:8");
    CHECK(file.values[1].text == "0123");
    CHECK(file.values[2].text.empty());
    CHECK(file.values[3].text == "false");
    CHECK(file.values[4].row == find_setting("shutdown-timeout"));
}

TEST_CASE("An empty file sets nothing", "[config]")
{
    for (const auto* text : {"", "# nothing\n", "---\n", "~"}) {
        const auto file = parse(text);
        CHECK(file.values.empty());
        CHECK(file.mistakes.empty());
    }
}

TEST_CASE("Mistakes in the file have line and column, and a suggestion", "[config]")
{
    struct row {
        std::string text;
        mistake expected;
    };
    const row rows[] = {
        {"vcenter:\n  urll: x\n", {"c.yaml:2:3", "unknown key \"urll\"; did you mean url?"}},
        {"vcentre:\n  url: x\n", {"c.yaml:1:1", "unknown key \"vcentre\"; did you mean vcenter?"}},
        {"vc-user: root\n", {"c.yaml:1:1", "unknown key \"vc-user\"; did you mean vcenter.user?"}},
        {"zzzzzzzz: root\n", {"c.yaml:1:1", "unknown key \"zzzzzzzz\""}},
        {"log:\n  level: info\n  level: warn\n", {"c.yaml:3:3", "\"level\" is written twice"}},
        {"log: {level: info}\nlog: {format: json}\n", {"c.yaml:2:1", "\"log\" is written twice"}},
        {"log:\n  level: [info]\n",
         {"c.yaml:2:10",
          "log.level takes a single value, not a list or map; a text has to be quoted: '...'"}},
        {"log:\n  level:\n  - info\n", {"c.yaml:3:3", "log.level takes a single value, not a list or map"}},
        {"log: info\n", {"c.yaml:1:6", "log is a section: its settings stand below it, indented"}},
        {"- log\n",
         {"c.yaml:1:1", "the file has to be a map of sections and settings, such as \"vcenter:\""}},
        {"[a]: b\n", {"c.yaml:1:1", "a key has to be a plain word"}},
        {"vcenter:\n  config: x\n", {"c.yaml:2:3", "unknown key \"config\""}},
    };
    for (const auto& r : rows) {
        INFO(r.text);
        const auto file = parse(r.text);
        REQUIRE(file.mistakes.size() == 1);
        CHECK(file.mistakes[0].place == r.expected.place);
        CHECK(file.mistakes[0].text == r.expected.text);
    }
    CHECK(parse("logg: 1\nvcenter:\n  users: x\n  pass: y\n").mistakes.size() == 3);
    CHECK(parse("log: {}\n---\nlog: {}\n").mistakes.size() == 1);
}

// Found by a fuzzer: yaml-cpp makes documents of a comma until the memory is full.
TEST_CASE("A comma outside of brackets ends", "[config]")
{
    for (const auto* text : {",cn:", "log:\n  level: info\n,\n", "log: {level: info}\n, x: y\n"}) {
        const auto file = parse(text);
        CHECK_FALSE(file.mistakes.empty());
    }
}

TEST_CASE("What is not YAML is refused without repeating it", "[config]")
{
    for (const auto* text :
         {"vcenter:\n  password: \"s3cr3t\n", "vcenter:\n  password: *s3cr3t\n", "a: b: s3cr3t\n",
          "vcenter:\n\turl: s3cr3t\n", "{", "vcenter:\n  password: \"s3cr3t\\q\"\n"}) {
        INFO(text);
        const auto file = parse(text);
        REQUIRE(file.mistakes.size() == 1);
        CHECK(file.mistakes[0].place.rfind("c.yaml", 0) == 0);
        CHECK(file.mistakes[0].text.rfind("not YAML", 0) == 0);
        CHECK(file.mistakes[0].text.find("s3cr3t") == std::string::npos);
    }
    const auto open = parse("log:\n  level: 'info\nvcenter:\n  url: vc\n").mistakes;
    REQUIRE(open.size() == 1);
    CHECK(open[0].place == "c.yaml:2:10");
    CHECK(parse("log:\n  level: info\n...\n").mistakes.empty());
    CHECK(parse(std::string(100'000, '[')).mistakes.size() == 1);
}

// YAML 1.2.2, 5.3 "Indicator Characters" and 5.7 "Escaped Characters". A person who writes these means a
// value.
TEST_CASE("A value that YAML reads as syntax is refused with the cure, and never shown", "[config]")
{
    for (const std::string text :
         {"@s3cr3t",   "`s3cr3t",       "!s3cr3t",           "!s3cr3t x",     "%s3cr3t",     "*s3cr3t",
          "&s3cr3t",   "&s3cr3t x",     "#s3cr3t",           "{s3cr3t",       "{s3cr3t}",    "[s3cr3t",
          "[s3cr3t]",  "|s3cr3t",       ">s3cr3t",           "- s3cr3t",      "? s3cr3t",    "s3cr3t: x",
          "s3cr3t:",   "\"s3cr3t",      "'s3cr3t",           "'s3cr3t'x'",    "\"s3\"cr3t",  "\"s3cr3t\\q\"",
          "s3cr3t #1", "\"s3\\bcr3t\"", "\"s3\\ncr3t\"",     "\"s3\\Ncr3t\"", "\"s3\\xyz\"", ", s3cr3t",
          "]s3cr3t",   "}s3cr3t",       "\"CORP\\us3cr3t\"", "\"s3\\_cr3t\"", "null",        "~"}) {
        INFO(text);
        for (const auto* end : {"\n", "\r\n", "\n  user: bob\n", ""}) {
            const auto file = parse("vcenter:\n  url: vc\n  password: " + text + end);
            REQUIRE(file.mistakes.size() == 1);
            CHECK(file.mistakes[0].place.rfind("c.yaml:3:", 0) == 0);
            CHECK(file.mistakes[0].text.find("quote") != std::string::npos);
            CHECK(file.mistakes[0].text.find("s3") == std::string::npos);
        }
    }
    const auto glued = parse("vcenter:\n  user: bob\n  password:s3cr3t\n").mistakes;
    REQUIRE(glued.size() == 1);
    CHECK(glued[0].place == "c.yaml:3:3");
    CHECK(glued[0].text == "a blank is missing behind the colon of \"password\"");
    CHECK(parse("vcenter:\n  user: \"CORP\\bob\"\n").mistakes ==
          std::vector<mistake>{{"c.yaml:2:9", "a backslash between double quotes begins an escape; put the "
                                              "value in single quotes (one inside it is written twice): "
                                              "user: '...'"}});
}

TEST_CASE("A value that YAML reads as it stands is taken", "[config]")
{
    struct row {
        std::string text;
        std::string expected;
    };
    const row rows[] = {
        {"CORP\\bob", "CORP\\bob"},
        {"'@pw'", "@pw"},
        {"'it''s'", "it's"},
        {"\"CORP\\\\bob\"", "CORP\\bob"},
        {"\"a\\\"b\\/c\"", "a\"b/c"},
        {"\"caf\\u00e9\"", "caf\xC3\xA9"},
        {"a#b", "a#b"},
        {"a:b@c!d%e&f*g", "a:b@c!d%e&f*g"},
        {"-a", "-a"},
        {"?a", "?a"},
        {":a", ":a"},
        {"a # remark", "a"},
        {"'a' #remark", "a"},
        {"!!str 012", "012"},
        {"|\n    a\n", "a\n"},
        {">-\n    a\n", "a"},
        {"|- # remark\n    @a\n", "@a"},
        {"0123", "0123"},
        {"a b", "a b"},
        {"a\r", "a"},
    };
    for (const auto& r : rows) {
        INFO(r.text);
        const auto file = parse("vcenter:\n  password: " + r.text + "\n  url: vc\n");
        CHECK(file.mistakes.empty());
        REQUIRE(file.values.size() == 2);
        CHECK(file.values[0].text == r.expected);
    }
    CHECK(parse("vcenter: {user: bob, password: pw, url: \"vc\", ca-certs: ''}\n").values.size() == 4);
    CHECK(parse("vcenter:\n  user: &u bob\nlog:\n  level: *u\n").mistakes.empty());
    CHECK(parse("vcenter:\n  password: # remark\n  user: ~\n  url: #\n").values.empty());
    CHECK(parse("vcenter:\n  password: # remark\n  user: ~\n  url: #\n").mistakes.empty());
}

TEST_CASE("A known-hosts line is found by host and port", "[config]")
{
    const std::string sha1 = "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D";
    const std::string lower = "0a:1b:2c:3d:4e:5f:60:71:82:93:a4:b5:c6:d7:e8:f9:0a:1b:2c:3d";
    const std::string sha256 = sha1 + ":4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9";
    const std::string text = "# comment\n\nvc:443 " + sha1 + "\nVC2:443\t" + lower + "\r\n[fe80::1]:8443 " +
                             sha256 + "\nbad:443 12:34\nalone:443\nvc3:443 " + sha1 + "\nvc3:443 " + sha256;
    const auto find = [&](const std::string& host, std::uint16_t port) {
        return find_known_host(text, base::endpoint{true, host, port, "/sdk", true});
    };
    REQUIRE(find("vc", 443));
    CHECK(find("vc", 443)->thumbprint == sha1);
    CHECK(find("vc", 443)->line == 3);
    CHECK(find("vc2", 443)->thumbprint == sha1);
    CHECK(find("fe80::1", 8443)->thumbprint == sha256);
    CHECK(find("vc3", 443)->thumbprint == sha256);
    CHECK(find("bad", 443)->thumbprint.empty());
    CHECK(find("alone", 443)->line == 7);
    CHECK_FALSE(find("vc", 8443));
    CHECK_FALSE(find_known_host("", base::endpoint{}));
}

// govmomi, soap.Client.SetThumbprint: a host without a port is stored with ":443".
TEST_CASE("A known-hosts line without a port means 443", "[config]")
{
    const std::string thumbprint = "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D";
    const auto finds = [&](const std::string& line, const std::string& host, std::uint16_t port) {
        const auto found = find_known_host(line, base::endpoint{true, host, port, "/", false});
        return found && found->thumbprint == thumbprint;
    };
    CHECK(finds("vc " + thumbprint, "vc", 443));
    CHECK(finds("VC.Example.com " + thumbprint, "vc.example.COM", 443));
    CHECK(finds("10.0.0.1\t" + thumbprint + "  # lab\r\n", "10.0.0.1", 443));
    CHECK(finds("[::1] " + thumbprint, "::1", 443));
    CHECK(finds("[FE80::1]:8443 " + thumbprint, "fe80::1", 8443));
    CHECK_FALSE(finds("vc " + thumbprint, "vc", 8443));
    CHECK_FALSE(finds("vc:8443 " + thumbprint, "vc", 443));
    CHECK_FALSE(finds("#vc " + thumbprint, "vc", 443));
    CHECK_FALSE(finds("# vc " + thumbprint, "vc", 443));
    CHECK_FALSE(finds("vc " + thumbprint + " " + thumbprint, "vc", 443));
    CHECK_FALSE(finds(":443 " + thumbprint, "", 443));
    CHECK_FALSE(finds("[::1 " + thumbprint, "::1", 443));
    CHECK(finds("vc:443 12:34\nvc " + thumbprint, "vc", 443));
}

TEST_CASE("A slip of the finger finds the word that was meant", "[config]")
{
    const std::string_view known[] = {"vcenter", "gateway", "log-level"};
    CHECK(base::nearest("vcentre", known) == "vcenter");
    CHECK(base::nearest("vcente", known) == "vcenter");
    CHECK(base::nearest("loglevel", known) == "log-level");
    CHECK(base::nearest("something", known).empty());
    CHECK(base::nearest(std::string(10'000, 'x'), known).empty());
}
