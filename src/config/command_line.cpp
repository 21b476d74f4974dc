#include "vcenter_connector/config/command_line.hpp"

#include "vcenter_connector/base/nearest.hpp"

#include <algorithm>

namespace vcenter_connector::config {
namespace {

std::string suggestion(const std::string& name, std::span<const flag_spec> table)
{
    std::vector<std::string_view> known;
    for (const auto& spec : table)
        known.push_back(spec.name);
    const auto near = base::nearest(name, known);
    return near.empty() ? "" : "; did you mean -" + std::string(near) + "?";
}

}  // namespace

std::string command_line::text(const std::string& flag) const
{
    const auto found = flags.find(flag);
    return found == flags.end() ? std::string() : found->second;
}

command_line read_command_line(std::span<const std::string> words, std::span<const flag_spec> table)
{
    command_line out;
    while (!words.empty() && !out.help) {
        auto parsed = parse_go_flags(words, table);
        out.help = parsed.help && out.mistakes.empty();
        for (const auto& m : parsed.mistakes)
            out.mistakes.push_back(m.text + (m.unknown ? suggestion(m.flag, table) : ""));
        for (auto& v : parsed.values) {
            out.flags[v.name] = v.value;
            out.written.push_back(std::move(v));
        }
        const auto read = words.size() - parsed.rest.size();
        const bool ended = read > 0 && words[read - 1] == "--";
        const auto plain = ended ? parsed.rest.size() : std::min<std::size_t>(parsed.rest.size(), 1);
        out.words.insert(out.words.end(), parsed.rest.begin(),
                         parsed.rest.begin() + static_cast<std::ptrdiff_t>(plain));
        words = words.subspan(read + plain);
        if (parsed.help)
            break;
    }
    return out;
}

}  // namespace vcenter_connector::config
