// Texts by characters. A character is a code point of UTF-8; a byte that is in no well-formed sequence counts
// as one and stays as it is.
#pragma once

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace vcenter_connector::cesql {

/// Bytes of the character that begins at `at`, which is below the size of `text`.
inline std::size_t character_size(std::string_view text, std::size_t at) noexcept
{
    return static_cast<unsigned char>(text[at]) < 0x80
               ? 1
               : std::max<std::size_t>(base::utf8_length(text, at), 1);
}

std::size_t character_count(std::string_view text) noexcept;

/// The offset at which character number `index` (from 0) begins; the size of `text` when it is shorter.
std::size_t character_offset(std::string_view text, std::size_t index) noexcept;

/// Without white space (Unicode's property White_Space) at both ends.
std::string_view trim_white_space(std::string_view text) noexcept;

/// Unicode's simple case mappings for the modern Latin, Greek, Cyrillic and Armenian alphabets and full-width
/// letters; characters of others stay. One character never becomes several: `ß` stays.
std::string lower_case(std::string_view text);
std::string upper_case(std::string_view text);

}  // namespace vcenter_connector::cesql
