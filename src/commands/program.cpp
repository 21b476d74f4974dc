#include "vcenter_connector/commands/program.hpp"

#include "vcenter_connector/app/hardening.hpp"

#include "vcenter_connector/app/environment.hpp"
#include "vcenter_connector/app/log.hpp"
#include "vcenter_connector/app/service.hpp"
#include "vcenter_connector/commands/commands.hpp"
#include "vcenter_connector/config/load.hpp"
#include "vcenter_connector/version.hpp"

#include <cstdio>
#include <string>
#include <vector>

namespace vcenter_connector::commands {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_misused = 2;

int finish(const config::show_help& help)
{
    const auto text = help.text + "\n" + commands_text();
    return std::fputs(text.c_str(), stdout) < 0 ? exit_failed : 0;
}

int finish(const config::show_version&)
{
    return std::printf("vcenter-connector %s\n", version) < 0 ? exit_failed : 0;
}

int finish(const config::refused& refusal)
{
    std::fputs(config::refusal_text(refusal.mistakes).c_str(), stderr);
    return exit_misused;
}

int finish(const config::accepted& choice)
{
    const auto log = app::make_log(choice.settings.log);
    for (const auto& warning : choice.warnings)
        log->warn(warning);
    return app::run_service(choice.settings, *log);
}

}  // namespace

int run_program(int argc, const char* const* argv)
{
    app::keep_secrets_out_of_core_dumps();
    app::bound_name_lookups();
    app::survive_file_limits();
    app::bound_heap();
    std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    if (const auto status = run_command(words, app::system_environment()))
        return *status;
    if (!words.empty() && words[0] == "run")
        words.erase(words.begin());
    const auto outcome = config::load(words, app::system_environment());
    return std::visit([](const auto& each) { return finish(each); }, outcome);
}

}  // namespace vcenter_connector::commands
