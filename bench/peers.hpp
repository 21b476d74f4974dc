// What the bench puts beside the connector. Each of these is a subcommand of bench_peers; `words` are its
// arguments. They throw when something goes wrong.
#pragma once

#include "support/vcenter_model.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::bench {

using arguments = std::vector<std::string>;

/// COUNT: a vCenter whose history holds that many events, all older than 60 s, in pages that were rendered
/// beforehand. Prints its URL, and the time when the first page is read. Ends with its standard input.
void run_backlog(const arguments& words);

/// PORT CONNECTIONS COUNT FILE: sends the HTTP request in FILE that often to 127.0.0.1, each connection one
/// after the other, with nothing around it but Beast. Prints nothing.
void run_post(const arguments& words);

/// connector|reference RATE:COUNT...: a vCenter and a gateway in one process. Posts events at each rate and
/// prints, as one JSON object per rate, how long each took from the vCenter to the gateway. The event goes
/// through a connector, which somebody starts with the printed URLs, or through bare requests of this
/// process. Ends after the last rate.
void run_latency(const arguments& words);

/// FUNCTIONS...: for each number, finds the few of that many functions that want an event. Prints one JSON
/// object per number: how long an event takes, also by a look at every function, and the making of the map.
void run_matching(const arguments& words);

/// How often, and how many events.
struct load {
    double per_second = 1;
    std::size_t count = 1;
};

/// A vCenter whose user is `user` and whose password is `pass`.
test::vcenter_options with_login();

/// The `number`th event of a load: powered on, powered off, in turns, on `vms` machines, with the members
/// that a real vCenter writes.
test::posted_event sample_event(std::size_t number, std::size_t vms = 1000);

}  // namespace vcenter_connector::bench
