#include "vcenter_connector/config/usage.hpp"

#include "usage_rows.hpp"

#include "vcenter_connector/config/duration.hpp"
#include "vcenter_connector/config/settings_table.hpp"

namespace vcenter_connector::config {
namespace {

constexpr const char* introduction = R"(# Settings

This page is generated from the table of settings in the code; a test keeps it so.

A setting has a flag, an environment variable and a key in the YAML file that `-config` names. Where several
are given, the flag wins over the environment, the environment over the file, the file over the default. An
empty environment variable counts as not set, except `content_type`. Where two variables are named, the
first wins.

Flags follow Go's rules: `-name value`, `-name=value`, one dash or two. A yes-or-no flag is `-name` or
`-name=false`, never `-name false`. Durations are numbers with units: `15s`, `1m30s`, `500ms`.

For vCenter's user and password a secret file wins over everything else; then come the flag, the user part
of the URL, the environment and the file. Surrounding white space of secret files is ignored. They are read
again before each login: a changed password needs no restart.

Every mistake is reported at once, with its place, before anything is contacted; the exit status is then 2.
A key of the file that is not listed here is a mistake. Keys stand in sections:

```yaml
vcenter:
  url: https://vcenter.example.com/sdk
  user-secret-name: vcenter-username
  password-secret-name: vcenter-password
gateway:
  url: http://gateway.openfaas:8080
  basic-auth: true
log:
  format: json
```
)";

std::string limits_of(const setting& row)
{
    const auto time = [](std::int64_t count) { return duration_text(std::chrono::milliseconds(count)); };
    if (row.type == setting_type::duration)
        return "From " + time(row.least) + " to " + time(row.most) + ".";
    if (row.type == setting_type::integer)
        return "From " + std::to_string(row.least) + " to " + std::to_string(row.most) + ".";
    return {};
}

std::string help_of(const setting& row)
{
    const auto limits = limits_of(row);
    return std::string(row.help) + (limits.empty() ? "" : " " + limits);
}

std::string value_name_of(const setting& row)
{
    switch (row.type) {
    case setting_type::duration: return "DURATION";
    case setting_type::integer: return "NUMBER";
    case setting_type::choice: return std::string(row.choices);
    case setting_type::text:
    case setting_type::beginning:
    case setting_type::url: return std::string(row.value_name);
    case setting_type::boolean: break;
    }
    return {};
}

std::string joined(const std::string& a, std::string_view b, std::string_view between)
{
    return a + (a.empty() || b.empty() ? "" : std::string(between)) + std::string(b);
}

// `text` in lines of at most 100 characters, each indented by eight.
std::string wrapped(std::string_view text)
{
    constexpr std::size_t width = 92;
    std::string out;
    while (!text.empty()) {
        auto end = text.size();
        if (end > width) {
            end = text.rfind(' ', width);
            if (end == std::string_view::npos)
                end = std::min(text.find(' '), text.size());
        }
        out += "        " + std::string(text.substr(0, end)) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

// A bar ends a cell, also within a code span.
std::string code(std::string_view text)
{
    if (text.empty())
        return {};
    std::string out = "`";
    for (const char c : text)
        out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out + "`";
}

std::string table_row(const setting& row)
{
    const auto name = [&](std::string_view flag) {
        return code(joined("-" + std::string(flag), value_name_of(row), " "));
    };
    const auto flags = joined(name(row.flag), row.alias.empty() ? "" : name(row.alias), ", ");
    const auto variables = joined(code(variable_of(row)), code(row.govc_variable), ", ");
    return "| " + flags + " | " + variables + " | " + code(key_of(row)) + " | " + code(row.preset) + " | " +
           help_of(row) + " |\n";
}

}  // namespace

std::string flag_usage(const setting& row)
{
    std::string out = "  -" + std::string(row.flag);
    if (!row.alias.empty())
        out += ", -" + std::string(row.alias);
    out = joined(out, value_name_of(row), " ") + "\n";
    const bool has_default = !row.preset.empty() && row.preset != "false";
    out += wrapped(help_of(row) + (has_default ? " Default: " + std::string(row.preset) : ""));
    auto names = joined(variable_of(row), row.govc_variable, ", ");
    if (!names.empty())
        names = "Environment: " + names;
    if (const auto key = key_of(row); !key.empty())
        names += ". File: " + key;
    return out + wrapped(names);
}

std::string usage_text()
{
    std::string out = "Carries VMware vCenter events to OpenFaaS functions.\n"
                      "\n"
                      "Usage: vcenter-connector [flags]\n"
                      "       vcenter-connector COMMAND ...    the commands stand at the end\n";
    for (const auto group : all_setting_groups) {
        out += "\n" + std::string(title_of(group)) + ":\n";
        for (const auto& row : settings_table())
            if (row.group == group)
                out += flag_usage(row);
    }
    return out;
}

std::string reference_markdown()
{
    std::string out = introduction;
    for (const auto group : all_setting_groups) {
        out += "\n## " + std::string(title_of(group)) + "\n\n";
        out += "| flag | environment | file | default | meaning |\n|---|---|---|---|---|\n";
        for (const auto& row : settings_table())
            if (row.group == group)
                out += table_row(row);
    }
    return out;
}

}  // namespace vcenter_connector::config
