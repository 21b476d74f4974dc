// What it costs to find the functions that want an event, among many that do not.
#include "peers.hpp"

#include "vcenter_connector/routing/topic_map.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace vcenter_connector::bench {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t wanting = 4;

const std::array<events::event_names, 4>& sample_names()
{
    static const std::array<events::event_names, 4> all{
        {{"vm.powered.on", "VmPoweredOnEvent", "", {"VmEvent", "Event"}},
         {"vm.powered.off", "VmPoweredOffEvent", "", {"VmEvent", "Event"}},
         {"ex", "EventEx", "com.vmware.cis.tagging.attach", {"Event"}},
         {"drs.vm.migrated", "DrsVmMigratedEvent", "", {"VmMigratedEvent", "VmEvent", "Event"}}}};
    return all;
}

// Every kind of pattern, each of which fails at its last token.
std::string near_miss(std::size_t number)
{
    static const std::array<std::string, 8> kinds{
        "vm.powered.",      "vm.*.",    "*.powered.", "com.vmware.cis.*.",
        "com.*.*.tagging.", "vm.*.on.", "drs.>",      "VmPoweredOn"};
    const auto last = "x" + std::to_string(number);
    const auto& kind = kinds[number % kinds.size()];
    if (kind == "drs.>")
        return "drs." + last + ".>, !drs.vm.>";
    return kind + last + ", !vm.renamed";
}

std::vector<routing::function> functions_among(std::size_t others)
{
    std::vector<routing::function> all{{"one", "", routing::read_patterns("vm.>")},
                                       {"two", "", routing::read_patterns("VmEvent, !drs.>")},
                                       {"three", "", routing::read_patterns("com.vmware.*.tagging.>")},
                                       {"four", "", routing::read_patterns(">, !*.powered.*, !ex")}};
    for (std::size_t i = wanting; i < others; ++i)
        all.push_back({"f" + std::to_string(i), "", routing::read_patterns(near_miss(i))});
    return all;
}

std::size_t times(std::size_t functions)
{
    return functions > 100'000 ? 100'000 : 400'000;
}

double nanoseconds(clock::duration time, std::size_t count)
{
    return std::chrono::duration<double, std::nano>(time).count() / static_cast<double>(count);
}

void measure(std::size_t count)
{
    const auto begun = clock::now();
    const routing::topic_map map(functions_among(count));
    const auto built = clock::now();
    std::size_t matches = 0;
    for (std::size_t i = 0; i < times(count); ++i)
        matches += map.match(sample_names()[i % sample_names().size()]).size();
    const auto matched = clock::now();
    std::size_t looked = 0;
    const std::size_t looks = sample_names().size() * (1 + 500'000 / count);
    for (std::size_t i = 0; i < looks; ++i)
        for (const auto& f : map.functions())
            looked += routing::ask_for(f.patterns, sample_names()[i % sample_names().size()]) ? 1U : 0U;
    const auto done = clock::now();
    if (matches * looks != looked * times(count))
        throw std::runtime_error("the index and a look at every function do not agree");
    std::printf("{\"functions\": %zu, \"matches_per_event\": %.2f, \"ns_per_event\": %.0f, "
                "\"ns_per_event_without_index\": %.0f, \"build_ms\": %.1f}\n",
                count, static_cast<double>(matches) / static_cast<double>(times(count)),
                nanoseconds(matched - built, times(count)), nanoseconds(done - matched, looks),
                nanoseconds(built - begun, 1'000'000));
    std::fflush(stdout);
}

}  // namespace

void run_matching(const arguments& words)
{
    for (const auto& word : words)
        measure(std::stoul(word));
}

}  // namespace vcenter_connector::bench
