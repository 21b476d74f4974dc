#include "vcenter_connector/config/load.hpp"

#include "parts.hpp"
#include "sources.hpp"

#include "vcenter_connector/config/usage.hpp"
#include "vcenter_connector/config/value.hpp"

namespace vcenter_connector::config {

void load_values(const gathered& values, const std::function<bool(const setting&)>& wanted, settings& out,
                 findings& found)
{
    for (const auto& row : settings_table()) {
        const auto* value = values.find(row.flag);
        if ((value == nullptr && row.preset.empty()) || !wanted(row))
            continue;
        const auto parsed = parse_value(row, values.text(row.flag));
        if (!parsed)
            found.mistakes.push_back({values.place(row.flag), parsed.error().detail});
        else if (row.apply != nullptr)
            row.apply(out, *parsed);
    }
}

outcome load(std::span<const std::string> words, const environment& from)
{
    const auto values = gather(words, from);
    if (values.help)
        return show_help{usage_text()};
    if (values.version)
        return show_version{};

    accepted out;
    findings found{values.mistakes, {}};
    load_values(
        values, [](const setting&) { return true; }, out.settings, found);
    load_vcenter(values, from, out.settings.vcenter, found);
    load_gateway(values, from, out.settings.gateway, found);
    load_journal(values, from, out.settings.journal, found);
    if (!found.mistakes.empty())
        return refused{std::move(found.mistakes)};
    out.warnings = std::move(found.warnings);
    return out;
}

std::string refusal_text(std::span<const mistake> mistakes)
{
    std::string text;
    for (const auto& m : mistakes)
        text += (m.place.empty() ? "" : m.place + ": ") + m.text + "\n";
    return text + "Run vcenter-connector -help for all flags, variables and keys.\n";
}

}  // namespace vcenter_connector::config
