// A program under test: started, watched line by line, and ended.
#pragma once

#include "support/temporary_folder.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace vcenter_connector::test {

/// No test waits longer than this, and only one that hangs gets here.
inline constexpr std::chrono::seconds hang{60};

/// Standard output and standard error are one stream of lines. The program is killed when this object goes.
class child_process {
public:
    /// Starts `arguments[0]`, found in PATH when it has no '/'. `variables` are added to a minimal
    /// environment, whose HOME is an empty folder that goes with this object.
    explicit child_process(std::vector<std::string> arguments,
                           std::map<std::string, std::string> variables = {});
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;
    ~child_process();

    /// The first line from `from_line` on that contains `text`. Throws, with all that was printed, when the
    /// program ends or hangs without it.
    std::string wait_for_line(std::string_view text, std::size_t from_line = 0);
    /// Waits until `count` lines contain `text`.
    void wait_for_lines(std::string_view text, std::size_t count);

    std::size_t line_count() const;
    std::size_t count_lines(std::string_view text) const;
    /// All that was printed so far.
    std::string output() const;

    void signal(int number);
    /// The exit status, or 128 + number of the signal that ended it. Throws when it hangs: with its command
    /// line, and with what it printed until SIGQUIT ended it, at which a Go program prints where each
    /// goroutine stands.
    int wait_exit(std::chrono::milliseconds limit = hang);
    int pid() const noexcept { return pid_; }

private:
    template <class Predicate>
    void wait(Predicate done, const std::string& what);
    bool ends_within(std::chrono::milliseconds limit);
    void read_lines(int descriptor);

    const std::string command_line_;
    temporary_folder home_;
    int pid_ = -1;
    int status_ = -1;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> lines_;
    bool ended_ = false;
    std::thread reader_;
};

/// Runs a program to its end: exit status and output.
struct finished_process {
    int status;
    std::string output;
};
finished_process run_process(std::vector<std::string> arguments,
                             std::map<std::string, std::string> variables = {});

}  // namespace vcenter_connector::test
