#include "command_start.hpp"

#include "standard_output.hpp"
#include "vcenter_connector/app/clients.hpp"

#include "vcenter_connector/app/log.hpp"
#include "vcenter_connector/policy/reconnect.hpp"

#include <cstdio>
#include <string>

namespace vcenter_connector::commands {

int answer_without_work(const config::command_spec& spec, const config::command_outcome& outcome)
{
    if (const auto* help = std::get_if<config::show_help>(&outcome))
        return print_result(help->text);
    if (const auto* wrong = std::get_if<config::refused>(&outcome))
        std::fputs(config::command_refusal(spec.name, wrong->mistakes).c_str(), stderr);
    return 2;
}

void check_certificates(const config::vcenter_settings& vcenter, std::vector<config::mistake>& mistakes)
{
    const auto usable = net::check(app::tls_of(vcenter));
    if (mistakes.empty() && !usable)
        mistakes.push_back({"flag -vc-ca-certs", usable.error().message()});
}

std::unique_ptr<base::log> start_log(const config::command_choice& choice)
{
    auto log = app::make_log(choice.settings.log);
    for (const auto& warning : choice.warnings)
        log->warn(warning);
    return log;
}

int report_failure(std::string_view command, const config::vcenter_settings& vcenter,
                   const base::failure& why)
{
    if (why.is(base::errc::aborted)) {
        std::fputs("Stopped.\n", stderr);
        return 1;
    }
    std::string cure = policy::cure_for(why);
    if (cure.empty() && why.code.category() != base::error_category())
        cure = "check host and port of the -vcenter URL, and that it can be reached from here";
    const auto text = std::string(command) + ": " + vcenter.server.url() +
                      " cannot be read: " + why.message() + (cure.empty() ? "" : "\n" + cure) + "\n";
    std::fputs(text.c_str(), stderr);
    return 1;
}

}  // namespace vcenter_connector::commands
