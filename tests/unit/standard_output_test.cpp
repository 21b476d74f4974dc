// Results of commands, to a reader that is slow or leaves.
#include "../../src/commands/standard_output.hpp"

#include "support/catch.hpp"
#include "support/manual_timers.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;
using commands::standard_output;

namespace {

struct pipe_ends {
    pipe_ends()
    {
        (void)std::signal(SIGPIPE, SIG_IGN);
        REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    }
    ~pipe_ends()
    {
        leave();
        ::close(ends[1]);
    }
    void leave()
    {
        if (ends[0] >= 0)
            ::close(ends[0]);
        ends[0] = -1;
    }
    std::size_t take()
    {
        std::array<char, 65536> block{};
        const auto size = ::read(ends[0], block.data(), block.size());
        return size > 0 ? static_cast<std::size_t>(size) : 0;
    }

    std::array<int, 2> ends{-1, -1};
};

}  // namespace

TEST_CASE("what is written waits for a slow reader, and arrives whole", "[app]")
{
    pipe_ends pipe;
    manual_timers timers;
    standard_output output(timers, pipe.ends[1]);
    const std::string text(300'000, 'x');
    const auto written = start(timers, output.write(text));
    CHECK_FALSE(written->has_value());
    std::size_t read = 0;
    while (!written->has_value()) {
        read += pipe.take();
        timers.advance(10ms);
    }
    while (read < text.size())
        read += pipe.take();
    CHECK(read == text.size());
    CHECK(written->value());
    CHECK_FALSE(output.reader_gone());
}

TEST_CASE("a terminal gets no control characters, whoever sent them, and a pipe gets every byte", "[app]")
{
    const std::string hostile = "{\"a\":\"\xC2\x9B"
                                "31m\x7F\xE2\x80\xAE\"}\nb\n";
    manual_timers timers;
    SECTION("a terminal")
    {
        const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        REQUIRE(master >= 0);
        REQUIRE(::grantpt(master) == 0);
        REQUIRE(::unlockpt(master) == 0);
        const int terminal = ::open(::ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
        REQUIRE(terminal >= 0);
        standard_output output(timers, terminal);
        const auto written = start(timers, output.write(hostile));
        REQUIRE(written->has_value());
        std::array<char, 200> block{};
        const auto size = ::read(master, block.data(), block.size());
        REQUIRE(size > 0);
        CHECK(std::string(block.data(), static_cast<std::size_t>(size)) ==
              "{\"a\":\"\\xc2\\x9b31m\\x7f\\xe2\\x80\\xae\"}\r\nb\r\n");
        ::close(terminal);
        ::close(master);
    }
    SECTION("a pipe")
    {
        pipe_ends pipe;
        standard_output output(timers, pipe.ends[1]);
        const auto written = start(timers, output.write(hostile));
        REQUIRE(written->has_value());
        CHECK(pipe.take() == hostile.size());
    }
}

TEST_CASE("a stop ends the wait for a slow reader", "[app]")
{
    pipe_ends pipe;
    manual_timers timers;
    standard_output output(timers, pipe.ends[1]);
    const std::string text(300'000, 'x');
    const auto written = start(timers, output.write(text));
    output.stop();
    timers.advance(10ms);
    REQUIRE(written->has_value());
    CHECK(written->value().error().is(base::errc::aborted));
}

TEST_CASE("a reader that has gone is noticed, by writing and without", "[app]")
{
    pipe_ends pipe;
    manual_timers timers;
    standard_output output(timers, pipe.ends[1]);
    pipe.leave();
    CHECK(output.reader_gone());
    const std::string text = "x";
    const auto written = start(timers, output.write(text));
    REQUIRE(written->has_value());
    CHECK(written->value().error().is(base::errc::connection_closed));
}
