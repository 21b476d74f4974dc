// Calls that nobody waits for: a bounded queue in memory, and workers that empty it.
#pragma once

#include "vcenter_connector/local_gateway/invocation.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace vcenter_connector::local_gateway {

struct async_call {
    std::string name;
    std::string name_space;
    std::string callback_url;  ///< empty: nobody wants the answer
    invocation call;
};

class async_queue {
public:
    virtual ~async_queue() = default;
    /// False when it is full or has been stopped.
    virtual bool push(async_call call) = 0;
    /// Begins no more calls. Answers how many were waiting; they are lost.
    virtual std::size_t stop() = 0;
};

/// Makes one call; an exception ends that call only. The argument lives until it has ended.
using async_work = std::function<boost::asio::awaitable<void>(const async_call&)>;

/// Runs up to `workers` calls at a time, in the order of arrival; up to `max_waiting` wait.
std::shared_ptr<async_queue> make_async_queue(boost::asio::any_io_executor executor, std::size_t workers,
                                              std::size_t max_waiting, async_work work);

}  // namespace vcenter_connector::local_gateway
