#include "operator_party.hpp"

namespace vcenter_connector::simulation {
namespace {

std::int32_t key_of(const store::dead_letter& letter)
{
    return static_cast<std::int32_t>(std::stol(letter.event_id.substr(letter.event_id.rfind('/') + 1)));
}

}  // namespace

std::vector<store::dead_letter> operator_party::letters()
{
    std::vector<store::dead_letter> all;
    const auto table = store::open_dead_letters(path_, vfs_);
    if (table)
        (*table)->list({}, [&](const store::dead_letter& each) {
            all.push_back(each);
            return true;
        });
    return all;
}

void operator_party::redeliver_all(base::wall_time now)
{
    const auto before = letters();
    if (before.empty())
        return;
    trace_.fault("operator", "dead letters redelivered", std::to_string(before.size()));
    const auto table = store::open_dead_letters(path_, vfs_);
    const bool done = table && (*table)->redeliver({}, now).has_value();
    for (const auto& each : before)
        if (done)
            contract_.redelivered(each.function.name, key_of(each));
        else
            contract_.perhaps_redelivered(each.function.name, key_of(each));
}

void operator_party::show_all()
{
    for (const auto& each : letters())
        contract_.dead_letter(each.function.name, key_of(each), each.reason);
}

}  // namespace vcenter_connector::simulation
