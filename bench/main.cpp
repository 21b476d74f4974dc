// bench_peers SUBCOMMAND ...: see peers.hpp.
#include "peers.hpp"

#include <cstdio>
#include <exception>
#include <map>

int main(int argc, char** argv)
{
    using namespace vcenter_connector::bench;
    const std::map<std::string_view, void (*)(const arguments&)> commands{
        {"backlog", run_backlog}, {"post", run_post}, {"latency", run_latency}, {"matching", run_matching}};
    const auto command = commands.find(argc > 1 ? argv[1] : "");
    if (command == commands.end()) {
        std::fputs("usage: bench_peers backlog|post|latency|matching ARGUMENT...\n", stderr);
        return 2;
    }
    try {
        command->second({argv + 2, argv + argc});
    } catch (const std::exception& e) {
        std::fprintf(stderr, "bench_peers %s: %s\n", argv[1], e.what());
        return 1;
    }
    return 0;
}
