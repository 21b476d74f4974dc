// The event history of a scripted vCenter, and how collectors see it.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vcenter_connector::test {

/// An event to be posted. What is left out is chosen by the history or left out of the event.
struct posted_event {
    std::string class_name = "VmPoweredOnEvent";
    std::string vm;  ///< name of a virtual machine; the same name has the same reference
    std::optional<std::int32_t> key;
    std::optional<base::wall_time> time;
    std::string user = "VSPHERE.LOCAL\\Administrator";
    std::string message;
    std::string event_type_id;                                   ///< for EventEx and ExtendedEvent
    std::string severity;                                        ///< for EventEx
    std::vector<std::pair<std::string, std::string>> arguments;  ///< for EventEx
    std::string members;                                         ///< XML of further members, at the end
    std::string raw;      ///< XML of all members: nothing else is written
    bool visible = true;  ///< false: the user has no permission to see it
};

/// Where a collector stands. `next` is a position in the history.
struct history_view {
    base::wall_time begin{};
    std::optional<base::wall_time> end;
    std::size_t page_size = 1000;
    std::size_t next = 0;
    bool full_message = false;
    bool stuck = false;
};

enum class page_order { newest_first, oldest_first, mixed };

class vcenter_history {
public:
    std::int32_t post(posted_event event, base::wall_time now);
    /// Many events at once, each `tick` after the one before it, of `objects` VMs in turn: vm0, vm1 ... They
    /// take no memory, because each is made when it is read. Once only.
    void post_many(std::size_t count, std::size_t objects, base::wall_time first,
                   std::chrono::microseconds tick);
    void set_next_key(std::int32_t key) { next_key_ = key; }
    std::size_t size() const noexcept { return events_.size() + crowd_.count; }
    std::int32_t newest_key() const { return size() == 0 ? 0 : *event(size() - 1).key; }

    /// The visible ones of the next `count` events, as elements `returnval`; moves the view behind them. When
    /// none of `count` events is visible it stays where it is: that is how a real cursor gets stuck.
    std::string read(history_view& view, std::size_t count) const;
    /// The newest visible events, as elements `Event`.
    std::string page(const history_view& view, page_order order) const;
    /// A number that is different when `page` is.
    std::size_t page_stamp(const history_view& view) const;

private:
    // Those of post_many stand between the events that were posted before and after it.
    struct crowd {
        std::size_t at = 0;
        std::size_t count = 0;
        std::size_t objects = 1;
        std::int32_t first_key = 0;
        base::wall_time first;
        std::chrono::microseconds tick{0};
    };

    bool in_crowd(std::size_t index) const { return index >= crowd_.at && index - crowd_.at < crowd_.count; }
    posted_event event(std::size_t index) const;
    base::wall_time time(std::size_t index) const;
    bool visible(std::size_t index) const;
    const posted_event& kept(std::size_t index) const
    {
        return events_[index < crowd_.at ? index : index - crowd_.count];
    }
    bool shows(const history_view& view, std::size_t index) const
    {
        const auto at = time(index);
        return at >= view.begin && (!view.end || at <= *view.end);
    }
    std::string render(std::string_view element, const posted_event& event, bool full_message) const;
    std::string render_members(const posted_event& event, bool full_message) const;

    std::vector<posted_event> events_;
    crowd crowd_;
    std::map<std::string, std::string, std::less<>> vms_;
    std::int32_t next_key_ = 1;
};

}  // namespace vcenter_connector::test
