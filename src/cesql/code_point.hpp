// Code points of UTF-8 texts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vcenter_connector::cesql {

inline constexpr char32_t no_code_point = 0xFFFFFFFF;

/// The code point of the character that begins at `at`; `no_code_point` for a byte that is in no well-formed
/// sequence.
char32_t code_point_at(std::string_view text, std::size_t at) noexcept;

void append_code_point(std::string& out, char32_t c);

}  // namespace vcenter_connector::cesql
