// Reads deliveries from the journal as `policy::claims` says.
#pragma once

#include "delivery_log.hpp"
#include "task_group.hpp"
#include "vcenter_connector/policy/claims.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>

namespace vcenter_connector::dispatch {

class claiming {
public:
    using sink = std::function<void(store::delivery, base::ordering)>;

    /// `take` is given each delivery once, those of an object in order. The references must outlive this.
    claiming(store::journal& journal, net::timers& timers, const delivery_log& log, task_group& tasks,
             policy::claim_limits limits, std::function<base::ordering(std::string_view)> order, sink take)
        : journal_(journal), timers_(timers), log_(log), tasks_(tasks), claims_(limits, std::move(order)),
          take_(std::move(take))
    {
    }

    /// Follows the journal's news until it is closed. To be spawned once.
    boost::asio::awaitable<void> watch_news();

    /// Begins as many reads as there is room for. To be called whenever `claims` has changed.
    void read_on();

    /// Nothing more is read.
    void stop();

    policy::claims& claims() noexcept { return claims_; }
    /// Nothing is being read, and what there is to be read has no room or waits for a lane.
    bool idle() const noexcept { return reading_ == 0 && !watching_; }

private:
    boost::asio::awaitable<void> read(policy::claims::request what);
    boost::asio::awaitable<void> wait_a_while(const base::failure& why);
    void accept(const policy::claims::request& what, store::claimed answer);

    store::journal& journal_;
    net::timers& timers_;
    const delivery_log& log_;
    task_group& tasks_;
    policy::claims claims_;
    sink take_;
    std::size_t reading_ = 0;
    bool watching_ = true;
    bool stopped_ = false;
    bool failing_ = false;  // and reported
};

}  // namespace vcenter_connector::dispatch
