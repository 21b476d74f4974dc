// The gateway of a simulated world and the functions behind it: what each one received, and what it said.
#pragma once

#include "contract.hpp"
#include "network.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::simulation {

struct gateway_plan {
    bool faulty = true;
    std::size_t functions = 4;  ///< besides one that comes and goes
    base::duration between_faults = std::chrono::hours(4);
    double poison = 0.002;     ///< events that a function will never accept
    bool long_outages = true;  ///< functions that fail for a day
};

class gateway_party final : public server {
public:
    gateway_party(scheduler& schedule, network& way, trace& to, contract& ledger, std::uint64_t seed,
                  const gateway_plan& plan);

    bool listening() const override { return up_; }
    void begun(const exchange_ptr& asked) override;
    void handle(const exchange_ptr& asked) override;

    void heal();

private:
    enum class state { well, failing, busy, away, hanging, slow };
    struct function_state {
        std::string name;
        std::vector<std::string> topics;
        state how = state::well;
        bool listed = true;
        bool comes_and_goes = false;

        bool takes() const
        {
            return listed && (how == state::well || how == state::slow || how == state::hanging);
        }
    };

    void make_functions(std::size_t count);
    void answer(const exchange_ptr& asked, unsigned status, std::string body = {}, net::http_headers = {});
    std::string list() const;
    std::size_t function_of(const exchange& asked) const;
    void invoke(const exchange_ptr& asked);
    void accept(std::size_t function, std::int32_t key, const exchange_ptr& asked);
    void refuse(std::size_t function, std::int32_t key, const exchange_ptr& asked);
    bool poisoned(std::size_t function, std::int32_t key) const;
    void fault_later();
    void befall();
    void befall_function(std::size_t which);

    scheduler& schedule_;
    network& way_;
    trace& trace_;
    contract& contract_;
    gateway_plan plan_;
    std::uint64_t seed_;
    generator fate_;
    generator work_;
    std::vector<function_state> functions_;
    bool up_ = true;
    unsigned says_to_all_ = 0;  // an HTTP status instead of service
    unsigned faults_ = 0;
};

}  // namespace vcenter_connector::simulation
