// The packaged vCenter simulator as a real peer, and the control program that acts on it.
#pragma once

#include "support/child_process.hpp"
#include "support/reserved_port.hpp"

#include "vcenter_connector/base/endpoint.hpp"

#include <memory>
#include <string>
#include <vector>

namespace vcenter_connector::test {

/// Runs the control program with these words; fails the test when it fails. Returns what it printed.
std::string run_control(std::vector<std::string> words);

class simulator {
public:
    /// Starts it on a free port and waits until it serves. `flags`: see tests/vcsim/README.md.
    explicit simulator(std::vector<std::string> flags = {});
    ~simulator();
    simulator(const simulator&) = delete;
    simulator& operator=(const simulator&) = delete;

    base::endpoint endpoint() const;
    std::string url() const { return endpoint().url(); }

    /// The same, on this simulator.
    std::string control(std::vector<std::string> words) const;

    /// As `kill -9` does. `revive` starts a new one on the same port: its numbering begins anew.
    void kill();
    void revive();

private:
    void start();

    std::vector<std::string> flags_;
    std::string files_;  // of the simulated datastores, which a killed simulator leaves behind
    reserved_port port_;
    std::unique_ptr<child_process> process_;
};

}  // namespace vcenter_connector::test
