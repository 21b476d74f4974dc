// simulation: lives through worlds by seed and checks the delivery contract in each. scripts/simulate builds
// and runs it.
#include "batch.hpp"
#include "planted.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

using namespace vcenter_connector::simulation;

namespace {

constexpr const char* usage =
    "simulation [--seed S | --from S --count N | --fresh N] [--hours H | --days D] [options]\n"
    "  --trace           print all that happens\n"
    "  --twice           run each seed twice and compare\n"
    "  --jobs N          worlds at a time\n"
    "  --memory          the journal in memory; the connector does not die then\n"
    "  --planted NAME    put that fault into the connector\n"
    "  --expect-broken   succeed when a broken contract is found, fail otherwise\n";

struct command {
    batch_request batch;
    std::uint64_t from = 1;
    std::uint64_t count = 1;
    bool fresh = false;
    bool expect_broken = false;
    bool wrong = false;  // or help is asked for
};

bool set_planted(command& c, std::string_view name)
{
    for (const auto& each : planted_names())
        if (each.name == name) {
            c.batch.world.planted = each.fault;
            return true;
        }
    std::fprintf(stderr, "No such fault to plant. There are:\n");
    for (const auto& each : planted_names())
        std::fprintf(stderr, "  %.*s\n", static_cast<int>(each.name.size()), each.name.data());
    return false;
}

bool set_flag(command& c, std::string_view word)
{
    if (word == "--trace")
        c.batch.world.print = true;
    else if (word == "--twice")
        c.batch.twice = true;
    else if (word == "--memory")
        c.batch.world.durable = false;
    else if (word == "--expect-broken")
        c.batch.stop_at_first = c.expect_broken = true;
    else
        return false;
    return true;
}

bool set_value(command& c, std::string_view word, const char* value)
{
    const auto number = std::strtoull(value, nullptr, 10);
    if (word == "--seed" || word == "--from")
        c.from = number;
    else if (word == "--count" || word == "--fresh")
        c.count = number;
    else if (word == "--hours")
        c.batch.world.length = std::chrono::hours(number);
    else if (word == "--days")
        c.batch.world.length = std::chrono::hours(24 * number);
    else if (word == "--jobs")
        c.batch.jobs = static_cast<unsigned>(std::max(number, 1ULL));
    else if (word == "--planted")
        return set_planted(c, value);
    else
        return false;
    c.fresh = c.fresh || word == "--fresh";
    return true;
}

command read_command(int argc, char** argv)
{
    command c;
    for (int i = 1; i < argc && !c.wrong; ++i) {
        if (set_flag(c, argv[i]))
            continue;
        c.wrong = i + 1 >= argc || !set_value(c, argv[i], argv[i + 1]);
        ++i;
    }
    if (c.fresh) {
        c.from = std::random_device{}();
        std::printf("fresh seeds: --from %llu --count %llu\n", static_cast<unsigned long long>(c.from),
                    static_cast<unsigned long long>(c.count));
    }
    for (std::uint64_t i = 0; i < c.count; ++i)
        c.batch.seeds.push_back(c.from + i);
    return c;
}

}  // namespace

int main(int argc, char** argv)
{
    const auto c = read_command(argc, argv);
    if (c.wrong) {
        std::fputs(usage, stderr);
        return 2;
    }
    const auto report = run_batch(c.batch);
    print_report(report, c.batch.world, argv[0]);
    return report.broken.empty() != c.expect_broken ? 0 : 1;
}
