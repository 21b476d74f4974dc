// A follower that runs in a thread of its own and records what it commits.
#pragma once

#include "support/memory_log.hpp"

#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/net/tls.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::test {

struct recorder_options {
    std::string password = "pass";
    std::string user = "user";
    net::tls_options tls;
    int speed = 1;        ///< of the follower's clock
    double random = 0.5;  ///< of its delays: 0 is the shortest
};

class recorder {
public:
    explicit recorder(base::endpoint server, recorder_options options = {});
    /// Stops it as SIGTERM does, and waits for its end.
    ~recorder();

    void set_password(std::string password);
    void wait_until_following();
    /// Waits until `count` events of that topic have been committed.
    void wait_for(const std::string& topic, std::size_t count);
    /// Waits until `count` events have been committed.
    void wait_for_events(std::size_t count);

    /// The keys of all events, as they were committed.
    std::vector<std::int32_t> keys() const;
    std::vector<std::string> ids() const;
    std::size_t count(const std::string& topic) const;
    /// Topics of the events whose object's reference begins with `prefix`, as they were committed.
    std::vector<std::string> topics_of(const std::string& prefix) const;
    /// Whether each event has a higher key than the one before it.
    bool keys_grow() const;
    bool ids_begin_with(const std::string& prefix) const;
    /// The bodies of the events of that topic.
    std::vector<std::string> bodies(const std::string& topic) const;
    memory_log& log() { return log_; }

private:
    struct machinery;
    memory_log log_;
    std::unique_ptr<machinery> works_;
};

}  // namespace vcenter_connector::test
