// What a whole configuration comes to: precedence, credentials, files, warnings.
#include "vcenter_connector/config/load.hpp"

#include "support/catch.hpp"
#include "unit/config_world.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::config;
using config_test::world;

TEST_CASE("Defaults are those of the Go connector and of the struct", "[config]")
{
    world w;
    const auto s = w.accept({"-vc-user", "root", "-vc-pass", "s3cr3t"}).settings;
    const settings preset;
    CHECK(s.vcenter.server.url() == "http://127.0.0.1:8989/sdk");
    CHECK(s.gateway.server.url() == "http://127.0.0.1:8080/");
    CHECK_FALSE(s.gateway.credentials.has_value());
    CHECK_FALSE(s.vcenter.insecure);
    CHECK(s.gateway.async == preset.gateway.async);
    CHECK(s.gateway.upstream_timeout == preset.gateway.upstream_timeout);
    CHECK(s.gateway.rebuild_interval == preset.gateway.rebuild_interval);
    CHECK(s.gateway.payload == preset.gateway.payload);
    CHECK(s.gateway.content_type == preset.gateway.content_type);
    CHECK(s.gateway.max_in_flight == preset.gateway.max_in_flight);
    CHECK(s.log.format == preset.log.format);
    CHECK(s.log.level == preset.log.level);
    CHECK(s.journal.durable);
    CHECK(s.journal.directory == "/home/user/.local/state/vcenter-connector");
    CHECK(s.journal.max_pending == preset.journal.max_pending);
    CHECK(s.journal.dead_letters_max == preset.journal.dead_letters_max);
    CHECK(s.journal.dead_letters_max_age == preset.journal.dead_letters_max_age);
    CHECK(s.shutdown_timeout == preset.shutdown_timeout);
}

TEST_CASE("Every setting can be given by flag", "[config]")
{
    world w;
    const auto s = w.accept({"-vcenter=https://vc",
                             "-vc-user=u",
                             "-vc-pass=p",
                             "-insecure",
                             "-gateway",
                             "gw:8080",
                             "-async=false",
                             "-upstream-timeout",
                             "20s",
                             "-rebuild-interval=1m",
                             "-max-in-flight",
                             "8",
                             "-payload=cloudevents-binary",
                             "-content-type=",
                             "-max-pending=7",
                             "-shutdown-timeout",
                             "0s",
                             "-log-format=json",
                             "--log-level=debug",
                             "-state-dir=/s",
                             "-dead-letters-max=5",
                             "-dead-letters-max-age=2h"})
                       .settings;
    CHECK(s.vcenter.server.url() == "https://vc/sdk");
    CHECK(s.vcenter.insecure);
    CHECK(s.gateway.server.url() == "http://gw:8080/");
    CHECK_FALSE(s.gateway.async);
    CHECK(s.gateway.upstream_timeout == std::chrono::seconds(20));
    CHECK(s.gateway.rebuild_interval == std::chrono::minutes(1));
    CHECK(s.gateway.max_in_flight == 8);
    CHECK(s.gateway.payload == "cloudevents-binary");
    CHECK(s.gateway.content_type == "");
    CHECK(s.journal.directory == "/s");
    CHECK(s.journal.max_pending == 7);
    CHECK(s.journal.dead_letters_max == 5);
    CHECK(s.journal.dead_letters_max_age == std::chrono::hours(2));
    CHECK(s.shutdown_timeout == std::chrono::seconds(0));
    CHECK(s.log.format == log_format::json);
    CHECK(s.log.level == base::log_level::debug);
}

TEST_CASE("A flag wins over the environment, ours over govc's, both over the file", "[config]")
{
    world w;
    w.files["/c.yaml"] = "vcenter: {url: 'https://file', user: file, password: p}\nlog: {level: error}\n";
    w.variables["VCENTER_CONNECTOR_CONFIG"] = "/c.yaml";
    CHECK(w.accept({}).settings.vcenter.server.host == "file");
    CHECK(w.accept({}).settings.log.level == base::log_level::error);
    w.variables["GOVC_URL"] = "govc";
    CHECK(w.accept({}).settings.vcenter.server.host == "govc");
    w.variables["VCENTER_CONNECTOR_VCENTER"] = "ours";
    CHECK(w.accept({}).settings.vcenter.server.host == "ours");
    CHECK(w.accept({"-vcenter", "first", "-vcenter", "flag"}).settings.vcenter.server.host == "flag");
    w.variables["VCENTER_CONNECTOR_VCENTER"] = "";
    CHECK(w.accept({}).settings.vcenter.server.host == "govc");
}

TEST_CASE("The sister connectors' variables are read, an empty content_type is a value", "[config]")
{
    world w;
    w.variables = {{"gateway_url", "http://gw"}, {"asynchronous_invocation", "false"},
                   {"upstream_timeout", "1m"},   {"rebuild_interval", "30s"},
                   {"content_type", ""},         {"GOVC_USERNAME", "u"},
                   {"GOVC_PASSWORD", "p"},       {"GOVC_INSECURE", "1"}};
    const auto s = w.accept({}).settings;
    CHECK(s.gateway.server.host == "gw");
    CHECK_FALSE(s.gateway.async);
    CHECK(s.gateway.upstream_timeout == std::chrono::minutes(1));
    CHECK(s.gateway.rebuild_interval == std::chrono::seconds(30));
    CHECK(s.gateway.content_type == "");
    CHECK(s.vcenter.insecure);
    CHECK(config_test::user_of(s.vcenter.credentials) == "u:p");
}

TEST_CASE("A secret file wins, then a flag, the URL, the environment", "[config]")
{
    world w;
    w.files["/var/openfaas/secrets/user"] = " file-user\n";
    w.files["/var/openfaas/secrets/pass"] = "file-pass\r\n";
    w.variables = {{"GOVC_URL", "https://url-user:url-pass@vc"},
                   {"GOVC_USERNAME", "env-user"},
                   {"GOVC_PASSWORD", "env-pass"}};
    const auto user = [&](std::vector<std::string> words) {
        return config_test::user_of(w.accept(words).settings.vcenter.credentials);
    };
    CHECK(user({}) == "url-user:url-pass");
    CHECK(user({"-vcenter=vc"}) == "env-user:env-pass");
    CHECK(user({"-vc-user=flag-user"}) == "flag-user:url-pass");
    CHECK(user({"-vc-user=flag-user", "-vc-pass="}) == "flag-user:");
    CHECK(user({"-vc-user=u", "-vc-pass=p", "-vc-user-secret-name=user", "-vc-password-secret-name=pass"}) ==
          "file-user:file-pass");
    CHECK(user({"-vc-pass-secret-name=pass"}) == "url-user:file-pass");
}

TEST_CASE("Secret files are read anew on each call, and a lost one is a failure then", "[config]")
{
    world w;
    w.variables["secret_mount_path"] = "/run/s";
    w.files["/run/s/user"] = "u";
    w.files["/run/s/pass"] = "old";
    const auto provider =
        w.accept({"-vc-user-secret-name=user", "-vc-pass-secret-name=pass"}).settings.vcenter.credentials;
    CHECK(config_test::user_of(provider) == "u:old");
    w.files["/run/s/pass"] = "new";
    CHECK(config_test::user_of(provider) == "u:new");
    w.files["/run/s/pass"] = " \n";
    CHECK(provider().error().detail == "/run/s/pass is empty");
    w.files.erase("/run/s/pass");
    CHECK(provider().error().is(base::errc::unreadable_file));
}

TEST_CASE("Basic auth reads the gateway's files below the mount path, else below /var/secrets", "[config]")
{
    world w;
    w.variables = {{"basic_auth", "1"}, {"GOVC_USERNAME", "u"}, {"GOVC_PASSWORD", "p"}};
    w.files["/var/secrets/basic-auth-user"] = "admin\n";
    w.files["/var/secrets/basic-auth-password"] = "second";
    const auto second = w.accept({}).settings.gateway.credentials;
    REQUIRE(second.has_value());
    CHECK(config_test::user_of(*second) == "admin:second");
    w.files["/var/openfaas/secrets/basic-auth-user"] = "admin";
    w.files["/var/openfaas/secrets/basic-auth-password"] = "first";
    CHECK(config_test::user_of(*second) == "admin:first");

    CHECK_FALSE(w.accept({"-basic-auth=false"}).settings.gateway.credentials.has_value());
    const auto in_url =
        w.accept({"-basic-auth=false", "-gateway=http://me:pw@gw"}).settings.gateway.credentials;
    REQUIRE(in_url.has_value());
    CHECK(config_test::user_of(*in_url) == "me:pw");
}

TEST_CASE("The thumbprint is that of the known-hosts line of the server", "[config]")
{
    const std::string print = "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D";
    world w;
    w.variables = {
        {"GOVC_TLS_KNOWN_HOSTS", "/known"}, {"GOVC_TLS_CA_CERTS", "/a.pem:/b.pem"}, {"GOVC_URL", "u:p@vc"}};
    w.files = {{"/known", "vc:443 " + print + "\n"},
               {"/a.pem", "-----BEGIN CERTIFICATE-----\n"},
               {"/b.pem", "-----BEGIN CERTIFICATE-----\n"}};
    const auto found = w.accept({});
    CHECK(found.settings.vcenter.thumbprint == print);
    CHECK(found.settings.vcenter.ca_files == "/a.pem:/b.pem");
    CHECK(found.warnings.empty());
    const auto other = w.accept({"-vcenter=u:p@other:8443"});
    CHECK(other.settings.vcenter.thumbprint.empty());
    CHECK(config_test::joined(other.warnings).find("does not name other:8443") != std::string::npos);
}

TEST_CASE("Warnings name what is unwise and what is better", "[config]")
{
    world w;
    w.files["/var/openfaas/secrets/user"] = "u";
    const auto warnings = [&](std::vector<std::string> words) {
        const auto text = config_test::joined(w.accept(words).warnings);
        CHECK(text.find("s3cr3t") == std::string::npos);
        return text;
    };
    const auto has = [](const std::string& text, const char* part) {
        return text.find(part) != std::string::npos;
    };
    CHECK(has(warnings({"-vc-user=u", "-vc-pass=s3cr3t"}),
              "flag -vc-pass: every user of this machine can see"));
    CHECK(has(warnings({"-vc-user=u", "-vc-pass=s3cr3t"}), "use -vc-pass-secret-name"));
    CHECK(has(warnings({"-vcenter=https://u:s3cr3t@vc"}), "flag -vcenter: every user"));
    CHECK(has(warnings({"-vcenter=https://u:s3cr3t@vc", "-gateway=http://u:s3cr3t@gw"}),
              "flag -gateway: every user"));
    CHECK(has(warnings({"-vcenter=http://u:s3cr3t@vc"}), "over http the password can be read"));
    CHECK(has(warnings({"-vcenter=https://u:s3cr3t@vc", "-insecure"}), "certificate is not checked"));
    CHECK(has(warnings({"-vc-user=x", "-vc-pass=s3cr3t", "-vc-user-secret-name=user"}),
              "flag -vc-user is not used: flag -vc-user-secret-name wins"));
    w.variables = {{"GOVC_URL", "https://vc"}, {"GOVC_USERNAME", "u"}, {"GOVC_PASSWORD", "s3cr3t"}};
    CHECK(warnings({}).empty());
}

TEST_CASE("Help and version need nothing else to be right", "[config]")
{
    world w;
    w.variables["VCENTER_CONNECTOR_LOG_LEVEL"] = "wrong";
    const auto help = load(std::vector<std::string>{"-h"}, w.environment());
    REQUIRE(std::holds_alternative<show_help>(help));
    CHECK(std::get<show_help>(help).text.find("-vc-pass-secret-name") != std::string::npos);
    CHECK(std::holds_alternative<show_version>(load(std::vector<std::string>{"--version"}, w.environment())));
    CHECK(std::holds_alternative<refused>(load(std::vector<std::string>{"-version", "-x"}, w.environment())));
}
