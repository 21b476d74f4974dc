// Every way to get the configuration wrong, and what the operator then reads.
#include "vcenter_connector/config/load.hpp"

#include "support/catch.hpp"
#include "unit/config_world.hpp"

using namespace vcenter_connector::config;
using config_test::world;
using words = std::vector<std::string>;

namespace {

const words login{"-vc-user=u", "-vc-pass=s3cr3t"};

words with_login(words more)
{
    more.insert(more.begin(), login.begin(), login.end());
    return more;
}

bool any_contains(const std::vector<mistake>& mistakes, const std::string& part)
{
    return refusal_text(mistakes).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("One mistake makes one line that names its place and its cure", "[config]")
{
    struct row {
        words given;
        std::string place;
        std::string text;
    };
    const row rows[] = {
        {{"-foo"}, "command line", "flag provided but not defined: -foo"},
        {{"-vcente", "x"}, "command line", "flag provided but not defined: -vcente; did you mean -vcenter?"},
        {{"-vcenter"}, "command line", "flag needs an argument: -vcenter"},
        {{"---x"}, "command line", "bad flag syntax: ---x"},
        {{"-insecure=x"}, "command line", "invalid boolean value \"x\" for -insecure"},
        {{"-insecure", "false"},
         "command line",
         "unexpected word \"false\"; the value of a yes-or-no flag follows '=': -insecure=false"},
        {{"word"},
         "command line",
         "unexpected word: a word after the value of -vc-pass; a value with blanks in it has to be quoted"},
        {{"-log-level=info", "word"},
         "command line",
         "unexpected word: \"word\"; a value with blanks in it has to be quoted"},
        {{"-vcenter=https://:443/sdk"},
         "flag -vcenter",
         "the URL names no host; write https://vcenter.example.com/sdk"},
        {{"-vcenter=https://v c/sdk"},
         "flag -vcenter",
         "the URL holds white space; in a password a blank is written %20"},
        {{"-vcenter=https://vc:99999/sdk"},
         "flag -vcenter",
         "the port, which follows the last ':', has to be a number from 1 to 65535"},
        {{"-gateway=ftp://gw"}, "flag -gateway", "unknown scheme \"ftp\"; write https:// or http://"},
        {{"-gateway="}, "flag -gateway", "the URL is empty; write http://gateway.openfaas:8080"},
        {{"-log-level=loud"},
         "flag -log-level",
         "\"loud\" is not one of the choices; write debug, info, warn or error"},
        {{"-max-in-flight=none"}, "flag -max-in-flight", "\"none\" is not a whole number from 1 to 10000"},
        {{"-upstream-timeout=15"},
         "flag -upstream-timeout",
         "\"15\" is not a duration from 100ms to 1h with its unit, such as 15s, 1m30s or 500ms"},
        {{"-vc-pass-secret-name=gone"},
         "flag -vc-pass-secret-name",
         "/var/openfaas/secrets/gone: there is no such file"},
        {{"-vc-password-secret-name=empty"},
         "flag -vc-password-secret-name",
         "/var/openfaas/secrets/empty is empty"},
        {{"-vc-ca-certs=/none.pem"}, "flag -vc-ca-certs", "/none.pem: there is no such file"},
        {{"-vc-ca-certs=/var/openfaas/secrets/empty"},
         "flag -vc-ca-certs",
         "/var/openfaas/secrets/empty holds no certificate in PEM format"},
        {{"-vc-known-hosts=/none"}, "flag -vc-known-hosts", "/none: there is no such file"},
        {{"-vc-known-hosts=/known"},
         "/known:1",
         "after the host stands a SHA-1 or SHA-256 thumbprint, 20 or 32 bytes in hex with colons between "
         "them"},
        {{"-config=/none.yaml"}, "flag -config", "/none.yaml: there is no such file"},
        {{"-basic-auth"},
         "flag -basic-auth",
         "/var/openfaas/secrets/basic-auth-user: there is no such file, nor is there a pair below "
         "/var/secrets"},
    };
    world w;
    w.files["/var/openfaas/secrets/empty"] = " \n";
    w.files["/known"] = "127.0.0.1:8989 12:34\n";
    for (const auto& r : rows) {
        INFO(r.text);
        const auto mistakes = w.refuse(with_login(r.given));
        CHECK(mistakes.size() == 1);
        CHECK(mistakes[0].place == r.place);
        CHECK(mistakes[0].text == r.text);
    }
}

TEST_CASE("The place is the variable or the line of the file where the value stands", "[config]")
{
    world w;
    w.files["/c.yaml"] = "log:\n  level: loud\nvcenter:\n  usr: x\n";
    w.variables = {
        {"VCENTER_CONNECTOR_CONFIG", "/c.yaml"}, {"GOVC_URL", "https://"}, {"basic_auth", "maybe"}};
    const auto mistakes = w.refuse(login);
    CHECK(mistakes.size() == 4);
    CHECK(any_contains(mistakes, "/c.yaml:2:10: \"loud\" is not"));
    CHECK(any_contains(mistakes, "/c.yaml:4:3: unknown key \"usr\"; did you mean user?"));
    CHECK(any_contains(mistakes, "variable GOVC_URL: the URL names no host"));
    CHECK(any_contains(mistakes, "variable basic_auth: \"maybe\" is not a yes or no; write true or false"));
    CHECK(any_contains(mistakes, "Run vcenter-connector -help"));
}

TEST_CASE("All mistakes of all sources are reported at once", "[config]")
{
    world w;
    w.variables["upstream_timeout"] = "soon";
    const auto mistakes = w.refuse({"-foo", "-insecure", "no", "-bar=1", "-log-format=xml",
                                    "-vcenter=ftp://x", "-vc-pass-secret-name=a", "-vc-user-secret-name=b"});
    CHECK(mistakes.size() == 8);
    for (const auto* part :
         {"-foo", "\"no\"", "-bar", "\"xml\"", "\"ftp\"", "secrets/a", "secrets/b", "\"soon\""})
        CHECK(any_contains(mistakes, part));
}

TEST_CASE("A vCenter without user or password is refused with every way to give them", "[config]")
{
    world w;
    const auto mistakes = w.refuse({});
    REQUIRE(mistakes.size() == 2);
    CHECK(mistakes[0].text.find("no user for vCenter: name a file with -vc-user-secret-name") == 0);
    CHECK(mistakes[1].text.find("no password for vCenter: name a file with -vc-pass-secret-name") == 0);
    CHECK(w.refuse({"-vc-user=", "-vc-pass=x"}).size() == 1);
    CHECK(w.refuse({"-vcenter=https://root@vc"}).size() == 1);
    // The misspelt flag is the cause; what it leaves unset is no second mistake.
    CHECK(w.refuse({"-vc-usr=root", "-vc-pass=x"}).size() == 1);
}

TEST_CASE("No mistake shows a secret", "[config]")
{
    world w;
    w.files["/c.yaml"] = "vcenter:\n  password: [s3cr3t]\n  pasword: s3cr3t\n  url: https://u:s3cr3t/x@vc\n";
    w.files["/d.yaml"] = "vcenter:\n  password: *s3cr3t\n";
    const words cases[] = {
        {"-vcenter=https://u:s3cr3t@vc:x"},
        {"-vcenter=https://u:s3cr3t"},
        {"-vcenter=https://u:s3cr3t@"},
        {"-vcenter", "https://u:s3cr3t", "s3cr3t@vc"},
        {"-vcenter", "https://u:x", "s3cr3t", "x@vc"},
        {"-gateway=http://u:s3cr3t@g w"},
        {"-insecure", "https://u:s3cr3t@vc"},
        {"-vc-pas=s3cr3t"},
        {"-vc-pas", "s3cr3t"},
        {"-vc-pass", "x", "s3cr3t"},
        {"-vc-pass", "x", "y", "s3cr3t", "z"},
        {"---vc-pass=s3cr3t"},
        {"-config=/c.yaml"},
        {"-config=/d.yaml"},
    };
    for (const auto& given : cases) {
        INFO(given.back());
        CHECK_FALSE(any_contains(w.refuse(given), "s3cr3t"));
    }
}
