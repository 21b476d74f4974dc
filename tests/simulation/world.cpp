#include "world.hpp"

#include "operator_party.hpp"
#include "planted.hpp"

#include "vcenter_connector/store/memory_journal.hpp"
#include "vcenter_connector/store/sqlite_journal.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace vcenter_connector::simulation {
namespace {

using namespace std::chrono_literals;

// How long everything may take to come to its end once nothing goes wrong any more.
constexpr base::duration patience = 18h;
constexpr base::duration longest_stop = 5min;
// Nothing is pending, and something has not come: it will not come any more.
constexpr base::duration long_idle = 3h;
constexpr const char* journal_path = "journal.db";

base::wall_time::duration wall_duration(base::duration d)
{
    return std::chrono::duration_cast<base::wall_time::duration>(d);
}

contract_rules rules_of(const world_plan& plan)
{
    contract_rules rules;
    rules.order = plan.connector.order;
    rules.max_attempts = plan.connector.limits.max_attempts;
    rules.max_age = plan.connector.limits.max_age;
    rules.faultless = plan.faultless;
    rules.durable = plan.durable;
    rules.window = plan.connector.window;
    rules.first_key = plan.vcenter.first_key;
    return rules;
}

class world {
public:
    explicit world(const world_request& request)
        : request_(request), plan_(plan_for(request.seed, request.length, request.durable, request.planted)),
          trace_(schedule_, request.print), ledger_(schedule_, trace_, rules_of(plan_)),
          vcenter_way_("vcenter-net", schedule_, trace_, request.seed, plan_.vcenter_climate),
          gateway_way_("gateway-net", schedule_, trace_, request.seed, plan_.gateway_climate),
          vcenter_(schedule_, vcenter_way_, trace_, ledger_, request.seed, plan_.vcenter),
          gateway_(schedule_, gateway_way_, trace_, ledger_, request.seed, plan_.gateway),
          disk_(schedule_, trace_, ledger_, request.seed, plan_.disk),
          operator_(trace_, ledger_, disk_.vfs(), journal_path), fate_(request.seed, "connector")
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
        world_report report{request_.seed,    trace_.hash(),        0,
                            ledger_.events(), ledger_.receptions(), ledger_.repeats(),
                            ledger_.dead(),   trace_.counts(),      ledger_.violations()};
        report.days = std::chrono::duration<double, std::ratio<86400>>(schedule_.elapsed()).count();
        return report;
    }

private:
    void live()
    {
        begin_life();
        if (!plan_.faultless && plan_.durable)
            fate_later();
        run_until(schedule_.now() + plan_.length, [] { return false; });
        heal();
        const auto well_since = schedule_.now();
        run_until(schedule_.now() + patience, [&] {
            const bool idle = connector_ && connector_->pending() == 0;
            return idle && (ledger_.complete() || schedule_.now() - well_since > long_idle);
        });
        run_until(schedule_.now() + 10min, [] { return false; });
        if (ledger_.violations().empty())
            check_end();
    }

    void check_end()
    {
        if (!connector_)
            return ledger_.fail("not running long after everything was well");
        if (plan_.durable)
            operator_.show_all();
        ledger_.check_end(connector_->pending());
    }

    template <class Condition>
    bool run_until(base::steady_time end, Condition done)
    {
        while (!done() && ledger_.violations().empty()) {
            if (!schedule_.step(end))
                return false;
            if (connector_)
                go_on();
        }
        return true;
    }

    void go_on()
    {
        connector_->run_ready();
        if (connector_->ended()) {
            trace_.note("connector", "stopped");
            end_life();
        } else if (connector_->failed()) {
            trace_.fault("connector", "gave up", connector_->failed()->message());
            end_life();
        }
    }

    void begin_life()
    {
        if (connector_)
            return;
        trace_.note("connector", "starts", {}, ++generation_);
        const connector_world around{
            schedule_,
            vcenter_way_,
            gateway_way_,
            trace_,
            ledger_,
            [this](process_clock& clock, base::log& log, std::function<void(base::failure)> fatal) {
                return open_journal(clock, log, std::move(fatal));
            },
            [this](store::journal& inner, process_clock& clock) {
                return plant(plan_.planted, inner, clock, generator(request_.seed + generation_, "planted"));
            },
            plan_.vcenter.begin - std::chrono::hours(1000) + wall_duration(plan_.clock_skew)};
        try {
            connector_.emplace(around, plan_.connector, generation_, request_.seed);
        } catch (const boost::system::system_error& e) {
            trace_.fault("connector", "could not open its journal", e.what());
            schedule_.after(fate_.between(5s, 1min), [this] { begin_life(); });
            return;
        }
        connector_->start();
        connector_->run_ready();
    }

    journal_home open_journal(process_clock& clock, base::log& log, std::function<void(base::failure)> fatal)
    {
        journal_home home;
        if (!plan_.durable) {
            home.journal = store::make_memory_journal(clock, plan_.connector.max_pending);
            return home;
        }
        home.disk = disk_.make_worker(clock);
        store::sqlite_journal_options options;
        options.path = journal_path;
        options.look_every = 5s;
        options.vfs = disk_.vfs();
        options.max_pending = plan_.connector.max_pending;
        options.dead_letters.count = 0;
        auto made = store::make_sqlite_journal(
            options, {clock.context().get_executor(), clock, *home.disk, log, std::move(fatal)});
        home.journal = std::move(made).value();
        return home;
    }

    void end_life()
    {
        connector_.reset();
        disk_.cancel_doom();
        schedule_.after(fate_.chance(0.2) ? fate_.about(1h) : fate_.about(30s), [this] { begin_life(); });
    }

    void fate_later()
    {
        schedule_.after(fate_.about(plan_.between_deaths), [this] {
            if (healed_)
                return;
            if (connector_ && !stopping())
                befall();
            fate_later();
        });
    }

    void befall()
    {
        const bool power = fate_.chance(0.4);
        switch (fate_.below(7)) {
        case 0:
            trace_.fault("connector", "told to stop");
            stopping_ = generation_;
            connector_->stop();
            schedule_.after(longest_stop, [this, which = generation_] {
                if (connector_ && which == generation_)
                    ledger_.fail("does not stop");
            });
            break;
        case 1:
            trace_.fault("connector", "wall clock set");
            connector_->jump(fate_.between(-2h, 2h));
            break;
        case 2:
        case 3:
            disk_.doom(fate_.below(40), [this, power, which = generation_] {
                if (connector_ && which == generation_)
                    die(power, true);
            });
            break;
        case 4: operator_.redeliver_all(plan_.vcenter.begin + wall_duration(schedule_.elapsed())); break;
        default: die(power, false);
        }
    }

    bool stopping() const { return stopping_ == generation_; }

    // The disk first: nothing that the process does while it is taken down reaches it.
    void die(bool power, bool in_write)
    {
        trace_.fault("connector",
                     std::string(power ? "power cut" : "killed") + (in_write ? " in a write" : ""));
        if (power)
            disk_.lose_power();
        else
            disk_.kill();
        end_life();
        if (power)
            ledger_.power_lost();
        else
            ledger_.killed();
    }

    void heal()
    {
        trace_.note("world", "heals");
        healed_ = true;
        vcenter_way_.heal();
        gateway_way_.heal();
        vcenter_.heal();
        gateway_.heal();
        disk_.heal();
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
    disk_party disk_;
    operator_party operator_;
    generator fate_;
    unsigned generation_ = 0;
    unsigned stopping_ = 0;  // the generation that was told to
    bool healed_ = false;
    std::optional<connector> connector_;
};

}  // namespace

world_report run_world(const world_request& request)
{
    return world(request).run();
}

}  // namespace vcenter_connector::simulation
