#include "support/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace vcenter_connector::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> out;
    for (auto& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

std::string variable(const char* name, const char* otherwise)
{
    const char* value = std::getenv(name);
    return value ? value : otherwise;
}

std::string joined(const std::vector<std::string>& arguments)
{
    std::string line;
    for (const auto& each : arguments)
        line.append(line.empty() ? "" : " ").append(each);
    return line;
}

int spawn(std::vector<std::string> arguments, const std::map<std::string, std::string>& variables, int output)
{
    std::vector<std::string> environment{"PATH=" + variable("PATH", "/usr/bin:/bin"), "LANG=C.UTF-8"};
    for (const char* options : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"})
        if (std::getenv(options))
            environment.push_back(std::string(options) + "=" + variable(options, ""));
    for (const auto& [name, value] : variables)
        environment.push_back(name + "=" + value);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_adddup2(&actions, output, 2);
    // Asio's sockets are inherited otherwise: a scripted server could not be killed.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    pid_t pid = -1;
    const int error = posix_spawnp(&pid, arguments[0].c_str(), &actions, nullptr, pointers(arguments).data(),
                                   pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw std::system_error(error, std::generic_category(), arguments[0]);
    return pid;
}

}  // namespace

child_process::child_process(std::vector<std::string> arguments, std::map<std::string, std::string> variables)
    : command_line_(joined(arguments))
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    variables.try_emplace("HOME", home_.path());
    pid_ = spawn(std::move(arguments), variables, ends[1]);
    close(ends[1]);
    reader_ = std::thread([this, end = ends[0]] { read_lines(end); });
}

child_process::~child_process()
{
    if (status_ < 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    reader_.join();
}

void child_process::read_lines(int descriptor)
{
    std::string rest;
    char block[4096];
    for (ssize_t size = 0; (size = read(descriptor, block, sizeof block)) != 0;) {
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            break;
        rest.append(block, static_cast<std::size_t>(size));
        const std::lock_guard lock(mutex_);
        for (std::size_t end = 0; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1))
            lines_.push_back(rest.substr(0, end));
        changed_.notify_all();
    }
    close(descriptor);
    const std::lock_guard lock(mutex_);
    if (!rest.empty())
        lines_.push_back(rest);
    ended_ = true;
    changed_.notify_all();
}

template <class Predicate>
void child_process::wait(Predicate done, const std::string& what)
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, hang, [&] { return done() || ended_; });
    if (done())
        return;
    std::string all = command_line_ + (ended_ ? "\nended without: " : "\nhangs without: ") + what + "\n";
    for (const auto& line : lines_)
        all += "  " + line + "\n";
    throw std::runtime_error(all);
}

std::string child_process::wait_for_line(std::string_view text, std::size_t from_line)
{
    std::string found;
    wait(
        [&] {
            const auto from =
                lines_.begin() + static_cast<std::ptrdiff_t>(std::min(from_line, lines_.size()));
            const auto line = std::find_if(from, lines_.end(), [&](const std::string& each) {
                return each.find(text) != std::string::npos;
            });
            if (line != lines_.end())
                found = *line;
            return line != lines_.end();
        },
        std::string(text));
    return found;
}

void child_process::wait_for_lines(std::string_view text, std::size_t count)
{
    const auto has = [&](const std::string& line) { return line.find(text) != std::string::npos; };
    wait([&] { return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), has)) >= count; },
         std::to_string(count) + " x " + std::string(text));
}

std::size_t child_process::line_count() const
{
    const std::lock_guard lock(mutex_);
    return lines_.size();
}

std::size_t child_process::count_lines(std::string_view text) const
{
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), [&](const std::string& line) {
        return line.find(text) != std::string::npos;
    }));
}

std::string child_process::output() const
{
    const std::lock_guard lock(mutex_);
    std::string all;
    for (const auto& line : lines_)
        all += line + "\n";
    return all;
}

void child_process::signal(int number)
{
    kill(pid_, number);
}

bool child_process::ends_within(std::chrono::milliseconds limit)
{
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, limit, [&] { return ended_; });
}

int child_process::wait_exit(std::chrono::milliseconds limit)
{
    if (!ends_within(limit)) {
        signal(SIGQUIT);
        ends_within(std::chrono::seconds(5));
        throw std::runtime_error("does not end: " + command_line_ + "\n" + output());
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return status_;
}

finished_process run_process(std::vector<std::string> arguments, std::map<std::string, std::string> variables)
{
    child_process child(std::move(arguments), std::move(variables));
    const int status = child.wait_exit();
    return {status, child.output()};
}

}  // namespace vcenter_connector::test
