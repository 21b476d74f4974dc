// simulation: runs simulated worlds by seed and checks the delivery contract after each.
#include "planted.hpp"
#include "world.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

using namespace vcenter_connector::simulation;

int main(int argc, char** argv)
{
    world_request request;
    std::uint64_t from = 1;
    std::uint64_t count = 1;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = [&] { return i + 1 < argc ? argv[++i] : "0"; };
        if (word == "--trace")
            request.print = true;
        else if (word == "--planted") {
            const std::string name = value();
            for (const auto& each : planted_names())
                if (each.name == name)
                    request.planted = each.fault;
        } else if (word == "--memory")
            request.durable = false;
        else if (word == "--seed")
            from = std::strtoull(value(), nullptr, 10);
        else if (word == "--count")
            count = std::strtoull(value(), nullptr, 10);
    }
    for (auto seed = from; seed < from + count; ++seed) {
        request.seed = seed;
        const auto report = run_world(request);
        std::printf("seed %llu hash %016llx days %.2f events %llu received %llu repeats %llu dead %llu\n",
                    static_cast<unsigned long long>(seed), static_cast<unsigned long long>(report.hash),
                    report.days, static_cast<unsigned long long>(report.events),
                    static_cast<unsigned long long>(report.receptions),
                    static_cast<unsigned long long>(report.repeats),
                    static_cast<unsigned long long>(report.dead));
        for (const auto& each : report.violations)
            std::printf("  %s\n", each.c_str());
    }
}
