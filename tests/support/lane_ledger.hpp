// What must hold of the requests that functions get, whatever happens to the connector: for each function and
// object every event, in order, and again only the newest one, only after a fault.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vcenter_connector::test {

/// Every event goes to every function. Can be used from any thread.
class lane_ledger {
public:
    explicit lane_ledger(const std::vector<std::string>& functions);

    /// An event of that object has happened. The events of an object are handed over in their order.
    void posted(std::int64_t key, const std::string& object);
    /// A function has been asked.
    void begun(std::string_view function, std::int64_t key);
    /// `succeeded`: the answer says that the function has it; `sent`: the whole answer went out.
    void ended(std::string_view function, std::int64_t key, bool succeeded, bool sent);

    /// Everything that was under way may have been cut off at that instant: the newest event of each lane may
    /// come once more.
    void fault(std::chrono::steady_clock::time_point at = std::chrono::steady_clock::now());
    /// The same for a time: between the two calls faults may come at any instant.
    void faults_begin();
    void faults_end();

    struct figures {
        std::size_t events = 0;
        std::size_t deliveries = 0;  ///< events x functions
        std::size_t requests = 0;    ///< that functions got
        std::size_t failed = 0;      ///< of these, answered otherwise than with success, or not at all
        std::size_t repeated = 0;    ///< of these, successful ones that came again after a fault
        std::size_t missing = 0;     ///< deliveries that have not succeeded
        std::size_t faults = 0;
        std::size_t most_repeated = 0;  ///< after one fault
        /// The longest time from an answer to the fault after which its event came again.
        std::chrono::milliseconds longest_unsettled{0};
    };
    figures count() const;
    std::size_t missing() const;
    /// The first breaches, one a line; empty when there are none.
    std::string breaches() const;

private:
    using clock = std::chrono::steady_clock;
    enum class state { under_way, failed, done };
    struct lane {
        std::size_t next = 0;  // position behind the newest event that was asked for
        state newest = state::done;
        std::size_t settled_in = 0;  // the number of faults when it was done
        clock::time_point done_at;
    };
    struct place {
        std::size_t object = 0;
        std::size_t position = 0;
    };

    lane& lane_of(std::string_view function, std::size_t object);
    void again(lane& at, std::string_view function, std::int64_t key);
    void breach(std::string_view what, std::string_view function, std::int64_t key);

    mutable std::mutex mutex_;
    std::map<std::string, std::vector<lane>, std::less<>> lanes_;  // by function, then by object
    std::unordered_map<std::string, std::size_t> objects_;
    std::vector<std::size_t> lengths_;  // events of each object
    std::unordered_map<std::int64_t, place> places_;
    std::vector<std::string> breaches_;
    figures counted_;
    std::size_t repeated_now_ = 0;
    bool faulty_ = false;
    clock::time_point last_fault_;
};

}  // namespace vcenter_connector::test
