#include "vcenter_connector/config/command_settings.hpp"

#include "parts.hpp"
#include "usage_rows.hpp"

#include "vcenter_connector/config/command_line.hpp"
#include "vcenter_connector/config/value.hpp"

#include <algorithm>

namespace vcenter_connector::config {
namespace {

// How a connector goes on with a vCenter that it follows; a command has a beginning of its own.
bool for_run_only(const setting& row) noexcept
{
    return row.flag == "begin" || row.flag == "max-replay-age" || row.flag == "rebuild-interval" ||
           row.flag == "version" || row.flag == "help" || row.flag == "shutdown-timeout";
}

const setting* own_row(const command_spec& spec, std::string_view flag) noexcept
{
    const auto row = std::find_if(spec.flags.begin(), spec.flags.end(),
                                  [&](const setting& s) { return s.flag == flag || s.alias == flag; });
    return row == spec.flags.end() ? nullptr : &*row;
}

bool takes(const command_spec& spec, const setting& row)
{
    if (for_run_only(row) || own_row(spec, row.flag) != nullptr)
        return false;
    switch (row.group) {
    case setting_group::vcenter: return spec.vcenter != need::none;
    case setting_group::gateway: return spec.gateway != need::none;
    case setting_group::delivery:
        return std::find(spec.delivery.begin(), spec.delivery.end(), row.flag) != spec.delivery.end();
    case setting_group::journal: return false;
    case setting_group::log:
    case setting_group::general: break;
    }
    return true;
}

class command_loader {
public:
    command_loader(const command_spec& spec, const environment& from) : spec_(spec), from_(from) {}

    command_outcome run(std::span<const std::string> words, const command_check& check)
    {
        const auto line = read_command_line(words, flag_specs());
        if (line.help)
            return show_help{command_usage(spec_)};
        for (const auto& text : line.mistakes)
            wrong("command line", text);
        for (const auto& [flag, value] : line.flags)
            sort_out(flag, value);
        remember(line);
        own_defaults();
        check_words(line.words);
        settings();
        if (check)
            check(out_, found_.mistakes);
        if (!found_.mistakes.empty())
            return refused{std::move(found_.mistakes)};
        out_.warnings.insert(out_.warnings.begin(), found_.warnings.begin(), found_.warnings.end());
        return std::move(out_);
    }

private:
    std::vector<flag_spec> flag_specs() const
    {
        std::vector<flag_spec> specs;
        const auto add = [&](const setting& row) {
            specs.push_back({row.flag, row.type == setting_type::boolean});
            if (!row.alias.empty())
                specs.push_back({row.alias, row.type == setting_type::boolean});
        };
        for (const auto& row : spec_.flags)
            add(row);
        for (const auto& row : settings_table())
            if (takes(spec_, row))
                add(row);
        return specs;
    }

    void remember(const command_line& line)
    {
        for (const auto& each : line.written)
            if (const auto* own = own_row(spec_, each.name))
                out_.written.push_back({std::string(own->flag), each.value});
    }

    void sort_out(const std::string& flag, const std::string& value)
    {
        const auto* row = own_row(spec_, flag);
        if (row == nullptr) {
            inherited_.push_back("-" + flag + "=" + value);
            return;
        }
        if (own_value(*row, value))
            note_given(row->flag, true);
    }

    void note_given(std::string_view flag, bool on_command_line, bool empty = false)
    {
        if (!empty)
            out_.given.emplace(flag);
        if (on_command_line)
            out_.flagged.emplace(flag);
    }

    bool own_value(const setting& row, std::string_view text)
    {
        auto value = parse_value(row, text);
        const bool missing = text.empty() && row.type == setting_type::text && !row.may_be_empty;
        if (value && !missing) {
            out_.own[row.flag] = std::move(*value);
            return true;
        }
        wrong("flag -" + std::string(row.flag),
              missing ? "it is empty; an unset variable, perhaps?" : value.error().detail);
        return false;
    }

    void own_defaults()
    {
        for (const auto& row : spec_.flags)
            if (!out_.has(row.flag) && !row.preset.empty())
                own_value(row, row.preset);
    }

    void check_words(const std::vector<std::string>& words)
    {
        out_.words = words;
        const auto usage =
            std::string(spec_.name) + (spec_.words.empty() ? "" : " ") + std::string(spec_.words);
        if (words.size() < spec_.least_words)
            wrong("command line", "words are missing: " + usage);
        // Not repeated: a word may be a piece of a password with a blank in it.
        else if (words.size() > spec_.most_words)
            wrong("command line", std::to_string(words.size() - spec_.most_words) +
                                      " unexpected word(s) beside the flags: what has blanks or wildcards in "
                                      "it has to be quoted, and the value of a yes-or-no flag follows '='");
    }

    void settings()
    {
        const auto values = gather(inherited_, from_);
        for (const auto& m : values.mistakes)
            found_.mistakes.push_back(m);
        for (const auto& [flag, value] : values.values)
            if (own_row(spec_, flag) == nullptr)
                note_given(flag, value.from == origin::flag, value.text.empty());
        load_values(
            values, [&](const setting& row) { return takes(spec_, row) && wanted(values, row); },
            out_.settings, found_);
        const auto* level = values.find("log-level");
        if (level == nullptr || level->from != origin::flag)
            out_.settings.log.level = base::log_level::warn;
        if (reads(values, spec_.vcenter, "vcenter", setting_group::vcenter))
            load_vcenter(values, from_, out_.settings.vcenter, found_);
        if (reads(values, spec_.gateway, "gateway", setting_group::gateway))
            load_gateway(values, from_, out_.settings.gateway, found_);
    }

    static bool is_wanted(const gathered& values, need how, std::string_view server)
    {
        return how == need::required || (how == need::optional && values.has(server));
    }

    bool wanted(const gathered& values, const setting& row) const
    {
        if (row.group == setting_group::vcenter)
            return is_wanted(values, spec_.vcenter, "vcenter");
        if (row.group == setting_group::gateway)
            return is_wanted(values, spec_.gateway, "gateway");
        return true;
    }

    // A flag that would have no effect is a mistake; a variable may be there for others.
    bool reads(const gathered& values, need how, std::string_view server, setting_group group)
    {
        if (is_wanted(values, how, server))
            return true;
        for (const auto& [flag, value] : values.values)
            if (how == need::optional && value.from == origin::flag && find_setting(flag)->group == group)
                wrong(value.place, "it has no effect without -" + std::string(server));
        return false;
    }

    void wrong(std::string place, std::string text)
    {
        found_.mistakes.push_back({std::move(place), std::move(text)});
    }

    const command_spec& spec_;
    const environment& from_;
    command_choice out_;
    findings found_;
    std::vector<std::string> inherited_;
};

}  // namespace

bool command_choice::truth(std::string_view flag) const
{
    const auto found = own.find(flag);
    return found != own.end() && found->second.truth;
}

std::string command_choice::text(std::string_view flag) const
{
    const auto found = own.find(flag);
    return found == own.end() ? std::string() : found->second.text;
}

std::vector<std::string> command_choice::all(std::string_view flag) const
{
    std::vector<std::string> values;
    for (const auto& each : written)
        if (each.name == flag)
            values.push_back(each.value);
    return values;
}

command_outcome load_command(const command_spec& spec, std::span<const std::string> words,
                             const environment& from, const command_check& check)
{
    return command_loader(spec, from).run(words, check);
}

std::string command_usage(const command_spec& spec)
{
    std::string out = "Usage: vcenter-connector " + std::string(spec.name) + " [flags]";
    out += (spec.words.empty() ? "" : " ") + std::string(spec.words) + "\n\n" + std::string(spec.about);
    out += "\nFlags:\n";
    for (const auto& row : spec.flags)
        out += flag_usage(row);
    if (!spec.examples.empty())
        out += "\nExamples:\n" + std::string(spec.examples);
    for (const auto group : all_setting_groups) {
        std::string rows;
        for (const auto& row : settings_table())
            if (row.group == group && takes(spec, row))
                rows += flag_usage(row);
        if (!rows.empty())
            out += "\n" + std::string(title_of(group)) + ":\n" + rows;
    }
    return out;
}

std::string command_refusal(std::string_view command, std::span<const mistake> mistakes)
{
    std::string text;
    for (const auto& m : mistakes)
        text += (m.place.empty() ? "" : m.place + ": ") + m.text + "\n";
    return text + "Run vcenter-connector " + std::string(command) + " -help for what is possible.\n";
}

}  // namespace vcenter_connector::config
