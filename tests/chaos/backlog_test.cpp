// A million deliveries that wait for a gateway, in little memory. VC_CHAOS_BACKLOG says how many.
#include "chaos_world.hpp"

#include <csignal>
#include <iostream>

using namespace vcenter_connector;
using namespace vcenter_connector::test;
using namespace std::chrono_literals;

namespace {

#ifdef NDEBUG
constexpr std::size_t usual = 1'000'000;
#else
constexpr std::size_t usual = sanitized ? 10'000 : 50'000;
#endif
constexpr std::size_t memory_limit = sanitized ? 1024 : 64;  // MiB
constexpr std::size_t objects = 500;

// A bit for each event; whether it came again, or before an earlier one of its object.
class counting_function final : public light_functions {
public:
    explicit counting_function(std::size_t count) : seen_(count + 1), next_(objects) {}

    conduct begun(const light_invocation& what) override
    {
        const auto key = static_cast<std::size_t>(what.key);
        if (key == 0 || key >= seen_.size() || seen_[key])
            ++wrong;
        else
            seen_[key] = true;
        auto& next = next_[(key - 1) % objects];
        wrong += (key - 1) / objects == next++ ? 0U : 1U;
        ++arrived;
        return {};
    }

    std::atomic<std::size_t> arrived{0};
    std::atomic<std::size_t> wrong{0};

private:
    std::vector<bool> seen_;
    std::vector<std::size_t> next_;
};

double seconds_since(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

TEST_CASE(
    "a million deliveries that wait for the gateway take less than 64 MiB, and all arrive once and in order")
{
    const auto count = chaos_setting("VC_CHAOS_BACKLOG", usual);
    vcenter_options options;
    options.tick = 2ms;
    const temporary_folder state;
    scripted_vcenter vcenter(options);
    counting_function function(count);
    light_gateway gateway({{"echo", "vm.powered.on"}}, function);
    auto connector = run_connector(vcenter.url(), gateway.url(),
                                   {"-state-dir", state.path().string(), "-max-pending", "2000000"},
                                   login_of(options.user, options.password));
    connector.wait_for_line("Following vCenter");
    gateway.server().kill();
    REQUIRE(wait_until([&] { return vcenter.held_waits() == 1; }));

    const auto begin = std::chrono::steady_clock::now();
    vcenter.with([&](vcenter_model& model) { model.post_many(count, objects); });
    const bool read = wait_until(
        [&] { return vcenter.calls("ReadNextEvents") > count / 1000 && vcenter.held_waits() == 1; }, 280s);
    INFO(connector.count_lines("") << " lines");
    REQUIRE(read);
    const auto read_after = seconds_since(begin);
    const auto waiting = peak_memory(connector.pid());
    CHECK(function.arrived == 0);
    CHECK(waiting < memory_limit);

    gateway.server().revive();
    const auto revived = std::chrono::steady_clock::now();
    const bool all = wait_until([&] { return function.arrived >= count; }, 280s);
    const auto sent_after = seconds_since(revived);
    CHECK(function.arrived == count);
    REQUIRE(all);
    const auto drained = peak_memory(connector.pid());
    CHECK(drained < memory_limit);
    connector.signal(SIGTERM);
    CHECK(connector.wait_exit() == 0);
    CHECK(function.arrived == count);
    CHECK(function.wrong == 0);
    std::cout << "a backlog of " << count << ": into the journal in " << read_after << " s, peak memory "
              << waiting << " MiB; delivered in " << sent_after << " s, peak memory " << drained << " MiB\n";
}
