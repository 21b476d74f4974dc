// What vCenter does to a reader, in any order, while the connector is killed, stopped and started: answers
// that get lost after the cursor moved, sessions and collectors that end, truncated updates, holes of events
// that the user may not see. Without restarts: tests/service/follower_soak_test.cpp.
#include "chaos_world.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

class troubled_reading {
public:
    explicit troubled_reading(unsigned seed)
        : chance_(seed), world_({{"one", always_fine}, {"two", always_fine}})
    {
        world_.begin();
    }

    void step()
    {
        switch (chance_.below(8)) {
        case 0: return read_fails(faults::lost_answer());
        case 1: return read_fails(faults::truncated_body());
        case 2: return read_fails(faults::soap("ManagedObjectNotFound"));
        case 3: return world_.vcenter.terminate_sessions();
        case 4: return model([this](vcenter_model& m) { m.truncate_updates(1 + chance_.below(3)); });
        case 5: return hide();
        default: return world_.post(1 + chance_.below(1200));
        }
    }
    void perhaps_restart()
    {
        const auto which = chance_.below(4);
        if (which == 0)
            world_.kill();
        if (which == 1) {
            const auto status = world_.stop();
            CHECK((status == 0 || status == 143));
        }
        if (world_.connector)
            return;
        if (chance_.below(2) == 0)
            step();
        world_.start();
    }
    void all_arrive()
    {
        world_.post(1);
        world_.wait_until_all_arrived();
        world_.check();
    }
    chaos_world& world() { return world_; }

private:
    template <class Use>
    void model(Use use)
    {
        world_.vcenter.with(use);
    }
    void read_fails(fault what)
    {
        const auto method = chance_.below(3) == 0 ? "WaitForUpdatesEx" : "ReadNextEvents";
        world_.vcenter.when(method).nth(1 + chance_.below(4)).fault(std::move(what));
        world_.post(1 + chance_.below(1500));
    }
    void hide()
    {
        model([this](vcenter_model& m) { m.post_hidden(1 + chance_.below(3000)); });
        world_.post(1 + chance_.below(20));
    }

    dice chance_;
    chaos_world world_;
};

}  // namespace

TEST_CASE(
    "whatever vCenter does to its readers while the connector is restarted, each event arrives, in order")
{
    const auto seed = chaos_seed("reading");
    troubled_reading reading(seed);
    for (std::size_t round = 0; round < 10; ++round) {
        for (int i = 0; i < 4; ++i) {
            reading.step();
            reading.perhaps_restart();
        }
        INFO("round " << round);
        reading.all_arrive();
    }
    reading.world().print("troubles of reading, with restarts", seed);
}
