// An event loop on a thread of its own, for tests that talk to it from outside.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <future>
#include <thread>
#include <utility>

namespace vcenter_connector::test {

class background {
public:
    background() : work_(context_.get_executor()), thread_([this] { context_.run(); }) {}
    background(const background&) = delete;
    background& operator=(const background&) = delete;
    ~background()
    {
        context_.stop();
        thread_.join();
    }

    boost::asio::any_io_executor executor() { return context_.get_executor(); }

    /// Runs `work` on the loop and waits for it.
    void run(std::function<void()> work)
    {
        std::promise<void> done;
        boost::asio::post(context_, [&] {
            work();
            done.set_value();
        });
        done.get_future().get();
    }

private:
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::thread thread_;
};

}  // namespace vcenter_connector::test
