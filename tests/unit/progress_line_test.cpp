// When a long piece of work says how far it has got.
#include "../../src/commands/progress_line.hpp"

#include "support/catch.hpp"

#include <chrono>

using namespace vcenter_connector;
using namespace std::chrono_literals;
using commands::progress_line;

TEST_CASE("on a terminal progress is one line that is written over, after two seconds", "[app]")
{
    const base::steady_time began{};
    progress_line line(began, true);
    CHECK(line.next("a", began + 1s).empty());
    CHECK(line.next("a", began + 2s) == "\r\x1B[Ka");
    CHECK(line.next("b", began + 3s) == "\r\x1B[Kb");
}

TEST_CASE("elsewhere progress is a line every ten seconds", "[app]")
{
    const base::steady_time began{};
    progress_line line(began, false);
    CHECK(line.next("a", began + 9s).empty());
    CHECK(line.next("a", began + 10s) == "a\n");
    CHECK(line.next("b", began + 19s).empty());
    CHECK(line.next("b", began + 20s) == "b\n");
}
