#include "latency_peers.hpp"

#include "support/wait_until.hpp"

#include <iostream>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace vcenter_connector::bench {
namespace {

// Connections are open, caches are filled.
constexpr load warm_up{50, 20};

load parse_load(const std::string& word)
{
    const auto colon = word.find(':');
    return {std::stod(word.substr(0, colon)), std::stoul(word.substr(colon + 1))};
}

}  // namespace

void run_latency(const arguments& words)
{
    const bool bare = words.at(0) == "reference";
    std::vector<load> loads{warm_up};
    for (std::size_t i = 1; i < words.size(); ++i)
        loads.push_back(parse_load(words[i]));
    latency_peers peers(std::accumulate(loads.begin(), loads.end(), std::size_t{0},
                                        [](std::size_t sum, const load& l) { return sum + l.count; }));
    std::cout << "ready vcenter=" << peers.vcenter.url()
              << " gateway=http://127.0.0.1:" << peers.gateway_port() << std::endl;
    std::optional<bare_carrier> carrier;
    if (bare)
        carrier.emplace(peers);
    if (!test::wait_until([&] { return peers.followed(); }))
        throw std::runtime_error("nobody follows the vCenter");
    peers.measure(loads.front());
    for (std::size_t i = 1; i < loads.size(); ++i)
        std::cout << peers.measure(loads[i]) << std::endl;
}

}  // namespace vcenter_connector::bench
