#include "world.hpp"

#include "vcenter_connector/store/memory_journal.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace vcenter_connector::simulation {
namespace {

using namespace std::chrono_literals;

// How long everything may take to come to its end once nothing goes wrong any more.
constexpr base::duration patience = 18h;
constexpr base::duration longest_stop = 5min;

contract_rules rules_of(const world_plan& plan)
{
    contract_rules rules;
    rules.order = plan.connector.order;
    rules.max_attempts = plan.connector.limits.max_attempts;
    rules.max_age = plan.connector.limits.max_age;
    rules.faultless = plan.faultless;
    rules.window = plan.connector.window;
    rules.first_key = plan.vcenter.first_key;
    return rules;
}

class world {
public:
    explicit world(const world_request& request)
        : request_(request), plan_(plan_for(request.seed, request.length, request.durable)),
          trace_(schedule_, request.print), ledger_(schedule_, trace_, rules_of(plan_)),
          vcenter_way_("vcenter-net", schedule_, trace_, request.seed, plan_.vcenter_climate),
          gateway_way_("gateway-net", schedule_, trace_, request.seed, plan_.gateway_climate),
          vcenter_(schedule_, vcenter_way_, trace_, ledger_, request.seed, plan_.vcenter),
          gateway_(schedule_, gateway_way_, trace_, ledger_, request.seed, plan_.gateway),
          fate_(request.seed, "connector")
    {
        plan_.connector.user = vcenter_.options().user;
        plan_.connector.password = vcenter_.options().password;
    }

    world_report run()
    {
        try {
            live();
        } catch (const std::exception& e) {
            ledger_.fail(std::string("an exception left the event loop: ") + e.what());
        }
        connector_.reset();
        world_report report{request_.seed, trace_.hash(), 0, ledger_.events(), ledger_.receptions(),
                            ledger_.repeats(), ledger_.dead(), trace_.counts(), ledger_.violations()};
        report.days = std::chrono::duration<double, std::ratio<86400>>(schedule_.elapsed()).count();
        return report;
    }

private:
    void live()
    {
        begin_life();
        run_until(schedule_.now() + plan_.length, [] { return false; });
        heal();
        const bool done = run_until(schedule_.now() + patience, [this] {
            return connector_ && ledger_.complete() && connector_->pending() == 0;
        });
        if (!ledger_.violations().empty())
            return;
        if (!done)
            ledger_.fail("not at its end " + std::to_string(patience / 1h) + " h after everything was well");
        run_until(schedule_.now() + 10min, [] { return false; });
        ledger_.check_end(connector_ ? connector_->pending() : 0);
    }

    template <class Condition>
    bool run_until(base::steady_time end, Condition done)
    {
        while (!done() && ledger_.violations().empty()) {
            if (!schedule_.step(end))
                return false;
            if (connector_)
                connector_->run_ready();
        }
        return true;
    }

    void begin_life()
    {
        ++generation_;
        trace_.note("connector", "starts", {}, generation_);
        const connector_world around{schedule_,    vcenter_way_, gateway_way_, trace_,
                                     ledger_,      [this](process_clock& clock, base::log&) {
                                         return store::make_memory_journal(clock,
                                                                           plan_.connector.max_pending);
                                     },
                                     {},           vcenter_begin()};
        connector_.emplace(around, plan_.connector, generation_, request_.seed);
        connector_->start();
        connector_->run_ready();
    }

    base::wall_time vcenter_begin() const
    {
        return plan_.vcenter.begin - std::chrono::hours(1000);
    }

    void heal()
    {
        trace_.note("world", "heals");
        vcenter_way_.heal();
        gateway_way_.heal();
        vcenter_.heal();
        gateway_.heal();
        vcenter_.stop_load();
    }

    world_request request_;
    world_plan plan_;
    scheduler schedule_;
    trace trace_;
    contract ledger_;
    network vcenter_way_;
    network gateway_way_;
    vcenter_party vcenter_;
    gateway_party gateway_;
    generator fate_;
    unsigned generation_ = 0;
    std::optional<connector> connector_;
};

}  // namespace

world_report run_world(const world_request& request)
{
    return world(request).run();
}

}  // namespace vcenter_connector::simulation
