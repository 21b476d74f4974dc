#include "code_point.hpp"

#include "vcenter_connector/base/text.hpp"

namespace vcenter_connector::cesql {
namespace {

constexpr unsigned tail_bits = 6;

char tail(char32_t c, unsigned shift) noexcept
{
    return static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
}

}  // namespace

char32_t code_point_at(std::string_view text, std::size_t at) noexcept
{
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80)
        return lead;
    const auto size = base::utf8_length(text, at);
    if (size == 0)
        return no_code_point;
    char32_t c = lead & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k)
        c = (c << tail_bits) | (static_cast<unsigned char>(text[at + k]) & 0x3FU);
    return c;
}

void append_code_point(std::string& out, char32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
    } else {
        if (c < 0x10000) {
            out += static_cast<char>(0xE0U | (c >> 12U));
        } else {
            out += static_cast<char>(0xF0U | (c >> 18U));
            out += tail(c, 12);
        }
        out += tail(c, 6);
    }
    out += tail(c, 0);
}

}  // namespace vcenter_connector::cesql
