// Keeps the topic map as fresh as the gateway lets it be.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/gateway/access.hpp"
#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/net/timers.hpp"
#include "vcenter_connector/routing/topic_map.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>

namespace vcenter_connector::gateway {

class topic_map_keeper {
public:
    virtual ~topic_map_keeper() = default;

    /// Loads the function list, again each interval and upon `refresh_soon`, until `stop`. A list that cannot
    /// be loaded leaves the last map in force; the log says so once, and once when it is over. Until there is
    /// a first map it is tried more often. To be spawned once, by the owner; must end before this object
    /// does.
    virtual boost::asio::awaitable<void> run() = 0;

    /// The last map that was loaded; null before the first one.
    virtual std::shared_ptr<const routing::topic_map> current() const noexcept = 0;

    /// Suspends until there is a map and gives it; null when stopped before. Any number may wait.
    virtual boost::asio::awaitable<std::shared_ptr<const routing::topic_map>> first() = 0;

    /// Asks for a refresh now instead of at the end of the interval; at most one a second follows from it.
    virtual void refresh_soon() = 0;

    /// Lets `run` and `first` end; a request under way is waited for unless somebody aborts its client.
    virtual void stop() = 0;
};

struct topic_map_keeper_options {
    gateway_access access;
    base::duration interval = std::chrono::seconds(10);
    base::duration timeout = std::chrono::seconds(10);  ///< of each request
};

/// The references must outlive the keeper.
std::unique_ptr<topic_map_keeper> make_topic_map_keeper(net::http_client& http, net::timers& timers,
                                                        base::log& log, topic_map_keeper_options options);

}  // namespace vcenter_connector::gateway
