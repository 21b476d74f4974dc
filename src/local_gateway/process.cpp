#include "vcenter_connector/local_gateway/process.hpp"

#include "spawn.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr auto token = asio::as_tuple(asio::use_awaitable);

// A process under way. Its coroutines share it, so that it is reaped even when nobody waits for it any more.
struct running {
    running(const asio::any_io_executor& executor, const child& c, std::size_t limit)
        : pid(c.pid), input(executor, c.input), output(executor, c.output), errors(executor, c.errors),
          child_ended(executor, SIGCHLD), progress(executor), max_output(limit)
    {
    }

    bool complete() const noexcept { return reaped && open_outputs == 0; }

    void end(process_end why)
    {
        if (result.end == process_end::exited)
            result.end = why;
        kill_group();
    }

    // Not after the process has been reaped: its number may belong to another one by then.
    void kill_group() const noexcept
    {
        if (!reaped)
            ::kill(-pid, SIGKILL);
    }

    // From here on nobody takes what may still come.
    void close_pipes()
    {
        closed = true;
        error_code ignored;
        input.close(ignored);
        output.close(ignored);
        errors.close(ignored);
    }

    pid_t pid;
    asio::posix::stream_descriptor input;
    asio::posix::stream_descriptor output;
    asio::posix::stream_descriptor errors;
    asio::signal_set child_ended;
    asio::steady_timer progress;  ///< cancelled when `complete` may have become true
    std::size_t max_output;
    int open_outputs = 2;
    bool reaped = false;
    bool closed = false;
    process_result result;
};

using running_ptr = std::shared_ptr<running>;

asio::awaitable<void> feed(running_ptr self, std::string input)
{
    // A process that does not read makes this fail or end with it; either is its own business.
    co_await asio::async_write(self->input, asio::buffer(input), token);
    error_code ignored;
    self->input.close(ignored);
}

asio::awaitable<void> collect_output(running_ptr self)
{
    std::array<char, 16384> chunk{};
    while (true) {
        const auto [ec, size] = co_await self->output.async_read_some(asio::buffer(chunk), token);
        if (self->closed)
            break;
        const auto room = self->max_output - self->result.output.size();
        self->result.output.append(chunk.data(), std::min(size, room));
        if (size > room) {
            self->end(process_end::flooded);
            break;
        }
        if (ec)
            break;
    }
    --self->open_outputs;
    self->progress.cancel();
}

asio::awaitable<void> collect_errors(running_ptr self, std::function<void(std::string_view)> take)
{
    std::array<char, 16384> chunk{};
    while (true) {
        const auto [ec, size] = co_await self->errors.async_read_some(asio::buffer(chunk), token);
        if (size > 0 && !self->closed)
            take(std::string_view(chunk.data(), size));
        if (ec)
            break;
    }
    --self->open_outputs;
    self->progress.cancel();
}

bool has_ended(pid_t pid)
{
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
           info.si_pid == pid;
}

// What the process has left running is killed before it is reaped: until then its group cannot be another's.
void finish(running& self)
{
    self.kill_group();
    int status = 0;
    ::waitpid(self.pid, &status, 0);
    self.reaped = true;
    self.result.exit_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    error_code ignored;
    self.input.close(ignored);
}

asio::awaitable<void> reap(running_ptr self)
{
    while (!has_ended(self->pid))
        co_await self->child_ended.async_wait(token);
    finish(*self);
    self->progress.cancel();
}

class posix_process_runner final : public process_runner {
public:
    explicit posix_process_runner(asio::any_io_executor executor) : executor_(std::move(executor))
    {
        ::signal(SIGPIPE, SIG_IGN);
    }

    asio::awaitable<base::result<process_result>>
    run(const process_spec& spec, std::string_view input,
        const std::function<void(std::string_view)>& on_error_output) override
    {
        auto started = spawn(spec);
        if (started.has_error())
            co_return started.error();
        auto self = std::make_shared<running>(executor_, *started, spec.max_output);
        const registration registered(running_, self);
        asio::co_spawn(executor_, reap(self), asio::detached);
        asio::co_spawn(executor_, collect_output(self), asio::detached);
        asio::co_spawn(executor_, collect_errors(self, on_error_output), asio::detached);
        asio::co_spawn(executor_, feed(self, std::string(input)), asio::detached);
        co_await completion(*self, spec.time_limit);
        self->close_pipes();
        co_return std::move(self->result);
    }

    void kill_all() override
    {
        for (const auto& each : *running_)
            each->end(process_end::stopped);
    }

private:
    using running_set = std::set<running_ptr>;

    struct registration {
        registration(std::shared_ptr<running_set> s, running_ptr p) : all(std::move(s)), process(std::move(p))
        {
            all->insert(process);
        }
        registration(const registration&) = delete;
        registration& operator=(const registration&) = delete;
        ~registration() { all->erase(process); }

        std::shared_ptr<running_set> all;
        running_ptr process;
    };

    // After the kill at the limit the end is near, unless something that left the group holds the pipes.
    static asio::awaitable<void> completion(running& self, base::duration limit)
    {
        const auto start = std::chrono::steady_clock::now();
        co_await wait_for(self, limit == base::duration::max() ? base::steady_time::max() : start + limit);
        if (self.complete())
            co_return;
        self.end(process_end::timed_out);
        co_await wait_for(self, std::chrono::steady_clock::now() + std::chrono::seconds(1));
    }

    static asio::awaitable<void> wait_for(running& self, base::steady_time when)
    {
        self.progress.expires_at(when);
        while (!self.complete() && std::chrono::steady_clock::now() < when)
            co_await self.progress.async_wait(token);
    }

    asio::any_io_executor executor_;
    std::shared_ptr<running_set> running_ = std::make_shared<running_set>();
};

}  // namespace

std::string process_result::summary() const
{
    switch (end) {
    case process_end::timed_out: return "killed at its time limit";
    case process_end::flooded: return "killed for too much output";
    case process_end::stopped: return "killed because the gateway stops";
    case process_end::exited: break;
    }
    if (exit_status > 128)
        return "killed by signal " + std::to_string(exit_status - 128);
    return "exit status " + std::to_string(exit_status);
}

std::shared_ptr<process_runner> make_process_runner(asio::any_io_executor executor)
{
    return std::make_shared<posix_process_runner>(std::move(executor));
}

}  // namespace vcenter_connector::local_gateway
