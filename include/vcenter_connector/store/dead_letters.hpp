// The dead letters of a journal's file, for a command line; works beside a connector that has the file open.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::store {

/// What is set must hold, all of it.
struct dead_letter_filter {
    std::optional<std::int64_t> id;
    std::string function;                        ///< `NAME` in any namespace, or `NAME.NS`; empty: any
    std::string topic;                           ///< exactly; empty: any
    std::string reason;                          ///< a part of it; empty: any
    std::optional<base::wall_time> died_before;  ///< older than this
    std::optional<base::wall_time> died_after;   ///< younger than this
};

struct dead_letter {
    std::int64_t id = 0;  ///< that of the delivery that failed
    function_name function;
    std::string event_id;
    std::string topic;
    std::string object;
    base::wall_time queued_at;
    base::wall_time died_at;
    unsigned attempts = 0;
    std::string reason;
};

struct dead_letter_content {
    dead_letter letter;
    event_record event;
    std::vector<attempt> attempts;  ///< in their order
};

/// Blocks; one thread at a time. Errors are those of `open_dead_letters` that concern the disk.
class dead_letters {
public:
    virtual ~dead_letters() = default;

    /// Calls `each` for one letter after the other, those that died first first, until it returns false.
    /// Returns how many it was called for. Memory does not grow with their number, and the connector is not
    /// held up.
    virtual base::result<std::size_t> list(const dead_letter_filter& filter,
                                           const std::function<bool(const dead_letter&)>& each) = 0;

    /// Empty when there is none with that id.
    virtual base::result<std::optional<dead_letter_content>> show(std::int64_t id) = 0;

    /// Puts them back into the queues of their functions, as new deliveries with new ids and no attempts. A
    /// running connector notices within about a second. Returns how many; on an error, those before it are
    /// back.
    virtual base::result<std::size_t> redeliver(const dead_letter_filter& filter, base::wall_time now) = 0;

    /// Removes them for good. Returns how many.
    virtual base::result<std::size_t> drop(const dead_letter_filter& filter) = 0;
};

/// Opens a journal that is there; makes none, and changes no file of another version. `vfs`: for tests.
/// Errors: `journal_missing`, `journal_newer`, `journal_foreign`, `journal_corrupt`, `journal_busy`,
/// `disk_*`.
base::result<std::unique_ptr<dead_letters>> open_dead_letters(const std::string& path,
                                                              const std::string& vfs = {});

}  // namespace vcenter_connector::store
