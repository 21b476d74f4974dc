// The way between a simulated process and a server: an HTTP client for the one, exchanges for the other.
#pragma once

#include "weather.hpp"

#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/net/timers.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace vcenter_connector::simulation {

using http_result = base::result<net::http_response>;

/// One request and what becomes of it. Both ends hold it.
struct exchange {
    net::http_request request;
    unsigned generation = 0;  ///< of the process that asks
    std::optional<http_result> outcome;
    net::alarm* bell = nullptr;  ///< of the client; null once it waits no more
    bool arrived = false;
    bool closed = false;   ///< nobody waits for the answer any more
    bool genuine = false;  ///< the outcome is what the server said
    bool told = false;     ///< the client has read that
};

using exchange_ptr = std::shared_ptr<exchange>;

/// A server: answers through `network::answer`, now or later.
class server {
public:
    virtual ~server() = default;
    virtual bool listening() const = 0;
    /// A client has sent something. It need not arrive.
    virtual void begun(const exchange_ptr&) {}
    virtual void handle(const exchange_ptr& asked) = 0;
    /// The client closed the connection without an answer.
    virtual void hung_up(const exchange_ptr&) {}
};

class network {
public:
    network(const std::string& name, scheduler& schedule, trace& to, std::uint64_t seed, climate c);

    void serve(server& by) { server_ = &by; }
    void heal() { weather_.heal(); }

    /// From clients.
    void begin(const exchange_ptr& asked);
    void hang_up(const exchange_ptr& asked);
    /// From servers.
    void answer(const exchange_ptr& asked, net::http_response with);
    /// The server closes the connection.
    void cut(const exchange_ptr& asked, base::failure why);

private:
    base::duration delay();
    void arrive(const exchange_ptr& asked);
    void deliver(const exchange_ptr& asked, http_result what, base::duration in, bool genuine = false);
    bool lose_answer(const exchange_ptr& asked);

    std::string name_;
    scheduler& schedule_;
    trace& trace_;
    generator random_;
    weather weather_;
    server* server_ = nullptr;
};

/// The network as one process sees it.
std::unique_ptr<net::http_client> make_simulated_client(network& way, net::timers& timers,
                                                        unsigned generation);

}  // namespace vcenter_connector::simulation
