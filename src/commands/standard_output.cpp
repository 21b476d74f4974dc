#include "standard_output.hpp"

#include "vcenter_connector/base/text.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdio>

namespace vcenter_connector::commands {
namespace {

using namespace std::chrono_literals;

constexpr base::duration look_again = 10ms;

short events_of(int descriptor, short asked) noexcept
{
    pollfd about{descriptor, asked, 0};
    return ::poll(&about, 1, 0) > 0 ? about.revents : short{0};
}

base::failure failure_of(int error)
{
    if (error == EPIPE)
        return base::errc::connection_closed;
    return {boost::system::error_code(error, boost::system::system_category()), "standard output"};
}

// A terminal obeys control characters, and JSON may hold those of Unicode as they are. Elsewhere every byte
// counts.
std::string shown(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const auto end = text.find('\n');
        out += base::printable(text.substr(0, end), std::string_view::npos);
        if (end == std::string_view::npos)
            break;
        out += '\n';
        text.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace

standard_output::standard_output(net::timers& timers, int descriptor)
    : timers_(timers), alarm_(timers.make_alarm()), descriptor_(descriptor)
{
}

bool standard_output::writable() const noexcept
{
    return (events_of(descriptor_, POLLOUT) & (POLLOUT | POLLERR | POLLNVAL)) != 0;
}

bool standard_output::reader_gone() const noexcept
{
    return (events_of(descriptor_, 0) & POLLERR) != 0;
}

// A pipe that says it is writable takes this much without blocking; a file or a terminal has no say in it.
boost::asio::awaitable<base::result<void>> standard_output::write(std::string_view text)
{
    const auto seen = ::isatty(descriptor_) == 1 ? shown(text) : std::string();
    if (!seen.empty())
        text = seen;
    while (!text.empty()) {
        while (!writable() && !stopped_)
            co_await alarm_->wait_until(timers_.now() + look_again);
        if (stopped_)
            co_return base::failure(base::errc::aborted);
        const auto piece = std::min<std::size_t>(text.size(), PIPE_BUF);
        const auto written = ::write(descriptor_, text.data(), piece);
        if (written < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (written < 0)
            co_return failure_of(errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    co_return base::result<void>();
}

int print_result(std::string_view text)
{
    (void)std::signal(SIGPIPE, SIG_IGN);
    const auto seen = ::isatty(STDOUT_FILENO) == 1 ? shown(text) : std::string();
    if (!seen.empty())
        text = seen;
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if ((written && std::fflush(stdout) == 0) || errno == EPIPE)
        return 0;
    std::fputs("The output could not be written in full.\n", stderr);
    return 1;
}

}  // namespace vcenter_connector::commands
