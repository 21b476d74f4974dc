// What a command's log lets through.
#include "../../src/commands/tidy_log.hpp"

#include "support/catch.hpp"

#include <vector>

using namespace vcenter_connector;
using base::log_level;

namespace {

// As on a command line without -log-level.
class warnings_only final : public base::log {
public:
    bool enabled(log_level level) const noexcept override { return level >= log_level::warn; }
    void write(log_level level, std::string_view message, std::span<const base::log_field>) noexcept override
    {
        if (enabled(level))
            lines.emplace_back(message);
    }

    std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("a command says that vCenter is back when it has said that it was away", "[app]")
{
    warnings_only home;
    int cleared = 0;
    commands::tidy_log log(home, [&] { ++cleared; });
    const std::string back(source::following_again);
    log.info(back);
    CHECK(home.lines.empty());
    CHECK(cleared == 0);
    log.error("vCenter cannot be followed");
    log.info("The vCenter session has ended");
    log.info(back);
    log.info(back);
    CHECK(home.lines == std::vector<std::string>{"vCenter cannot be followed", back});
    CHECK(cleared == 2);
}
