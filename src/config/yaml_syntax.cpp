#include "yaml_syntax.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>

namespace vcenter_connector::config {
namespace {

// Such escapes are control characters, or none at all.
bool has_odd_escape(std::string_view raw)
{
    for (std::size_t at = raw.starts_with('"') ? 1 : raw.size(); at < raw.size() && raw[at] != '"'; ++at)
        if (raw[at] == '\\' && ++at < raw.size() &&
            std::string_view("\\\"/xuU").find(raw[at]) == std::string_view::npos)
            return true;
    return false;
}

// `# remark` is a comment; `#word` may be one, or the value.
bool begins_with_word(std::string_view text)
{
    return text.size() > 1 && text[0] == '#' && text[1] != '#' && text[1] != ' ';
}

bool is_as_written(const YAML::Node& node, std::string_view raw, bool secret)
{
    if (node.IsNull())
        return raw.empty() || (raw[0] == '#' ? !begins_with_word(raw) : raw[0] != '&' && !secret);
    if (!node.IsScalar())
        return false;
    if (node.Tag() != "?")
        return node.Tag() == "!" ? !has_odd_escape(raw) : raw.starts_with("!!");
    const auto& text = node.Scalar();
    const bool cut = raw.starts_with(text) && begins_with_word(base::trim(raw.substr(text.size())));
    return !secret || (raw[0] != '&' && !cut);
}

std::string why_and_cure(std::string_view key, std::string_view raw)
{
    const bool escape = raw.starts_with('"') && raw.find('\\') != std::string_view::npos;
    return std::string(escape ? "a backslash between double quotes begins an escape"
                              : "YAML takes a sign in this value for syntax") +
           "; put the value in single quotes (one inside it is written twice): " + std::string(key) +
           ": '...'";
}

// Of one line of a file that is not YAML.
std::string misreading_in(const setting& row, std::string_view raw)
{
    if (!raw.empty() && raw[0] != ' ' && raw[0] != '\t' && raw[0] != '\r')
        return "a blank is missing behind the colon of \"" + std::string(row.key) + "\"";
    try {
        return misreading(row, raw, YAML::Load("value: " + std::string(raw) + "\n...\n")["value"]);
    } catch (const YAML::Exception&) {
        return why_and_cure(row.key, base::trim(raw));
    }
}

const setting* row_of_key(std::string_view key)
{
    const auto table = settings_table();
    const auto row = std::find_if(table.begin(), table.end(), [&](const setting& s) {
        return s.sources == setting_sources::all && s.key == key;
    });
    return row == table.end() ? nullptr : &*row;
}

}  // namespace

std::string misreading(const setting& row, std::string_view raw, const YAML::Node& node)
{
    raw = base::trim(raw);
    return is_as_written(node, raw, row.secret) ? std::string() : why_and_cure(row.key, raw);
}

std::optional<misread_value> first_misreading(std::string_view text)
{
    for (std::size_t number = 0; !text.empty(); ++number) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto colon = std::min(line.find(':'), line.size());
        const auto* row = row_of_key(base::trim(line.substr(0, colon)));
        if (row == nullptr || colon == line.size())
            continue;
        const auto raw = line.substr(colon + 1);
        if (auto why = misreading_in(*row, raw); !why.empty())
            return misread_value{number, colon + 1 + std::min(raw.find_first_not_of(' '), raw.size()),
                                 std::move(why)};
    }
    return std::nullopt;
}

}  // namespace vcenter_connector::config
