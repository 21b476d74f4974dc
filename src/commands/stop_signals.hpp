// SIGINT and SIGTERM, for commands that have something to end in order.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <functional>
#include <utility>

namespace vcenter_connector::commands {

/// Calls `asked` on the executor for each signal, until `cancel` or its end.
class stop_signals {
public:
    stop_signals(boost::asio::any_io_executor executor, std::function<void()> asked)
        : signals_(executor, SIGINT, SIGTERM), asked_(std::move(asked))
    {
        wait();
    }
    stop_signals(const stop_signals&) = delete;
    stop_signals& operator=(const stop_signals&) = delete;

    void cancel() { signals_.cancel(); }

private:
    void wait()
    {
        signals_.async_wait([this](boost::system::error_code ec, int) {
            if (ec)
                return;
            asked_();
            wait();
        });
    }

    boost::asio::signal_set signals_;
    std::function<void()> asked_;
};

}  // namespace vcenter_connector::commands
