// A vCenter and a gateway on one clock, and the time that each event took from the one to the other.
#pragma once

#include "peers.hpp"

#include "support/background.hpp"
#include "support/scripted_vcenter.hpp"

#include "vcenter_connector/net/http_server.hpp"

#include <atomic>
#include <memory>

namespace vcenter_connector::bench {

class latency_peers {
public:
    using clock = std::chrono::steady_clock;

    /// For `events` in all.
    explicit latency_peers(std::size_t events);
    ~latency_peers();

    test::scripted_vcenter vcenter;
    std::uint16_t gateway_port() const { return server_->port(); }

    /// Whether a client waits for events now.
    bool followed();
    /// Posts events at that rate, waits for all of them at the gateway, and returns how long they took as a
    /// JSON object.
    std::string measure(const load& wanted);

private:
    boost::asio::awaitable<net::http_response> answer(const net::http_request& request);
    void note_arrival(std::string_view event_id);
    void post();

    // By event key: each element is written once, by one thread, and read when all have arrived.
    std::vector<clock::time_point> posted_;
    std::vector<clock::time_point> arrived_;
    std::atomic<std::size_t> arrivals_ = 0;
    std::atomic<std::size_t> repeated_ = 0;
    std::size_t posts_ = 0;
    clock::time_point began_ = clock::now();
    std::unique_ptr<net::http_server> server_;
    std::unique_ptr<test::background> thread_;
};

/// Carries events from the vCenter to the gateway with one poll, one read and one request each: no journal,
/// no checks, nothing decoded. Runs in a thread of its own until it is destroyed.
class bare_carrier {
public:
    explicit bare_carrier(latency_peers& peers);
    ~bare_carrier();

private:
    void carry();

    latency_peers& peers_;
    std::thread thread_;
};

}  // namespace vcenter_connector::bench
