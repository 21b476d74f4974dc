#include "characters.hpp"
#include "code_point.hpp"

#include <array>

namespace vcenter_connector::cesql {
namespace {

// Capitals from `first` to `last`, every `step` code points, each `distance` before its small letter.
struct letters {
    char32_t first, last;
    char32_t distance;
    char32_t step;
};

constexpr std::array alphabets{
    letters{0x41, 0x5A, 32, 1},      // Latin
    letters{0xC0, 0xD6, 32, 1},      // Latin-1
    letters{0xD8, 0xDE, 32, 1},      //
    letters{0x100, 0x12E, 1, 2},     // Latin Extended-A
    letters{0x132, 0x136, 1, 2},     //
    letters{0x139, 0x147, 1, 2},     //
    letters{0x14A, 0x176, 1, 2},     //
    letters{0x179, 0x17D, 1, 2},     //
    letters{0x1A0, 0x1A4, 1, 2},     // Latin Extended-B, where it is regular
    letters{0x1AF, 0x1AF, 1, 1},     //
    letters{0x1CD, 0x1DB, 1, 2},     //
    letters{0x1DE, 0x1EE, 1, 2},     //
    letters{0x1F8, 0x21E, 1, 2},     //
    letters{0x222, 0x232, 1, 2},     //
    letters{0x386, 0x386, 38, 1},    // Greek
    letters{0x388, 0x38A, 37, 1},    //
    letters{0x38C, 0x38C, 64, 1},    //
    letters{0x38E, 0x38F, 63, 1},    //
    letters{0x391, 0x3A1, 32, 1},    //
    letters{0x3A3, 0x3AB, 32, 1},    //
    letters{0x400, 0x40F, 80, 1},    // Cyrillic
    letters{0x410, 0x42F, 32, 1},    //
    letters{0x460, 0x480, 1, 2},     //
    letters{0x48A, 0x4BE, 1, 2},     //
    letters{0x4C0, 0x4C0, 15, 1},    //
    letters{0x4C1, 0x4CD, 1, 2},     //
    letters{0x4D0, 0x52E, 1, 2},     //
    letters{0x531, 0x556, 48, 1},    // Armenian
    letters{0x1E00, 0x1E94, 1, 2},   // Latin Extended Additional
    letters{0x1EA0, 0x1EFE, 1, 2},   //
    letters{0xFF21, 0xFF3A, 32, 1},  // full width
};

constexpr bool in(const letters& row, char32_t c) noexcept
{
    return c >= row.first && c <= row.last && (c - row.first) % row.step == 0;
}

char32_t lower(char32_t c) noexcept
{
    switch (c) {
    case 0x130: return 'i';
    case 0x178: return 0xFF;
    case 0x1E9E: return 0xDF;
    default: break;
    }
    for (const auto& row : alphabets)
        if (in(row, c))
            return c + row.distance;
    return c;
}

char32_t upper(char32_t c) noexcept
{
    switch (c) {
    case 0xB5: return 0x39C;
    case 0xFF: return 0x178;
    case 0x131: return 'I';
    case 0x17F: return 'S';
    case 0x3C2: return 0x3A3;
    default: break;
    }
    for (const auto& row : alphabets)
        if (c >= row.distance && in(row, c - row.distance))
            return c - row.distance;
    return c;
}

template <class Map>
std::string mapped(std::string_view text, Map map)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto size = character_size(text, at);
        const auto c = code_point_at(text, at);
        if (const auto other = c == no_code_point ? c : map(c); other != c)
            append_code_point(out, other);
        else
            out.append(text, at, size);
        at += size;
    }
    return out;
}

}  // namespace

std::string lower_case(std::string_view text)
{
    return mapped(text, lower);
}

std::string upper_case(std::string_view text)
{
    return mapped(text, upper);
}

}  // namespace vcenter_connector::cesql
