#include "progress_line.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace vcenter_connector::commands {
namespace {

using namespace std::chrono_literals;

constexpr base::duration on_terminals = 2s;
constexpr base::duration elsewhere = 10s;
constexpr const char* erase = "\r\x1B[K";

}  // namespace

progress_line::progress_line(base::steady_time began, bool terminal) noexcept
    : next_(began + (terminal ? on_terminals : elsewhere)), terminal_(terminal)
{
}

std::string progress_line::next(const std::string& text, base::steady_time now)
{
    if (now < next_)
        return {};
    if (!terminal_) {
        next_ = now + elsewhere;
        return text + "\n";
    }
    shown_ = true;
    return erase + text;
}

void progress_line::show(const std::string& text, base::steady_time now)
{
    std::fputs(next(text, now).c_str(), stderr);
}

void progress_line::clear()
{
    if (!shown_)
        return;
    shown_ = false;
    std::fputs(erase, stderr);
}

bool stderr_is_terminal() noexcept
{
    return ::isatty(STDERR_FILENO) == 1;
}

}  // namespace vcenter_connector::commands
