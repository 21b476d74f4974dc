// What the journal holds: events, and their deliveries to functions.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/event_mark.hpp"
#include "vcenter_connector/base/header.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::store {

/// An event as it will be sent, in one of the forms that functions ask for. Nothing in it changes between
/// attempts.
struct event_record {
    std::string id;            ///< `<instanceUuid>/<key>`: the same on each attempt and after each restart
    std::string topic;         ///< the dotted topic, for the X-Topic header and the log
    std::string object;        ///< managed object reference value that orders deliveries; may be empty
    std::string body;          ///< the payload
    std::string content_type;  ///< may be empty: then no Content-Type is sent
    /// Further headers, of CloudEvents in binary mode. Only printable ASCII survives the journal: other bytes
    /// come back percent-encoded.
    base::headers headers = {};

    /// What it takes in memory, about: body and headers.
    std::size_t size() const noexcept;
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
    base::event_mark newest;      ///< the event that was committed last
    base::wall_time resume_from;  ///< vCenter's time from which reading must begin so that nothing is missed
};

/// A checkpoint as it is found after a restart.
struct resume_point {
    checkpoint position;
    /// Every committed event whose time is `position.resume_from` or later, wanted by a function or not; in
    /// no particular order. These will be read once more and must not be delivered again.
    std::vector<base::event_mark> marks;
};

/// One read from a vCenter: its events, the functions that each one goes to, and where reading has got to.
struct event_page {
    struct entry {
        event_record event;
        std::vector<function_name> functions;
    };
    std::vector<entry>
        entries;  ///< in the order in which they happened; those that no function wants left out
    std::vector<base::event_mark> marks;  ///< of every event that was read
    checkpoint position;
};

/// One event on its way to one function.
struct delivery {
    std::int64_t id = 0;  ///< grows in the order in which deliveries were committed; never used twice
    std::shared_ptr<const event_record> event;
    function_name function;
    unsigned attempts = 0;                       ///< that failed so far
    base::wall_time queued_at{};                 ///< when it was committed, by our clock
    std::optional<base::wall_time> first_tried;  ///< the beginning of the first attempt that failed
    base::wall_time not_before{};                ///< when the next attempt may begin
};

/// An attempt that failed.
struct attempt {
    base::wall_time at;   ///< when it began
    unsigned status = 0;  ///< HTTP; 0 when there was no answer
    std::string reason;   ///< printable, for people
};

}  // namespace vcenter_connector::store
