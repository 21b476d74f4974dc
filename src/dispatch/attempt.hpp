// One attempt to deliver.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/gateway/invoker.hpp"
#include "vcenter_connector/gateway/topic_map_keeper.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/policy/outcome.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace vcenter_connector::dispatch {

/// How a function is invoked.
struct invocation_manner {
    bool async = true;
    base::duration timeout = std::chrono::seconds(15);
};

struct attempt {
    base::result<gateway::invocation_answer> answer;
    base::steady_time begun;
    base::wall_time begun_wall;
    policy::outcome meaning = policy::outcome::retry;
    bool async = true;
    std::size_t body_size = 0;  ///< that was sent

    unsigned status() const noexcept { return answer ? answer->status : 0; }
    /// Printable.
    std::string reason() const;
    /// What to do when it means that the gateway, or the function, cannot be used.
    std::string_view cure() const;
    policy::invocation_end end() const noexcept;
};

class sender {
public:
    /// The references must outlive this.
    sender(gateway::invoker& invoker, gateway::topic_map_keeper& topics, net::timers& timers) noexcept
        : invoker_(invoker), topics_(topics), timers_(timers)
    {
    }

    /// Sends the delivery once and finds out what the answer means, with the gateway's help where it is not
    /// clear: the meaning is never `ask_gateway`. The delivery must live until then.
    boost::asio::awaitable<attempt> send(const store::delivery& d, invocation_manner manner);

    /// Aborts what is under way.
    void abort() { invoker_.abort(); }

private:
    policy::invocation_end end_of(const attempt& made, const store::function_name& function);

    gateway::invoker& invoker_;
    gateway::topic_map_keeper& topics_;
    net::timers& timers_;
};

}  // namespace vcenter_connector::dispatch
