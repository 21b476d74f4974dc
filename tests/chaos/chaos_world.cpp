#include "chaos_world.hpp"

#include "support/raw_connection.hpp"

#include <csignal>
#include <cstdlib>
#include <iomanip>
#include <iostream>

namespace vcenter_connector::test {
namespace {

std::vector<std::string> names(const std::map<std::string, judged_functions::character>& functions)
{
    std::vector<std::string> all;
    for (const auto& [name, what] : functions)
        all.push_back(name);
    return all;
}

light_catalogue catalogue_of(const std::map<std::string, judged_functions::character>& functions)
{
    light_catalogue catalogue;
    for (const auto& each : names(functions))
        catalogue[each] = "vm.powered.on";
    return catalogue;
}

// Behind whatever a dead client left in the queue of connections to be accepted.
bool settled(scripted_server& server)
{
    get(server.port(), "/healthz");
    return wait_until([&] { return server.open_connections() == 0; });
}

}  // namespace

std::size_t chaos_setting(const char* name, std::size_t otherwise)
{
    const char* const value = std::getenv(name);
    return value ? std::strtoull(value, nullptr, 10) : otherwise;
}

unsigned chaos_seed(const std::string& what)
{
    const auto seed = static_cast<unsigned>(chaos_setting("VC_CHAOS_SEED", std::random_device{}()));
    std::cout << what << ": VC_CHAOS_SEED=" << seed << std::endl;
    return seed;
}

judged_functions::judged_functions(std::map<std::string, character> functions)
    : ledger(names(functions)), functions_(functions.begin(), functions.end())
{
}

light_functions::conduct judged_functions::begun(const light_invocation& what)
{
    ledger.begun(what.function, what.key);
    const auto found = functions_.find(what.function);
    if (found == functions_.end())
        return {404, {}, {}};
    return healed_ ? conduct{} : found->second(what);
}

void judged_functions::ended(const light_invocation& what, unsigned status, bool sent)
{
    ledger.ended(what.function, what.key, status / 100 == 2, sent);
}

chaos_world::chaos_world(std::map<std::string, judged_functions::character> characters,
                         vcenter_options options)
    : vcenter(std::move(options)), functions(characters), gateway(catalogue_of(characters), functions)
{
}

void chaos_world::post(std::size_t count)
{
    const std::lock_guard lock(posting_);
    vcenter.with([&](vcenter_model& model) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto vm = "vm" + std::to_string(posted_++ % objects);
            functions.ledger.posted(model.post("VmPoweredOnEvent", vm), vm);
        }
    });
}

void chaos_world::start(words more)
{
    words line{connector_program,     "-vcenter",   vcenter_url, "-gateway", gateway_url, "-state-dir",
               state.path().string(), "-log-level", "warn"};
    line.insert(line.end(), more.begin(), more.end());
    const auto login = vcenter.with([](vcenter_model& model) { return model.options(); });
    connector = std::make_unique<child_process>(std::move(line), login_of(login.user, login.password));
}

void chaos_world::begin(words more)
{
    more.insert(more.end(), {"-log-level", "info"});
    start(std::move(more));
    connector->wait_for_line("Following vCenter");
}

void chaos_world::kill()
{
    const auto killed_at = std::chrono::steady_clock::now();
    connector->signal(SIGKILL);
    connector->wait_exit();
    connector.reset();
    ++kills;
    REQUIRE(settled(gateway.server()));
    REQUIRE(settled(vcenter.server()));
    functions.ledger.fault(killed_at);
}

int chaos_world::stop()
{
    connector->signal(SIGTERM);
    const int status = connector->wait_exit();
    INFO(connector->output());
    connector.reset();
    CHECK(settled(gateway.server()));
    return status;
}

void chaos_world::wait_until_all_arrived(std::chrono::seconds limit)
{
    functions.heal();
    vcenter.server().clear_faults();
    gateway.server().clear_faults();
    const bool all = wait_until([&] { return functions.ledger.missing() == 0; }, limit);
    INFO(connector->output());
    INFO(functions.ledger.breaches());
    CHECK(functions.ledger.missing() == 0);
    REQUIRE(all);
}

void chaos_world::check()
{
    INFO((connector ? connector->output() : std::string()));
    CHECK(functions.ledger.missing() == 0);
    CHECK(functions.ledger.breaches() == "");
}

void chaos_world::print(const std::string& what, unsigned seed) const
{
    const auto counted = functions.ledger.count();
    const std::vector<std::pair<const char*, std::size_t>> columns{
        {"events", counted.events},
        {"deliveries", counted.deliveries},
        {"kills", kills},
        {"requests", counted.requests},
        {"failed", counted.failed},
        {"repeated", counted.repeated},
        {"at once", counted.most_repeated},
        {"oldest ms", static_cast<std::size_t>(counted.longest_unsettled.count())},
        {"lost", counted.missing}};
    std::cout << what << (seed == 0 ? "" : " (seed " + std::to_string(seed) + ")") << "\n";
    for (const auto& [name, value] : columns)
        std::cout << std::setw(12) << name;
    std::cout << "\n";
    for (const auto& [name, value] : columns)
        std::cout << std::setw(12) << value;
    std::cout << std::endl;
}

}  // namespace vcenter_connector::test
