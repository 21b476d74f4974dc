// Calls of functions that are processes.
#include "local_gateway_fixture.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

using vcenter_connector::test::get;
using vcenter_connector::test::local_gateway;
using vcenter_connector::test::post;
namespace net = vcenter_connector::net;
namespace test = vcenter_connector::test;

namespace {

// A process that has been killed may stay a zombie until its new parent looks after it.
bool is_alive(const std::string& pid)
{
    std::ifstream file("/proc/" + std::to_string(std::stol(pid)) + "/stat");
    const std::string stat(std::istreambuf_iterator<char>(file), {});
    return !stat.empty() && stat.find(") Z ") == std::string::npos;
}

net::http_response post_with(std::uint16_t port, std::string_view target, net::http_headers headers)
{
    net::http_request request;
    request.method = "POST";
    request.target = target;
    request.headers = std::move(headers);
    request.body = "body";
    return test::call(port, request);
}

}  // namespace

TEST_CASE("a function gets the body and gives the answer", "[local_gateway]")
{
    local_gateway gateway("  echo: {fprocess: cat}\n"
                          "  typed: {fprocess: cat, environment: {content_type: image/png}}\n");
    const auto answer = post_with(gateway.port, "/function/echo",
                                  {{"Content-Type", "application/json"}, {"X-Call-Id", "mine"}});
    CHECK(answer.status == 200);
    CHECK(answer.body == "body");
    CHECK(answer.header("Content-Type") == "application/json");
    CHECK(answer.header("X-Call-Id") == "mine");
    CHECK_FALSE(answer.header("X-Duration-Seconds").empty());
    CHECK_FALSE(answer.header("X-Start-Time").empty());
    CHECK(post(gateway.port, "/function/typed.openfaas-fn", "x").header("Content-Type") == "image/png");
    CHECK(post(gateway.port, "/function/echo", "x").header("X-Call-Id").size() == 36);
    CHECK(post(gateway.port, "/function/echo.other", "x").status == 404);
    CHECK(post(gateway.port, "/function/nobody", "x").status == 404);
    const std::string large(5'000'000, 'x');
    CHECK(post(gateway.port, "/function/echo", large).body == large);
}

TEST_CASE("a function gets the request's facts, its own settings and nothing else", "[local_gateway]")
{
    local_gateway gateway("  env: {fprocess: env, environment: {OWN: '1'}}\n"
                          "  files: {fprocess: ls /proc/self/fd}\n"
                          "  where: {fprocess: pwd, handler: ./sub}\n",
                          {"-env", "ADDED=2", "-filter", "env,files"});
    const auto seen = get(gateway.port, "/function/env/p?q=1").body;
    for (const auto* line :
         {"OWN=1\n", "ADDED=2\n", "Http_Method=GET\n", "Http_Path=/p\n", "Http_Query=q=1\n"})
        CHECK(seen.find(line) != std::string::npos);
    CHECK(get(gateway.port, "/function/files").body == "0\n1\n2\n3\n");
    CHECK(get(gateway.port, "/function/where").status == 404);
}

TEST_CASE("a function runs in its handler folder", "[local_gateway]")
{
    local_gateway gateway("  here: {fprocess: pwd}\n"
                          "  root: {fprocess: pwd, handler: /}\n");
    const auto here = get(gateway.port, "/function/here").body;
    CHECK(here.size() > 2);
    CHECK(here.front() == '/');
    CHECK(get(gateway.port, "/function/root").body == "/\n");
}

TEST_CASE("a function that fails is a 500 with what it printed", "[local_gateway]")
{
    local_gateway gateway(
        "  fail: {fprocess: \"sh -c 'echo out; echo err >&2; exit 3'\"}\n"
        "  both: {fprocess: \"sh -c 'echo out; echo err >&2'\", environment: {combine_output: true}}\n"
        "  crash: {fprocess: \"sh -c 'kill -SEGV $$'\"}\n"
        "  missing: {fprocess: no-such-program}\n");
    const auto failed = get(gateway.port, "/function/fail");
    CHECK(failed.status == 500);
    CHECK(failed.body == "exit status 3\nout\n");
    CHECK(gateway.says("fail: err"));
    CHECK(get(gateway.port, "/function/both").body == "out\nerr\n");
    CHECK(get(gateway.port, "/function/crash").body == "killed by signal 11\n");
    const auto missing = get(gateway.port, "/function/missing");
    CHECK(missing.status == 500);
    CHECK(missing.body.find("No such file or directory") != std::string::npos);
    CHECK(get(gateway.port, "/healthz").status == 200);
}

TEST_CASE("a function that takes too long is killed with its children", "[local_gateway]")
{
    const std::string script = "sh -c 'sleep 1000 & echo $! >pid; sleep 1000'";
    local_gateway gateway("  slow: {fprocess: \"" + script + "\", environment: {exec_timeout: 300ms}}\n" +
                          "  asked: {fprocess: \"" + script + "\"}\n");
    const auto answer = post(gateway.port, "/function/slow", "");
    CHECK(answer.status == 408);
    CHECK(answer.body == "Killed process.\n");
    const auto child = gateway.folder.read("pid");
    REQUIRE_FALSE(child.empty());
    CHECK(test::wait_until([&] { return !is_alive(child); }));
    CHECK(post_with(gateway.port, "/function/asked", {{"X-Timeout", "300ms"}}).status == 408);
}

TEST_CASE("what a function leaves running does not hold up its answer", "[local_gateway]")
{
    local_gateway gateway(
        "  leaves: {fprocess: \"sh -c 'sleep 1000 & echo $!'\"}\n"
        "  escapes: {fprocess: \"sh -c 'setsid sh escaped.sh & while ! test -e out; do :; done'\","
        " environment: {exec_timeout: 300ms}}\n");
    const auto answer = get(gateway.port, "/function/leaves");
    CHECK(answer.status == 200);
    CHECK(test::wait_until([&] { return !is_alive(answer.body); }));

    // It has left the process group and holds the pipes open until the test opens the gate.
    REQUIRE(::mkfifo((gateway.folder.path() / "gate").c_str(), 0600) == 0);
    gateway.folder.write("escaped.sh", "touch out; cat gate");
    CHECK(get(gateway.port, "/function/escapes").status == 408);
    gateway.folder.write("gate", "go");
}

TEST_CASE("input that is not read and output without end do no harm", "[local_gateway]")
{
    local_gateway gateway("  deaf: {fprocess: 'true'}\n"
                          "  closed: {fprocess: \"sh -c 'exec <&-; echo done'\"}\n"
                          "  flood: {fprocess: cat /dev/zero}\n"
                          "  noise: {fprocess: \"sh -c 'head -c 300000 /dev/zero >&2; echo done'\"}\n");
    const std::string large(10'000'000, 'x');
    CHECK(post(gateway.port, "/function/deaf", large).status == 200);
    CHECK(post(gateway.port, "/function/closed", large).body == "done\n");
    const auto flood = post(gateway.port, "/function/flood", "");
    CHECK(flood.status == 500);
    CHECK(flood.body == "more output than an answer may have\n");
    CHECK(post(gateway.port, "/function/noise", "").body == "done\n");
}

TEST_CASE("limits on concurrency answer 429", "[local_gateway]")
{
    local_gateway gateway(
        "  one: {fprocess: \"sh -c 'touch started; cat gate'\", environment: {max_inflight: 1}}\n"
        "  other: {fprocess: cat}\n",
        {"-max-processes", "1"});
    REQUIRE(::mkfifo((gateway.folder.path() / "gate").c_str(), 0600) == 0);
    auto first = std::async(std::launch::async, [&] { return post(gateway.port, "/function/one", ""); });
    REQUIRE(test::wait_until([&] { return std::filesystem::exists(gateway.folder.path() / "started"); }));
    const auto refused = post(gateway.port, "/function/one", "");
    CHECK(refused.status == 429);
    CHECK(refused.header("X-OpenFaaS-Internal") == "faas-middleware");
    CHECK(post(gateway.port, "/function/other", "").status == 429);
    gateway.folder.write("gate", "opened");
    CHECK(first.get().body == "opened");
    CHECK(post(gateway.port, "/function/other", "x").body == "x");
}

TEST_CASE("many calls at once are all answered and leave no process", "[local_gateway]")
{
    local_gateway gateway("  echo: {fprocess: cat}\n");
    std::vector<std::future<int>> callers;
    for (int i = 0; i < 8; ++i)
        callers.push_back(std::async(std::launch::async, [&] {
            int good = 0;
            for (int k = 0; k < 20; ++k)
                good +=
                    post(gateway.port, "/function/echo", std::to_string(k)).body == std::to_string(k) ? 1 : 0;
            return good;
        }));
    for (auto& each : callers)
        CHECK(each.get() == 20);
    const auto pid = std::to_string(gateway.process().pid());
    const auto children = "/proc/" + pid + "/task/" + pid + "/children";
    CHECK(test::wait_until([&] {
        std::ifstream file(children);
        return std::string(std::istreambuf_iterator<char>(file), {}).empty();
    }));
}
