// An HTTP/1.1 server on 127.0.0.1 with a thread of its own, whose faults are scripted. All members can be
// called from any thread but its own.
#pragma once

#include "support/certificates.hpp"
#include "support/fault_script.hpp"
#include "support/scripted_service.hpp"
#include "support/wait_until.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::test {

class scripted_server {
public:
    /// Listens at once. `service` is called by the server's thread and outlives the server.
    explicit scripted_server(scripted_service& service, std::optional<certificate_pair> tls = std::nullopt);
    ~scripted_server();
    scripted_server(const scripted_server&) = delete;
    scripted_server& operator=(const scripted_server&) = delete;

    std::uint16_t port() const noexcept;
    bool tls() const noexcept;

    /// For example `when("ReadNextEvents").nth(2).fault(faults::lost_answer())`.
    fault_script::rule when(std::string label);
    void clear_faults();
    /// Lets stalled requests go on: those of a label, or all.
    void release(std::string_view label = {});
    /// Closes the next `count` connections as soon as they are accepted.
    void drop_connections(std::size_t count);
    /// Has held requests look again at the service.
    void poke();

    /// Closes every connection and listens no more: connecting is refused.
    void kill();
    /// Listens no more, but keeps the connections there are.
    void refuse();
    /// Closes every connection, but goes on listening.
    void disconnect();
    /// Listens again, on the same port.
    void revive();

    /// Every request that arrived, oldest first.
    std::vector<server_request> requests() const;
    std::vector<server_request> requests(std::string_view label) const;
    std::size_t calls(std::string_view label) const;
    /// Whether `count` requests of that label arrived in time.
    bool wait_for(std::string_view label, std::size_t count,
                  std::chrono::steady_clock::duration limit = patience) const;

    /// How many requests arrived, kept or not.
    std::uint64_t arrived() const;
    std::size_t connections_opened() const;
    std::size_t open_connections() const;
    /// Requests under way, now and at most so far; at a gateway only invocations count.
    std::size_t requests_at_once() const;
    std::size_t max_requests_at_once() const;

private:
    class implementation;
    std::shared_ptr<implementation> impl_;
};

}  // namespace vcenter_connector::test
