#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <array>

namespace vcenter_connector::base {
namespace {

constexpr std::string_view white = " \t\r\n\v\f";

char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

unsigned byte_at(std::string_view text, std::size_t i) noexcept
{
    return static_cast<unsigned char>(text[i]);
}

// Length of the control character at `i`, 0 if there is none there: also those of Unicode that a terminal
// obeys or that turn the direction of text (C1, U+200E/F, U+2028 to U+202E, U+2066 to U+2069).
std::size_t control_length(std::string_view text, std::size_t i) noexcept
{
    const auto at = [&](std::size_t k) { return k < text.size() ? byte_at(text, k) : 0U; };
    if (at(i) < 0x20 || at(i) == 0x7F)
        return 1;
    if (at(i) == 0xC2 && at(i + 1) >= 0x80 && at(i + 1) <= 0x9F)
        return 2;
    if (at(i) != 0xE2)
        return 0;
    const bool general = at(i + 1) == 0x80 &&
                         (at(i + 2) == 0x8E || at(i + 2) == 0x8F || (at(i + 2) >= 0xA8 && at(i + 2) <= 0xAE));
    const bool isolate = at(i + 1) == 0x81 && at(i + 2) >= 0xA6 && at(i + 2) <= 0xA9;
    return general || isolate ? 3 : 0;
}

}  // namespace

std::string_view trim(std::string_view text) noexcept
{
    const auto first = text.find_first_not_of(white);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::vector<std::string> split_list(std::string_view text)
{
    std::vector<std::string> parts;
    while (true) {
        const auto comma = text.find(',');
        if (const auto part = trim(text.substr(0, comma)); !part.empty())
            parts.emplace_back(part);
        if (comma == std::string_view::npos)
            return parts;
        text.remove_prefix(comma + 1);
    }
}

bool iequals(std::string_view a, std::string_view b) noexcept
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

// Unicode 15, table 3-7.
std::size_t utf8_length(std::string_view text, std::size_t at) noexcept
{
    const unsigned lead = byte_at(text, at);
    if (lead < 0x80)
        return 1;
    const std::size_t size = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : (lead & 0xF0U) == 0xE0       ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
    if (size == 0 || at + size > text.size())
        return 0;
    const unsigned second = byte_at(text, at + 1);
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high)
        return 0;
    for (std::size_t k = 2; k < size; ++k)
        if ((byte_at(text, at + k) & 0xC0U) != 0x80)
            return 0;
    return size;
}

std::string printable(std::string_view text, std::size_t limit)
{
    static constexpr std::array hex{'0', '1', '2', '3', '4', '5', '6', '7',
                                    '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t size = utf8_length(text, i);
        if (i + std::max<std::size_t>(size, 1) > limit)
            return out + "...";
        const std::size_t escaped = size == 0 ? 1 : control_length(text, i);
        for (std::size_t k = 0; k < escaped; ++k) {
            out += "\\x";
            out += hex[byte_at(text, i + k) >> 4U];
            out += hex[byte_at(text, i + k) & 0xFU];
        }
        if (escaped == 0)
            out.append(text, i, size);
        i += std::max<std::size_t>(size, 1);
    }
    return out;
}

std::string in_quotes(std::string_view text, std::size_t limit)
{
    return '"' + printable(text, limit) + '"';
}

std::string valid_utf8(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t size = utf8_length(text, i);
        if (size == 0) {
            out += "\xEF\xBF\xBD";
            ++i;
        } else {
            out.append(text, i, size);
            i += size;
        }
    }
    return out;
}

std::size_t character_count(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string seconds_text(duration length)
{
    const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(length).count() / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "s";
}

}  // namespace vcenter_connector::base
