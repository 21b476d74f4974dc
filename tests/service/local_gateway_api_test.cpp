// OpenFaaS's API, asynchronous calls, upstreams, and the program's life.
#include "local_gateway_fixture.hpp"

#include "support/background.hpp"

#include "vcenter_connector/net/http_server.hpp"

#include <signal.h>
#include <sys/stat.h>

#include <rapidjson/document.h>

#include <filesystem>
#include <future>
#include <mutex>

using vcenter_connector::test::get;
using vcenter_connector::test::local_gateway;
using vcenter_connector::test::post;
namespace net = vcenter_connector::net;
namespace test = vcenter_connector::test;
namespace asio = boost::asio;

namespace {

// A server that keeps what it was sent.
class recording_server {
public:
    recording_server()
    {
        loop_.run([&] {
            const net::http_handler handler = [this](const net::http_request& request) {
                return record(request);
            };
            server_ = net::make_http_server(loop_.executor(), {}, handler).value();
        });
    }
    recording_server(const recording_server&) = delete;
    recording_server& operator=(const recording_server&) = delete;
    ~recording_server()
    {
        loop_.run([&] { server_.reset(); });
    }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    std::vector<net::http_request> wait_for(std::size_t count)
    {
        CHECK(test::wait_until([&] {
            const std::lock_guard lock(mutex_);
            return seen_.size() >= count;
        }));
        const std::lock_guard lock(mutex_);
        return seen_;
    }

private:
    asio::awaitable<net::http_response> record(const net::http_request& request)
    {
        const std::lock_guard lock(mutex_);
        seen_.push_back(request);
        net::http_response response;
        response.status = 201;
        response.headers.push_back({"X-Own", "yes"});
        response.body = "upstream";
        co_return response;
    }

    std::mutex mutex_;
    std::vector<net::http_request> seen_;
    test::background loop_;
    std::unique_ptr<net::http_server> server_;
};

net::http_response post_async(std::uint16_t port, const std::string& name, const std::string& callback)
{
    net::http_request request;
    request.method = "POST";
    request.target = "/async-function/" + name;
    request.headers = {{"X-Callback-Url", callback}, {"X-Call-Id", "call-" + name}};
    request.body = "payload";
    return test::call(port, request);
}

rapidjson::Document json(const net::http_response& answer)
{
    CHECK(answer.status == 200);
    CHECK(answer.header("Content-Type") == "application/json");
    rapidjson::Document document;
    document.Parse(answer.body);
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

}  // namespace

TEST_CASE("functions are listed as OpenFaaS lists them", "[local_gateway]")
{
    local_gateway gateway(
        "  echo: {fprocess: cat, image: 'x/echo:1', labels: {a: b}, annotations: {topic: vm.powered.on}}\n"
        "  staged: {fprocess: cat, namespace: staging}\n");
    post(gateway.port, "/function/echo", "");
    const auto all = json(get(gateway.port, "/system/functions"));
    REQUIRE(all.Size() == 1);
    const auto& f = all[0];
    CHECK(f["name"].GetString() == std::string("echo"));
    CHECK(f["namespace"].GetString() == std::string("openfaas-fn"));
    CHECK(f["image"].GetString() == std::string("x/echo:1"));
    CHECK(f["envProcess"].GetString() == std::string("cat"));
    CHECK(f["labels"]["a"].GetString() == std::string("b"));
    CHECK(f["annotations"]["topic"].GetString() == std::string("vm.powered.on"));
    CHECK(f["replicas"].GetInt() == 1);
    CHECK(f["availableReplicas"].GetInt() == 1);
    CHECK(f["invocationCount"].GetInt() == 1);
    const auto staging = json(get(gateway.port, "/system/functions?namespace=staging"));
    CHECK(staging[0]["name"].GetString() == std::string("staged"));
    CHECK(get(gateway.port, "/system/functions?namespace=none").body == "[]");
    CHECK(get(gateway.port, "/system/namespaces").body == R"(["openfaas-fn","staging"])");
    const auto one = json(get(gateway.port, "/system/function/staged?namespace=staging"));
    CHECK(one["name"].GetString() == std::string("staged"));
    CHECK(get(gateway.port, "/system/function/staged").status == 404);
    const auto info = json(get(gateway.port, "/system/info"));
    CHECK(info["provider"]["provider"].GetString() == std::string("local-gateway"));
    CHECK(get(gateway.port, "/healthz").status == 200);
    CHECK(get(gateway.port, "/nowhere").status == 404);
    CHECK(post(gateway.port, "/system/functions", "{}").status == 405);
}

TEST_CASE("basic auth guards what is below /system/ only", "[local_gateway]")
{
    test::temporary_folder folder;
    folder.write("password", "s3cret\n");
    local_gateway gateway(
        "  echo: {fprocess: cat}\n",
        {"-basic-auth-user", "admin", "-basic-auth-password-file", (folder.path() / "password").string()});
    const auto refused = get(gateway.port, "/system/functions");
    CHECK(refused.status == 401);
    CHECK(refused.header("WWW-Authenticate") == "Basic realm=\"Restricted\"");
    CHECK(get(gateway.port, "/system/anything").status == 401);
    net::http_request request;
    request.target = "/system/functions";
    request.headers = {{"Authorization", "Basic YWRtaW46czNjcmV0"}};
    CHECK(test::call(gateway.port, request).status == 200);
    request.headers = {{"Authorization", "Basic YWRtaW46d3Jvbmch"}};
    CHECK(test::call(gateway.port, request).status == 401);
    CHECK(post(gateway.port, "/function/echo", "x").status == 200);
    CHECK(get(gateway.port, "/healthz").status == 200);
    CHECK(gateway.process().output().find("s3cret") == std::string::npos);
}

TEST_CASE("an asynchronous call is accepted at once and its answer posted", "[local_gateway]")
{
    recording_server callback;
    local_gateway gateway("  echo: {fprocess: cat}\n"
                          "  fail: {fprocess: \"sh -c 'exit 1'\"}\n");
    const auto accepted = post_async(gateway.port, "echo", callback.url() + "/done?a=b");
    CHECK(accepted.status == 202);
    CHECK(accepted.header("X-Call-Id") == "call-echo");
    const auto first = callback.wait_for(1).at(0);
    CHECK(first.method == "POST");
    CHECK(first.target == "/done?a=b");
    CHECK(first.body == "payload");
    CHECK(net::find_header(first.headers, "X-Call-Id") == "call-echo");
    CHECK(net::find_header(first.headers, "X-Function-Name") == "echo");
    CHECK(net::find_header(first.headers, "X-Function-Status") == "200");
    CHECK_FALSE(net::find_header(first.headers, "X-Duration-Seconds").empty());

    CHECK(post_async(gateway.port, "fail", callback.url()).status == 202);
    CHECK(net::find_header(callback.wait_for(2).at(1).headers, "X-Function-Status") == "500");
    CHECK(post_async(gateway.port, "nobody", callback.url()).status == 202);
    CHECK(net::find_header(callback.wait_for(3).at(2).headers, "X-Function-Status") == "404");
    CHECK(
        gateway.says("Asynchronous call of a function that is not in stack.yml function=nobody.openfaas-fn"));
    post_async(gateway.port, "echo", "http://user:hunter2@127.0.0.1:1/x");
    CHECK(gateway.says("Callback failed"));
    CHECK(gateway.process().output().find("hunter2") == std::string::npos);
    CHECK(post(gateway.port, "/async-function/echo", std::string(2'000'000, 'x')).status == 413);
}

TEST_CASE("a function may be a server", "[local_gateway]")
{
    recording_server upstream;
    local_gateway gateway("  named: {annotations: {local-gateway/upstream: '" + upstream.url() +
                              "/base'}}\n" +
                              "  flagged: {}\n"
                              "  away: {annotations: {local-gateway/upstream: 'http://127.0.0.1:1'}}\n",
                          {"-upstream", "flagged=" + upstream.url()});
    const auto answer = post(gateway.port, "/function/named/sub?q=1", "hello");
    CHECK(answer.status == 201);
    CHECK(answer.body == "upstream");
    CHECK(answer.header("X-Own") == "yes");
    CHECK(post(gateway.port, "/function/flagged", "hello").status == 201);
    const auto seen = upstream.wait_for(2);
    CHECK(seen.at(0).target == "/base/sub?q=1");
    CHECK(seen.at(0).body == "hello");
    CHECK_FALSE(net::find_header(seen.at(0).headers, "X-Call-Id").empty());
    CHECK(seen.at(1).target == "/");
    CHECK(post(gateway.port, "/function/away", "").status == 502);
}

TEST_CASE("a changed stack file is served, a broken one is not", "[local_gateway]")
{
    local_gateway gateway("  echo: {fprocess: cat}\n");
    gateway.write_stack("  echo: {fprocess: cat}\n  second: {fprocess: echo hi}\n");
    gateway.process().signal(SIGHUP);
    CHECK(gateway.says("The stack file was read again"));
    CHECK(get(gateway.port, "/function/second").body == "hi\n");
    gateway.write_stack("  echo: {fprocess: cat\n");
    CHECK(gateway.says("The stack file cannot be used; the functions stay as they were"));
    CHECK(get(gateway.port, "/function/second").body == "hi\n");
    gateway.write_stack("  third: {fprocess: echo three}\n");
    gateway.process().wait_for_lines("The stack file was read again", 2);
    CHECK(get(gateway.port, "/function/second").status == 404);
    CHECK(get(gateway.port, "/function/third").body == "three\n");
}

TEST_CASE("SIGTERM lets a call end and stops", "[local_gateway]")
{
    local_gateway gateway("  waits: {fprocess: \"sh -c 'touch started; cat gate'\"}\n");
    REQUIRE(::mkfifo((gateway.folder.path() / "gate").c_str(), 0600) == 0);
    auto call = std::async(std::launch::async, [&] { return get(gateway.port, "/function/waits"); });
    REQUIRE(test::wait_until([&] { return std::filesystem::exists(gateway.folder.path() / "started"); }));
    gateway.process().signal(SIGTERM);
    CHECK(gateway.says("Stopping"));
    gateway.folder.write("gate", "opened");
    CHECK(call.get().body == "opened");
    CHECK(gateway.process().wait_exit() == 0);
}

TEST_CASE("an idle local-gateway stops at once", "[local_gateway]")
{
    local_gateway gateway("  echo: {fprocess: cat}\n");
    test::raw_connection idle(gateway.port);
    idle.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(idle.read_answer().status == 200);
    gateway.process().signal(SIGINT);
    CHECK(idle.read_to_end().empty());
    CHECK(gateway.process().wait_exit() == 0);
}

TEST_CASE("a command line or stack file that cannot be used ends with 2 and says why", "[local_gateway]")
{
    test::temporary_folder folder;
    folder.write("stack.yml", "functions:\n  a: {handler: ./nowhere, fprocess: cat}\n  b: {}\n");
    const auto file = (folder.path() / "stack.yml").string();
    test::child_process wrong({test::local_gateway_program, "-nope", "-filter", "a,b,c", file});
    CHECK(wrong.wait_exit() == 2);
    const auto said = wrong.output();
    CHECK(said.find("flag provided but not defined: -nope\n") != std::string::npos);
    CHECK(said.find(file + ":2:3: the handler folder of a is not there: ") != std::string::npos);
    CHECK(said.find(file + ":3:3: function b has no fprocess") != std::string::npos);
    CHECK(said.find("-filter: no function c in " + file) != std::string::npos);

    test::child_process missing({test::local_gateway_program, "/nowhere/stack.yml"});
    CHECK(missing.wait_exit() == 2);
    CHECK(missing.output().find("cannot read /nowhere/stack.yml: No such file or directory") !=
          std::string::npos);
    test::child_process help({test::local_gateway_program, "-help"});
    CHECK(help.wait_exit() == 0);
    CHECK(help.output().find("Usage: local-gateway") == 0);
}

TEST_CASE("an address in use ends with 1", "[local_gateway]")
{
    local_gateway gateway("  echo: {fprocess: cat}\n");
    test::child_process second({test::local_gateway_program, "-listen",
                                "127.0.0.1:" + std::to_string(gateway.port),
                                (gateway.folder.path() / "stack.yml").string()});
    CHECK(second.wait_exit() == 1);
    CHECK(second.output().find("Address already in use") != std::string::npos);
}
