// The delivery contract, kept as a ledger: what happened at vCenter, what each function received, what the
// journal says has ended. Whatever breaks a promise becomes a violation, with the virtual time.
#pragma once

#include "network.hpp"

#include "vcenter_connector/policy/ordering.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vcenter_connector::simulation {

struct contract_rules {
    policy::ordering order = policy::ordering::object;
    unsigned max_attempts = 50;
    base::duration max_age = std::chrono::hours(24);
    bool faultless = false;  ///< nothing goes wrong in this world: everything exactly once
    bool durable = true;
    std::size_t window = 4096;
    std::int32_t first_key = 1;
};

class contract {
public:
    contract(const scheduler& schedule, trace& to, contract_rules rules);

    /// Before anything happens. `permanent`: listed from the beginning to the end.
    void add_function(std::string name, std::vector<std::string> topics, bool permanent);

    // vCenter. Keys are handed in one after the other.
    void posted(std::int32_t key, const std::string& topic, const std::string& object, bool visible);
    /// From here on nothing may be missed.
    void following() noexcept { following_ = true; }
    bool is_following() const noexcept { return following_; }

    // The gateway. `attempted` is what the connector sent, `asked` what arrived; then `received` or
    // `refused`.
    void attempted(std::size_t function, std::int32_t key);
    void asked(std::size_t function, std::int32_t key, const exchange& by);
    void received(std::size_t function, std::int32_t key, const exchange_ptr& by);
    /// `wait`: what its Retry-After says.
    void refused(std::size_t function, std::int32_t key, const exchange_ptr& by, base::duration wait);
    void poisoned(std::size_t function, std::int32_t key);
    void unlisted(std::size_t function);

    // The journal. `giving_up` comes before `settled`: the process may die between the two.
    void giving_up(const std::string& function, std::int32_t key);
    void settled(const std::string& function, std::int32_t key, store::settlement how,
                 const std::string& reason);
    void synced();
    /// The disk refuses something: what is not synced may stay so for longer.
    void disk_in_trouble() noexcept { disk_trouble_ = schedule_.now(); }
    void held_in_memory(std::size_t deliveries);

    // The operator.
    void redelivered(const std::string& function, std::int32_t key);
    /// It may or may not have been put back.
    void perhaps_redelivered(const std::string& function, std::int32_t key);
    /// At the end: the dead letters that there are.
    void dead_letter(const std::string& function, std::int32_t key, const std::string& reason);

    // The process.
    void killed();
    void power_lost();

    /// Whether every function has had all that it must get.
    bool complete() const noexcept { return open_ == 0; }
    /// After all dead letters have been handed in.
    void check_end(std::size_t pending);
    void fail(const std::string& what);

    const std::vector<std::string>& violations() const noexcept { return violations_; }
    std::uint64_t events() const noexcept { return events_.size(); }
    std::uint64_t receptions() const noexcept { return receptions_; }
    std::uint64_t repeats() const noexcept { return repeats_; }
    std::uint64_t dead() const noexcept { return dead_; }

private:
    struct event_info {
        std::string topic;
        std::string object;
        bool visible = true;
        bool required = false;
    };
    struct progress {
        exchange_ptr last;     // that brought it
        exchange_ptr refusal;  // the last one
        std::uint32_t received = 0;
        std::uint32_t attempts = 0;
        std::uint32_t refused = 0;  // and the connector knows; without the last time
        bool settled = false;
        bool dead = false;
        bool given_up = false;  // a dead letter, or about to become one
        bool poisoned = false;
        bool in_table = false;
        bool undone = false;  // a settlement was lost with the power
        std::optional<base::steady_time> first_tried;
        unsigned crashes_before = 0;  // that
        base::steady_time not_before{};
    };
    struct function_state {
        std::string name;
        std::vector<std::string> topics;
        bool permanent = true;
        bool unlisted = false;
        std::map<std::size_t, progress> by_event;
        std::map<std::string, std::size_t> newest;  // by lane: the newest event that was received
        std::optional<base::steady_time> last_success;
    };

    std::size_t index_of(std::int32_t key) const noexcept;
    bool wants(const function_state& f, const event_info& e) const;
    std::optional<std::string> lane_of(const event_info& e) const;
    bool due(const function_state& f, std::size_t event, const progress& p) const;
    bool may_be_dead(const function_state& f, const progress& p) const;
    void check_order(function_state& f, std::size_t event, const progress& p);
    void check_repeat(const function_state& f, std::size_t event, const progress& p, const exchange& by);
    function_state* find(const std::string& function);
    std::string name(const function_state& f, std::size_t event) const;

    const scheduler& schedule_;
    trace& trace_;
    contract_rules rules_;
    std::vector<event_info> events_;
    std::vector<function_state> functions_;
    struct settled_delivery {
        std::size_t function;
        std::size_t event;
        base::steady_time at;
    };
    std::vector<settled_delivery> unsynced_;
    base::steady_time disk_trouble_{};
    bool following_ = false;
    std::uint64_t open_ = 0;
    std::uint64_t receptions_ = 0;
    std::uint64_t repeats_ = 0;
    std::uint64_t dead_ = 0;
    unsigned crashes_ = 0;
    std::vector<std::string> violations_;
};

}  // namespace vcenter_connector::simulation
