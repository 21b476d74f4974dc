#include "vcenter_connector/config/known_hosts.hpp"

#include "vcenter_connector/base/text.hpp"

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

}  // namespace

std::optional<known_host> find_known_host(std::string_view text, const base::endpoint& server)
{
    base::endpoint with_port = server;
    with_port.default_port = false;
    const std::string wanted = with_port.authority();
    std::optional<known_host> found;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto line = base::trim(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const auto blank = line.find_first_of(" \t");
        if (line.starts_with('#') || !base::iequals(line.substr(0, blank), wanted))
            continue;
        const auto rest =
            blank == std::string_view::npos ? std::string_view{} : base::trim(line.substr(blank));
        found = known_host{as_thumbprint(rest), number};
    }
    return found;
}

}  // namespace vcenter_connector::config
