// Runs one call of an HTTP client to its end, on the test's own thread.
#pragma once

#include "support/wait_until.hpp"

#include "vcenter_connector/net/http_client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace vcenter_connector::test {

using http_result = base::result<net::http_response>;

/// A call that has been started; `io` must be run for it to go on.
class pending_call {
public:
    pending_call(boost::asio::io_context& io, net::http_client& client, net::http_request request,
                 base::duration timeout)
        : io_(io), request_(std::move(request))
    {
        boost::asio::co_spawn(
            io, client.send(request_, timeout),
            [this](std::exception_ptr, http_result answer) { answer_ = std::move(answer); });
    }
    pending_call(const pending_call&) = delete;
    pending_call& operator=(const pending_call&) = delete;

    /// Runs until `condition` holds or the call has ended.
    template <class Condition>
    void run_until(Condition condition)
    {
        wait_until([&] {
            io_.restart();
            io_.poll();
            return answer_ || condition();
        });
    }

    bool done() const noexcept { return answer_.has_value(); }

    http_result finish()
    {
        run_until([] { return false; });
        return answer_.value_or(
            http_result(base::failure(base::errc::timed_out, "the test has no patience left")));
    }

private:
    boost::asio::io_context& io_;
    net::http_request request_;
    std::optional<http_result> answer_;
};

inline http_result call(boost::asio::io_context& io, net::http_client& client, net::http_request request,
                        base::duration timeout = patience)
{
    pending_call pending(io, client, std::move(request), timeout);
    return pending.finish();
}

}  // namespace vcenter_connector::test
