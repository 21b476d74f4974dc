#include "wire_text.hpp"

#include <algorithm>

namespace vcenter_connector::gateway {
namespace {

// Objects, not functions: calls of them are inlined.
constexpr auto unreserved = [](char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
};

constexpr auto printable_ascii = [](char c) noexcept { return c >= ' ' && c <= '~'; };

template <class Predicate>
std::string percent_encoded(std::string_view text, Predicate stays)
{
    if (std::all_of(text.begin(), text.end(), stays))
        return std::string(text);
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (stays(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4U];
        out += hex[byte & 0xFU];
    }
    return out;
}

}  // namespace

std::string uri_component(std::string_view text)
{
    return percent_encoded(text, unreserved);
}
std::string header_value(std::string_view text)
{
    return percent_encoded(text, printable_ascii);
}

}  // namespace vcenter_connector::gateway
