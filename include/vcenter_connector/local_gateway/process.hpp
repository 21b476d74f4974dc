// Running programs: the port, and its home on POSIX.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/result.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::local_gateway {

struct process_spec {
    std::vector<std::string> command;  ///< the program, looked up in this program's PATH, and its arguments
    std::vector<std::string> environment;  ///< `NAME=value`; the whole of it
    std::string folder;                    ///< to run in
    std::size_t max_output = 16U << 20U;   ///< bytes of standard output; the process is killed at more
    base::duration time_limit = base::duration::max();
};

enum class process_end {
    exited,     ///< by itself, or by a signal
    timed_out,  ///< killed at the time limit
    flooded,    ///< killed for too much output
    stopped,    ///< killed by `kill_all`
};

struct process_result {
    process_end end = process_end::exited;
    int exit_status = 0;  ///< as a shell has it: 128 + the signal's number after a signal
    std::string output;   ///< standard output

    /// "exit status 3", "killed by signal 9", ...
    std::string summary() const;
};

class process_runner {
public:
    virtual ~process_runner() = default;

    /// Starts a process, writes `input` to its standard input, and reads what it writes until it has ended
    /// and closed its output. What it writes to standard error goes to `on_error_output` as it comes. A
    /// process that does not read its input is no error. What it leaves running in its process group is
    /// killed.
    ///
    /// The arguments must live until the call has ended. Fails with the system's error when the program
    /// cannot be started.
    virtual boost::asio::awaitable<base::result<process_result>>
    run(const process_spec& spec, std::string_view input,
        const std::function<void(std::string_view)>& on_error_output) = 0;

    /// Kills every process under way, each with its group.
    virtual void kill_all() = 0;
};

/// Everything runs on `executor`, one thread at a time. The process ignores SIGPIPE from then on; the
/// programs that it starts do not, and they inherit no file descriptor but their own three.
std::shared_ptr<process_runner> make_process_runner(boost::asio::any_io_executor executor);

}  // namespace vcenter_connector::local_gateway
