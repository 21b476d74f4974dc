// The journal port: events and their deliveries, from the moment they are read until each delivery has ended.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace vcenter_connector::store {

/// A function that has deliveries to be read.
struct queue_news {
    function_name function;
    std::int64_t newest = 0;  ///< id of its newest delivery
};

using object_set = std::set<std::string, std::less<>>;

/// Which deliveries of one function to read: ids in (after, up_to].
struct claim {
    function_name function;
    std::int64_t after = 0;
    std::int64_t up_to = std::numeric_limits<std::int64_t>::max();
    std::optional<std::string> object;         ///< set: only those of this object
    std::shared_ptr<const object_set> except;  ///< not null: none of these objects
    std::size_t limit = 256;                   ///< deliveries
    std::size_t max_bytes = 1 << 20;  ///< of bodies and headers, about; one delivery is given at least
};

struct claimed {
    std::vector<delivery> deliveries;  ///< by id
    /// Every delivery up to this id that the claim asks for has been given. A home may stop early; `up_to`
    /// when it did not.
    std::int64_t reached = 0;
};

enum class settlement {
    delivered,  ///< the function (or the gateway's queue) has it
    dead,       ///< given up; see `reason`
};

/// All calls and all resumptions are on one executor. A home that cannot write for the moment (a full disk)
/// keeps what it was handed, says so in the log once, tries again by itself, and lets the callers wait; one
/// that has failed for good answers every call with its error. The caller keeps count of what it has claimed:
/// the journal gives the same delivery again to whoever asks again until it is settled.
class journal {
public:
    virtual ~journal() = default;

    /// Whether deliveries outlive the process.
    virtual bool durable() const noexcept = 0;

    /// Takes a page, its deliveries and its checkpoint in one step. Returns when the page is as safe as this
    /// home can make it. Suspends while the journal is full: that is the back-pressure that stops reading.
    /// After `close` it does not wait for room. Errors: `aborted` when closed and not able to write;
    /// otherwise the home's own, and then nothing of the page was taken.
    virtual boost::asio::awaitable<base::result<void>> commit(event_page page) = 0;

    /// Where reading of that vCenter had got to; empty if it was never read.
    virtual boost::asio::awaitable<base::result<std::optional<resume_point>>>
    resume(const std::string& instance_uuid) = 0;

    /// The functions for which deliveries were committed since the last call; the first call gives all that
    /// have any. Suspends while there are none. An empty answer means that the journal was closed. One waiter
    /// at a time.
    virtual boost::asio::awaitable<base::result<std::vector<queue_news>>> news() = 0;

    /// Unsettled deliveries of one function, by id.
    virtual boost::asio::awaitable<base::result<claimed>> read(claim what) = 0;

    /// Notes a failed attempt and when the next one may begin. Needs no answer: when it gets lost in a crash
    /// there is one attempt more.
    virtual void attempted(std::int64_t id, attempt made, base::wall_time not_before) = 0;

    /// Ends a delivery. Returns when that will not be forgotten: only then may the next one of the same
    /// object be sent, or a crash could repeat both. `reason` is for the dead ones. Errors: `aborted` when
    /// closed and not able to write; the delivery will then be repeated after a restart. One that was
    /// settled already: no error, no effect.
    virtual boost::asio::awaitable<base::result<void>> settle(std::int64_t id, settlement how,
                                                              std::string reason) = 0;

    /// Returns when everything handed over before is as safe as this home can make it.
    virtual boost::asio::awaitable<void> flush() = 0;

    /// Deliveries that have not been settled.
    virtual std::size_t pending() const noexcept = 0;

    /// Wakes `news` and `commit` for good. Everything else works on. What is pending stays pending.
    virtual void close() = 0;
};

}  // namespace vcenter_connector::store
