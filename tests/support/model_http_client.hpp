// The HTTP client port over a vcenter_model, on a clock of the test: no socket, no thread, no waiting.
#pragma once

#include "support/vcenter_model.hpp"

#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/net/timers.hpp"

#include <functional>
#include <list>
#include <optional>
#include <string>
#include <utility>

namespace vcenter_connector::test {

/// The model's clock moves with `timers`. Both must outlive this object. One connection, as a follower has.
class model_http_client final : public net::http_client {
public:
    enum class network {
        up,
        refusing,  ///< nobody listens
        silent,    ///< packets vanish, both ways: no FIN, no RST
    };

    model_http_client(vcenter_model& model, net::timers& timers);

    /// What is on its way when the network goes silent is lost for good.
    void set(network state);
    /// Nobody answers the next request of that label (see vcenter_model); it may take effect all the same.
    void stall_next(std::string label, bool takes_effect);
    /// Whether that has happened.
    bool stalled() const noexcept { return !stall_; }
    /// Has held waits look again, after the model was changed.
    void poke();
    /// Moves the model's clock on to the present.
    void catch_up();
    /// What becomes of the answer to a call of that label, which has taken effect; empty: what it is. One
    /// that is `timed_out` comes when the time is over.
    std::function<std::optional<base::result<net::http_response>>(const std::string& label,
                                                                  const net::http_response& answer)>
        meddle;
    /// How long each answer takes.
    void set_latency(base::duration time) noexcept { latency_ = time; }

    boost::asio::awaitable<base::result<net::http_response>> send(const net::http_request& request,
                                                                  base::duration timeout) override;
    void abort() override;

private:
    struct call {
        net::alarm* bell;
        base::steady_time deadline;
        bool aborted = false;
        bool lost = false;
    };

    boost::asio::awaitable<base::result<net::http_response>> perform(call& self,
                                                                     const net::http_request& request);
    bool meets_stall(const server_request& request);
    boost::asio::awaitable<base::result<net::http_response>> finish(call& self, const std::string& label,
                                                                    const server_reply& reply);
    boost::asio::awaitable<base::result<void>> connect(call& self);
    boost::asio::awaitable<base::result<server_reply>> held(call& self, const verdict& said);
    boost::asio::awaitable<void> pause(call& self, base::steady_time until);
    bool over(const call& self) const { return self.aborted || timers_.now() >= self.deadline; }

    vcenter_model& model_;
    net::timers& timers_;
    base::steady_time seen_;
    base::duration latency_{};
    network network_ = network::up;
    std::optional<std::pair<std::string, bool>> stall_;
    bool connected_ = false;
    std::list<call> calls_;
};

}  // namespace vcenter_connector::test
