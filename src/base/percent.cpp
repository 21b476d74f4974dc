#include "vcenter_connector/base/percent.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>

namespace vcenter_connector::base {
namespace {

// Objects, not functions: calls of them are inlined.
constexpr auto unreserved = [](char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
};

constexpr auto printable_ascii = [](char c) noexcept { return c >= ' ' && c <= '~'; };

constexpr auto attribute_character = [](char c) noexcept {
    return c > ' ' && c <= '~' && c != '"' && c != '%';
};

constexpr auto uri_character = [](char c) noexcept {
    return c > ' ' && c <= '~' && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
};

void append_encoded(std::string& out, char c)
{
    static constexpr std::string_view hex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex[byte >> 4U];
    out += hex[byte & 0xFU];
}

template <class Predicate>
std::string percent_encoded(std::string_view text, Predicate stays)
{
    if (std::all_of(text.begin(), text.end(), stays))
        return std::string(text);
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (stays(c))
            out += c;
        else
            append_encoded(out, c);
    }
    return out;
}

constexpr bool begins_character(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::string uri_component(std::string_view text)
{
    return percent_encoded(text, unreserved);
}

std::string uri_reference(std::string_view text)
{
    return percent_encoded(text, uri_character);
}

std::string header_value(std::string_view text)
{
    return percent_encoded(text, printable_ascii);
}

std::string attribute_header_value(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit && std::all_of(text.begin(), text.end(), attribute_character))
        return std::string(text);
    // No character takes fewer bytes than one; the rest need not be looked at.
    const std::string valid = valid_utf8(limit < text.size() ? text.substr(0, limit + 4) : text);
    std::string out;
    std::size_t whole = 0;
    for (const char c : valid) {
        if (begins_character(c))
            whole = out.size();
        if (attribute_character(c))
            out += c;
        else
            append_encoded(out, c);
        if (out.size() > limit) {
            out.resize(whole);
            break;
        }
    }
    return out;
}

}  // namespace vcenter_connector::base
