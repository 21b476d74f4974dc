#include "vcenter_connector/local_gateway/options.hpp"
#include "vcenter_connector/local_gateway/process_environment.hpp"

#include "support/catch.hpp"

#include <algorithm>

using namespace vcenter_connector::local_gateway;
using namespace std::chrono_literals;

namespace {

using lines = std::vector<std::string>;

bool has(const lines& all, const std::string& one)
{
    return std::count(all.begin(), all.end(), one) == 1;
}

parsed_options options_of(const lines& words)
{
    return parse_options(words);
}

}  // namespace

TEST_CASE("a function sees the request in its environment", "[local_gateway]")
{
    invocation call;
    call.method = "PUT";
    call.path = "/a%20b%2f%zz";
    call.query = "x=1&y=%20";
    call.body = "12345";
    call.headers = {{"content-type", "text/x"},
                    {"X-CALL-ID", "7"},
                    {"x-two", "first"},
                    {"X-Two", "second"},
                    {"Transfer-Encoding", "chunked"}};
    const auto all = process_environment({}, call, {});
    CHECK(all == lines{"Http_ContentLength=5", "Http_Content_Length=5", "Http_Content_Type=text/x",
                       "Http_Method=PUT", "Http_Path=/a%20b%2f%zz", "Http_Query=x=1&y=%20",
                       "Http_X_Call_Id=7", "Http_X_Two=first"});
    call.path = "/a%20b%2F%c3%bc";
    CHECK(has(process_environment({}, call, {}), "Http_Path=/a b/\xC3\xBC"));
    call.path = "/a%00";
    CHECK(has(process_environment({}, call, {}), "Http_Path=/a%00"));
    call.path = "/a%4";
    CHECK(has(process_environment({}, call, {}), "Http_Path=/a%4"));
}

TEST_CASE("a function inherits only what every program needs", "[local_gateway]")
{
    function f;
    f.secrets = {"a"};
    f.secrets_folder = "/s";
    f.environment = {{"HOME", {"/h", {}}}, {"cgi_headers", {"false", {}}}};
    const text_map inherited{{"PATH", "/bin"}, {"HOME", "/root"}, {"LC_ALL", "C"}, {"AWS_SECRET", "x"}};
    CHECK(process_environment(f, {}, inherited) ==
          lines{"HOME=/h", "LC_ALL=C", "PATH=/bin", "cgi_headers=false", "secret_mount_path=/s"});
    f.environment["secret_mount_path"] = {"/own", {}};
    CHECK(has(process_environment(f, {}, inherited), "secret_mount_path=/own"));
    f.secrets.clear();
    f.environment.erase("secret_mount_path");
    CHECK_FALSE(has(process_environment(f, {}, inherited), "secret_mount_path=/s"));
}

TEST_CASE("X-Timeout shortens a call and never lengthens it", "[local_gateway]")
{
    function f;
    f.exec_timeout = 10s;
    invocation call;
    CHECK(call.time_limit(f) == 10s);
    call.headers = {{"x-timeout", "2s"}};
    CHECK(call.time_limit(f) == 2s);
    call.headers = {{"X-Timeout", "1m"}};
    CHECK(call.time_limit(f) == 10s);
    call.headers = {{"X-Timeout", "soon"}};
    CHECK(call.time_limit(f) == 10s);
    f.exec_timeout = 0s;
    CHECK(call.time_limit(f) == vcenter_connector::base::duration::max());
    call.headers = {{"X-Timeout", "1m"}};
    CHECK(call.time_limit(f) == 60s);
}

TEST_CASE("local-gateway's command line", "[local_gateway]")
{
    const auto good = options_of({"-listen", "[::1]:0", "-filter=a,b", "--filter", "c", "-env", "A=b=c",
                                  "-upstream", "f=http://x", "-log-format=json", "my.yml"});
    CHECK(good.mistakes.empty());
    CHECK(good.value.address == "::1");
    CHECK(good.value.port == 0);
    CHECK(good.value.source.path == "my.yml");
    CHECK(good.value.source.filter == lines{"a", "b", "c"});
    CHECK(good.value.source.environment == text_map{{"A", "b=c"}});
    CHECK(good.value.source.upstreams == text_map{{"f", "http://x"}});
    CHECK(options_of({"-listen", ":80"}).value.address == "0.0.0.0");
    CHECK(options_of({"-h"}).value.help);
    CHECK(usage().find("-listen ADDRESS:PORT") != std::string::npos);
}

TEST_CASE("every mistake on local-gateway's command line is told", "[local_gateway]")
{
    const auto bad = options_of({"-listen", "host:http", "-env", "x", "-nope=1", "-log-level", "loud",
                                 "-basic-auth-user", "u", "a.yml", "b.yml"});
    CHECK(bad.mistakes == lines{"flag provided but not defined: -nope",
                                "-listen: 'host:http' cannot be used; expected ADDRESS:PORT, such as "
                                "127.0.0.1:8080, :8080 or [::1]:0",
                                "-env: 'x' cannot be used; expected NAME=VALUE",
                                "-log-level: 'loud' cannot be used; expected debug, info, warn or error",
                                "'b.yml' is one word too many; flags go before the stack file",
                                "-basic-auth-user and -basic-auth-password-file need each other"});
}
