// The journal port: events and their deliveries, from the moment they are read until each delivery has ended.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/result.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::store {

/// An event as it will be sent. Nothing in it changes between attempts.
struct event_record {
    std::string id;            ///< `<instanceUuid>/<key>`: the same on each attempt and after each restart
    std::string topic;         ///< the dotted topic, for the X-Topic header and the log
    std::string object;        ///< managed object reference value that orders deliveries; may be empty
    std::string body;          ///< the payload
    std::string content_type;  ///< may be empty: then no Content-Type is sent
};

/// A function as the gateway names it.
struct function_name {
    std::string name;
    std::string name_space;  ///< empty on gateways without namespaces

    /// `NAME.NS`, or `NAME` without a namespace.
    std::string qualified() const;
    friend bool operator==(const function_name&, const function_name&) = default;
    friend auto operator<=>(const function_name&, const function_name&) = default;
};

/// Where the reading of a vCenter has got to.
struct checkpoint {
    std::string instance_uuid;
    std::int32_t key = 0;
    std::string created_time;  ///< of the newest event read, as vCenter wrote it
};

/// One read from a vCenter: its events, the functions that each one goes to, and where reading has got to.
struct event_page {
    struct entry {
        event_record event;
        std::vector<function_name> functions;
    };
    std::vector<entry> entries;  ///< in the order in which they happened
    checkpoint position;
};

struct delivery {
    std::int64_t id = 0;  ///< grows in the order in which deliveries were committed
    std::shared_ptr<const event_record> event;
    function_name function;
    unsigned attempts = 0;  ///< attempts that have been made before
};

enum class settlement {
    delivered,  ///< the function (or the gateway's queue) has it
    dead,       ///< given up; see `reason`
};

class journal {
public:
    virtual ~journal() = default;

    /// Takes a page, its deliveries and its checkpoint in one step. Returns when the page is as safe as this
    /// home can make it. Suspends while the journal is full: that is the back-pressure that stops reading.
    /// After `close` it does not wait, and takes what was read before the stop. Errors: what the home
    /// reports.
    virtual boost::asio::awaitable<base::result<void>> commit(event_page page) = 0;

    /// The next deliveries that nobody has taken yet, oldest first, at most `limit`; suspends while there are
    /// none. An empty answer means that the journal was closed and nothing is left to take.
    virtual boost::asio::awaitable<base::result<std::vector<delivery>>> take(std::size_t limit) = 0;

    /// Ends a delivery. `reason` is for the dead ones.
    virtual void settle(std::int64_t id, settlement how, std::string reason) = 0;

    /// Where reading of that vCenter had got to, if it was ever read.
    virtual std::optional<checkpoint> position(const std::string& instance_uuid) const = 0;

    /// Deliveries that have not been settled.
    virtual std::size_t pending() const noexcept = 0;

    /// Wakes `take` and `commit` for good: `commit` fails from now on, `take` gives what is there and then
    /// empty answers. What is pending stays pending.
    virtual void close() = 0;
};

}  // namespace vcenter_connector::store
