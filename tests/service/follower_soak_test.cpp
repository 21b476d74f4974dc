// Troubles in any order: a sequence for each seed, at the end of which every event has arrived once.
#include "follower_fixture.hpp"

#include <random>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t small_hole = 20;

class troubled_vcenter {
public:
    explicit troubled_vcenter(unsigned seed) : dice_(seed)
    {
        model([this](vcenter_model& m) {
            auto options = m.options();
            options.tick = std::vector<std::chrono::microseconds>{0us, 1ms, 700ms}.at(pick(3));
            m.set_options(options);
            if (options.tick == 0us)  // a hole without an extent in time cannot be stepped over
                longest_hole_ = small_hole;
            m.set_page_order(
                std::vector{page_order::newest_first, page_order::oldest_first, page_order::mixed}.at(
                    pick(3)));
        });
        world_.follow();
    }

    void step()
    {
        switch (pick(12)) {
        case 0: return one_call_fails();
        case 1: return one_call_fails();
        case 2: return world_.vcenter.terminate_sessions();
        case 3: return world_.vcenter.server().disconnect();
        case 4: return restart();
        case 5: return model([](vcenter_model& m) { m.stick_cursors(); });
        case 6: return model([](vcenter_model& m) { m.free_cursors(); });
        case 7: return hide();
        case 8: return model([this](vcenter_model& m) { m.advance(std::chrono::seconds(pick(200))); });
        case 9: return post(1 + pick(1500));
        default: return post(1 + pick(40));
        }
    }

    void check()
    {
        world_.vcenter.server().clear_faults();
        model([](vcenter_model& m) { m.free_cursors(); });
        post(1);
        world_.recorded->wait_for_events(posted_.size());
        const auto keys = world_.keys();
        const auto [wrong, wanted] = std::mismatch(keys.begin(), keys.end(), posted_.begin(), posted_.end());
        if (wrong != keys.end() || wanted != posted_.end()) {
            std::string log;
            for (const auto& line : world_.log().lines())
                if (line.find("Message on topic") == std::string::npos)
                    log += line + "\n";
            FAIL("from the " << wrong - keys.begin() << "th event on: "
                             << (wrong == keys.end() ? "nothing" : std::to_string(*wrong)) << " instead of "
                             << (wanted == posted_.end() ? "nothing" : std::to_string(*wanted)) << "\n"
                             << log);
        }
    }

private:
    template <class Use>
    void model(Use use)
    {
        world_.vcenter.with(use);
    }

    void one_call_fails()
    {
        static const std::vector<std::string> methods{
            "ReadNextEvents", "WaitForUpdatesEx",         "CreateFilter",
            "Login",          "CreateCollectorForEvents", "RetrieveProperties"};
        static const std::vector<fault> all{faults::lost_answer(),
                                            faults::close(),
                                            faults::html(503),
                                            faults::truncated_body(),
                                            faults::soap("NotAuthenticated"),
                                            faults::soap("ManagedObjectNotFound")};
        world_.vcenter.when(methods[pick(methods.size())]).nth(1 + pick(3)).fault(all[pick(all.size())]);
    }
    void hide()
    {
        model([this](vcenter_model& m) { m.post_hidden(1 + pick(longest_hole_)); });
    }
    void restart()
    {
        world_.vcenter.kill();
        world_.vcenter.terminate_sessions();
        post(pick(5));
        world_.vcenter.revive();
    }
    void post(std::size_t count)
    {
        model([&](vcenter_model& m) {
            for (std::size_t i = 0; i < count; ++i)
                posted_.push_back(m.post("VmPoweredOnEvent", "vm1"));
        });
    }
    std::size_t pick(std::size_t below)
    {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(dice_);
    }

    std::mt19937 dice_;
    std::size_t longest_hole_ = 3000;
    followed_vcenter world_;
    std::vector<std::int32_t> posted_;
};

}  // namespace

TEST_CASE("whatever happens in whatever order, each event arrives once and in order")
{
    const auto seed = GENERATE(range(1U, 31U));
    INFO("seed " << seed);
    troubled_vcenter vcenter(seed);
    for (int i = 0; i < 40; ++i)
        vcenter.step();
    vcenter.check();
}
