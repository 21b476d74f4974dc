// The log's home, in a child process whose standard error is what the test says.
#include "vcenter_connector/app/log.hpp"

#include "support/catch.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>

using namespace vcenter_connector;

namespace {

constexpr int survived = 42;

// Runs `body` in a child; answers its exit status, or minus the signal that ended it.
int in_child(const std::function<void()>& body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        body();
        ::_exit(survived);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

struct pipe_ends {
    int read = -1;
    int write = -1;
    pipe_ends()
    {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        read = ends[0];
        write = ends[1];
    }
};

std::string rest_of(int file)
{
    std::string text;
    std::array<char, 4096> piece{};
    for (ssize_t count = 0; (count = ::read(file, piece.data(), piece.size())) > 0;)
        text.append(piece.data(), static_cast<std::size_t>(count));
    ::close(file);
    return text;
}

std::string written_with(const config::log_settings& settings)
{
    const pipe_ends pipe;
    const int status = in_child([&] {
        ::dup2(pipe.write, 2);
        const auto log = app::make_log(settings);
        log->debug("one");
        log->info("two %v {}", {{"a", "b c"}});
        log->error("three");
    });
    ::close(pipe.write);
    CHECK(status == survived);
    return rest_of(pipe.read);
}

}  // namespace

TEST_CASE("Each line goes to standard error at once, from the level that was set", "[log]")
{
    const auto lines = written_with({config::log_format::text, base::log_level::info});
    CHECK(lines.find("one") == std::string::npos);
    CHECK(lines.find(" INFO  two %v {} a=\"b c\"\n") != std::string::npos);
    CHECK(lines.find(" ERROR three\n") != std::string::npos);
    const auto objects = written_with({config::log_format::json, base::log_level::debug});
    CHECK(objects.find(R"("message":"one"})") != std::string::npos);
    CHECK(objects.find(R"("message":"two %v {}","a":"b c"})") != std::string::npos);
}

TEST_CASE("A level that is not written is known before", "[log]")
{
    const int status = in_child([] {
        const auto log = app::make_log({config::log_format::text, base::log_level::warn});
        const bool right = !log->enabled(base::log_level::debug) && !log->enabled(base::log_level::info) &&
                           log->enabled(base::log_level::warn) && log->enabled(base::log_level::error);
        if (!right)
            ::_exit(1);
    });
    CHECK(status == survived);
}

TEST_CASE("The service survives a reader of standard error that goes away", "[log]")
{
    const pipe_ends pipe;
    const int status = in_child([&] {
        ::dup2(pipe.write, 2);
        ::close(pipe.write);
        const auto log = app::make_log({});
        ::close(pipe.read);
        for (int i = 0; i < 100; ++i)
            log->info("nobody reads this");
    });
    ::close(pipe.read);
    ::close(pipe.write);
    CHECK(status == survived);
}

TEST_CASE("With standard error closed, no other file receives the lines", "[log]")
{
    const int status = in_child([] {
        ::close(0);
        ::close(2);
        const auto log = app::make_log({});
        const int other = ::open("/dev/null", O_RDWR);
        log->info("lost");
        if (other <= 2)
            ::_exit(1);
    });
    CHECK(status == survived);
}
