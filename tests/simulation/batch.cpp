#include "batch.hpp"

#include "planted.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>

namespace vcenter_connector::simulation {
namespace {

using clock = std::chrono::steady_clock;

double seconds_since(clock::time_point begin)
{
    return std::chrono::duration<double>(clock::now() - begin).count();
}

unsigned long long number(std::uint64_t n)
{
    return n;
}

class batch {
public:
    explicit batch(const batch_request& request) : request_(request) {}

    batch_report run()
    {
        std::vector<std::thread> threads;
        for (unsigned i = 1; i < request_.jobs; ++i)
            threads.emplace_back([this] { work(); });
        work();
        for (auto& each : threads)
            each.join();
        std::sort(report_.broken.begin(), report_.broken.end(),
                  [](const world_report& a, const world_report& b) { return a.seed < b.seed; });
        report_.seconds = seconds_since(begin_);
        return report_;
    }

private:
    void work()
    {
        for (auto at = next_++; at < request_.seeds.size(); at = next_++) {
            auto one = request_.world;
            one.seed = request_.seeds[at];
            auto report = run_world(one);
            if (request_.twice && run_world(one).hash != report.hash)
                report.violations.push_back("simulation: the same seed went another way the second time");
            add(std::move(report));
            if (over_)
                break;
        }
    }

    void add(world_report report)
    {
        const std::lock_guard lock(mutex_);
        auto& sum = report_.totals;
        ++report_.worlds;
        sum.days += report.days;
        sum.events += report.events;
        sum.receptions += report.receptions;
        sum.repeats += report.repeats;
        sum.dead += report.dead;
        for (const auto& [name, count] : report.faults)
            sum.faults[name] += count;
        if (!report.violations.empty()) {
            over_ = over_ || request_.stop_at_first;
            report_.broken.push_back(std::move(report));
        }
        say();
    }

    void say()
    {
        const auto now = clock::now();
        if (now - said_ < std::chrono::seconds(5))
            return;
        said_ = now;
        const auto seconds = seconds_since(begin_);
        std::fprintf(stderr, "%llu of %zu seeds, %.1f/s, %.0f simulated days, %zu broken\n",
                     number(report_.worlds), request_.seeds.size(),
                     static_cast<double>(report_.worlds) / seconds, report_.totals.days,
                     report_.broken.size());
    }

    const batch_request& request_;
    batch_report report_;
    clock::time_point begin_ = clock::now();
    clock::time_point said_ = begin_;
    std::atomic<std::size_t> next_{0};
    std::atomic<bool> over_{false};
    std::mutex mutex_;
};

std::string replay(const world_report& broken, const world_request& world, const std::string& program)
{
    auto command = program + " --seed " + std::to_string(broken.seed);
    command += " --hours " + std::to_string(world.length / std::chrono::hours(1));
    if (!world.durable)
        command += " --memory";
    for (const auto& each : planted_names())
        if (each.fault == world.planted)
            command += " --planted " + std::string(each.name);
    return command + " --trace";
}

}  // namespace

batch_report run_batch(const batch_request& request)
{
    return batch(request).run();
}

void print_report(const batch_report& report, const world_request& world, const std::string& program)
{
    const auto& sum = report.totals;
    std::printf("%llu seeds, %.1f simulated days in %.1f s (%.1f seeds/s)\n", number(report.worlds), sum.days,
                report.seconds, static_cast<double>(report.worlds) / report.seconds);
    std::printf("%llu events, %llu deliveries received, %llu of them repeats, %llu dead letters\n",
                number(sum.events), number(sum.receptions), number(sum.repeats), number(sum.dead));
    for (const auto& [name, count] : sum.faults)
        std::printf("  %8llu  %s\n", number(count), name.c_str());
    for (const auto& each : report.broken) {
        std::printf("seed %llu broke the contract:\n", number(each.seed));
        for (const auto& violation : each.violations)
            std::printf("  %s\n", violation.c_str());
        std::printf("  replay: %s\n", replay(each, world, program).c_str());
    }
}

}  // namespace vcenter_connector::simulation
