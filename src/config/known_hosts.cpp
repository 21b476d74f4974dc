#include "vcenter_connector/config/known_hosts.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/url.hpp"

#include <algorithm>

namespace vcenter_connector::config {
namespace {

bool is_upper_hex(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

// Empty unless `text` is 20 or 32 bytes in hex with colons.
std::string as_thumbprint(std::string_view text)
{
    constexpr std::size_t sha1 = 20 * 3 - 1;
    constexpr std::size_t sha256 = 32 * 3 - 1;
    if (text.size() != sha1 && text.size() != sha256)
        return {};
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] >= 'a' && out[i] <= 'f')
            out[i] = static_cast<char>(out[i] - 'a' + 'A');
        if (i % 3 == 2 ? out[i] != ':' : !is_upper_hex(out[i]))
            return {};
    }
    return out;
}

std::string_view next_word(std::string_view& line) noexcept
{
    line = base::trim(line);
    const auto word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    return word;
}

}  // namespace

std::optional<known_host> find_known_host(std::string_view text, const base::endpoint& server)
{
    std::optional<known_host> found;
    for (std::size_t number = 1; !text.empty(); ++number) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto name = next_word(line);
        // As in a URL: without a port 443 is meant, as in govc (soap.Client.SetThumbprint).
        const auto named = parse_vcenter_url(name);
        if (name.starts_with('#') || !named || named->server.port != server.port ||
            !base::iequals(named->server.host, server.host))
            continue;
        const auto thumbprint = next_word(line);
        const auto rest = next_word(line);
        const bool whole = rest.empty() || rest.starts_with('#');
        found = known_host{whole ? as_thumbprint(thumbprint) : std::string(), number};
    }
    return found;
}

}  // namespace vcenter_connector::config
