// The vCenter of a simulated world: the scripted model with a load of events, and what befalls a real one.
#pragma once

#include "contract.hpp"
#include "network.hpp"

#include "support/vcenter_model.hpp"

#include <map>
#include <string>
#include <vector>

namespace vcenter_connector::simulation {

struct vcenter_plan {
    bool faulty = true;
    base::duration between_events = std::chrono::minutes(3);
    base::duration between_faults = std::chrono::hours(3);
    std::size_t objects = 20;
    std::size_t largest_burst = 300;
    std::int32_t first_key = 1;
    std::chrono::microseconds tick{1000};
    base::wall_time begin{};
};

struct event_class {
    std::string name;
    std::string topic;
};
/// What happens in this data centre.
const std::vector<event_class>& event_classes();

class vcenter_party final : public server {
public:
    vcenter_party(scheduler& schedule, network& way, trace& to, contract& ledger, std::uint64_t seed,
                  const vcenter_plan& plan);

    bool listening() const override { return up_; }
    void handle(const exchange_ptr& asked) override;
    void hung_up(const exchange_ptr& asked) override;

    void stop_load() noexcept { loaded_ = false; }
    /// Up, answering, and nothing will befall it any more.
    void heal();

    const test::vcenter_options& options() const noexcept { return model_.options(); }

private:
    struct held_call {
        exchange_ptr asked;
        scheduler::ticket limit;
    };

    void set_clock();
    void post(std::size_t count, bool visible);
    void post_one(bool visible);
    void post_later();
    void fault_later();
    void befall();
    void crash();
    void restart();
    void stall();
    void unstall();
    void hide_some();
    void stick();
    void jump();
    void answer(const exchange_ptr& asked, test::server_reply with);
    void execute(const exchange_ptr& asked);
    void resume(std::uint64_t ticket, bool late);
    void look_at_waits();

    scheduler& schedule_;
    network& way_;
    trace& trace_;
    contract& contract_;
    vcenter_plan plan_;
    generator load_;
    generator fate_;
    test::vcenter_model model_;
    base::wall_time offset_;  // its wall clock when the steady clock shows 0
    std::map<std::uint64_t, held_call> held_;
    std::vector<exchange_ptr> stalled_;
    bool up_ = true;
    bool stalling_ = false;
    bool loaded_ = true;
};

}  // namespace vcenter_connector::simulation
