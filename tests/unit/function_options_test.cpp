#include "vcenter_connector/routing/catalogue.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector;
using namespace std::chrono_literals;
using routing::decode_functions;
using routing::invocation_mode;

namespace {

routing::function with(const std::string& annotations)
{
    const auto functions = decode_functions(R"([{"name":"f","annotations":{)" + annotations + "}}]");
    REQUIRE(functions);
    return functions->at(0);
}

}  // namespace

TEST_CASE("annotations say how a function wants its deliveries", "[routing]")
{
    const auto f = with(R"("topic":"a","vcenter.retries":"3","vcenter.timeout":" 1m30s ",
                           "vcenter.mode":"sync","vcenter.order":"strict","vcenterish":"x")");
    CHECK(f.options.retries == 3);
    CHECK(f.options.timeout == 90s);
    CHECK(f.options.mode == invocation_mode::sync);
    CHECK(f.options.order == base::ordering::strict);
    CHECK(f.mistakes.empty());
    CHECK(with(R"("vcenter.retries":"0")").options.retries == 0);
    CHECK(with(R"("vcenter.mode":"async")").options.mode == invocation_mode::async);
    CHECK(with(R"("vcenter.order":"none")").options.order == base::ordering::none);
    CHECK(with(R"("vcenter.order":"object")").options.order == base::ordering::object);
    CHECK(with(R"("topic":"a")").options == routing::function_options());
}

TEST_CASE("wrong values and unknown names are mistakes, and the default stays", "[routing]")
{
    const auto text =
        GENERATE(as<std::string>(), R"("vcenter.retries":"-1")", R"("vcenter.retries":"3.5")",
                 R"("vcenter.retries":"")", R"("vcenter.retries":"1000001")", R"("vcenter.retries":7)",
                 R"("vcenter.timeout":"15")", R"("vcenter.timeout":"0")", R"("vcenter.timeout":"2h")",
                 R"("vcenter.timeout":"-1s")", R"("vcenter.mode":"Sync")", R"("vcenter.order":"fifo")",
                 R"("vcenter.ordr":"none")", R"("vcenter.":"none")");
    INFO(text);
    const auto f = with(text);
    CHECK(f.options == routing::function_options());
    REQUIRE(f.mistakes.size() == 1);
    CHECK_FALSE(f.mistakes[0].expected.empty());
}

TEST_CASE("a mistake names annotation, value and what would be right", "[routing]")
{
    const auto f = with(R"("vcenter.mode":"later\n","vcenter.retry":"1")");
    REQUIRE(f.mistakes.size() == 2);
    CHECK(f.mistakes[0].annotation == "vcenter.mode");
    CHECK(f.mistakes[0].value.find('\n') == std::string::npos);
    CHECK(f.mistakes[0].expected == "async or sync");
    CHECK(f.mistakes[1].annotation == "vcenter.retry");
    CHECK(f.mistakes[1].expected == "vcenter.retries");
}
