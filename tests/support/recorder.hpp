// A follower that runs in a thread of its own and records what it commits.
#pragma once

#include "support/memory_log.hpp"

#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/net/tls.hpp"

#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::test {

class recorder {
public:
    explicit recorder(base::endpoint server, std::string password = "pass", net::tls_options tls = {});
    /// Stops it as SIGTERM does, and waits for its end.
    ~recorder();

    void set_password(std::string password);
    void wait_until_following();
    /// Waits until `count` events of that topic have been committed.
    void wait_for(const std::string& topic, std::size_t count);

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
