// The real connector between a scripted vCenter and a gateway whose requests are judged, with a journal that
// outlives it.
#pragma once

#include "support/connector_run.hpp"
#include "support/lane_ledger.hpp"
#include "support/light_gateway.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace vcenter_connector::test {

/// Under a sanitizer everything takes several times as long, and memory.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// A number from the environment, for example VC_CHAOS_KILLS.
std::size_t chaos_setting(const char* name, std::size_t otherwise);

/// From VC_CHAOS_SEED, else a fresh one. It is printed, so that a run can be repeated.
unsigned chaos_seed(const std::string& what);

class dice {
public:
    explicit dice(unsigned seed) : generator_(seed) {}
    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(generator_);
    }

private:
    std::mt19937 generator_;
};

/// Functions that do what they are told, and whose every request goes into a ledger.
class judged_functions final : public light_functions {
public:
    /// Called by the gateway's thread.
    using character = std::function<conduct(const light_invocation&)>;

    explicit judged_functions(std::map<std::string, character> functions);

    conduct begun(const light_invocation& what) override;
    void ended(const light_invocation& what, unsigned status, bool sent) override;
    /// From now on every function answers 202 at once.
    void heal() { healed_ = true; }

    lane_ledger ledger;

private:
    std::map<std::string, character, std::less<>> functions_;
    std::atomic<bool> healed_{false};
};

struct chaos_world {
    explicit chaos_world(std::map<std::string, judged_functions::character> characters,
                         vcenter_options options = {});

    /// Events of vm0, vm1 ... in turn.
    void post(std::size_t count);
    /// Starts the connector with the journal that the last one left. `more` flags come behind those of the
    /// world.
    void start(words more = {});
    /// The first start: waits until the beginning of what has to arrive is settled.
    void begin(words more = {});
    /// kill -9. Returns when nothing that the connector sent is under way any more.
    void kill();
    /// SIGTERM; the exit status, which is 143 when it had not begun yet.
    int stop();
    /// Ends every trouble, and waits until each event is with each function.
    void wait_until_all_arrived(std::chrono::seconds limit = std::chrono::seconds(120));
    /// Nothing is lost, in the wrong order, or repeated without need.
    void check();
    /// A table of figures. `seed`: 0 where nothing is random.
    void print(const std::string& what, unsigned seed = 0) const;

    temporary_folder state;
    std::size_t objects = 20;
    scripted_vcenter vcenter;
    judged_functions functions;
    light_gateway gateway;
    std::string gateway_url = gateway.url();  ///< that of a gate, if one stands between
    std::string vcenter_url = vcenter.url();
    std::unique_ptr<child_process> connector;
    std::size_t kills = 0;

private:
    std::mutex posting_;
    std::size_t posted_ = 0;
};

/// The sunny kind of function.
inline light_functions::conduct always_fine(const light_invocation&)
{
    return {};
}

}  // namespace vcenter_connector::test
