#include "characters.hpp"

#include "code_point.hpp"

namespace vcenter_connector::cesql {
namespace {

bool is_white_space(char32_t c) noexcept
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

}  // namespace

std::size_t character_count(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += character_size(text, at))
        ++count;
    return count;
}

std::size_t character_offset(std::string_view text, std::size_t index) noexcept
{
    std::size_t at = 0;
    for (; index > 0 && at < text.size(); --index)
        at += character_size(text, at);
    return at;
}

std::string_view trim_white_space(std::string_view text) noexcept
{
    std::size_t first = text.size();
    std::size_t last = first;
    for (std::size_t at = 0; at < text.size();) {
        const auto size = character_size(text, at);
        if (!is_white_space(code_point_at(text, at))) {
            first = std::min(first, at);
            last = at + size;
        }
        at += size;
    }
    return text.substr(first, last - first);
}

}  // namespace vcenter_connector::cesql
