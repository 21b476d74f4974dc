// Small text operations that more than one layer needs.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::base {

/// Without leading and trailing white space (space, tab, CR, LF, VT, FF).
std::string_view trim(std::string_view text) noexcept;

/// The parts between commas, each trimmed, empty ones left out.
std::vector<std::string> split_list(std::string_view text);

/// ASCII only.
bool iequals(std::string_view a, std::string_view b) noexcept;

/// Quoted for a message: control characters, those of Unicode too, escaped as \xNN byte by byte, cut after
/// `limit` bytes (never within a UTF-8 sequence) with "..." where something was cut.
std::string printable(std::string_view text, std::size_t limit = 200);

/// The same between double quotes.
std::string in_quotes(std::string_view text, std::size_t limit = 100);

/// Bytes of the well-formed UTF-8 sequence that begins at `at` (below the size of `text`); 0 if there is
/// none.
std::size_t utf8_length(std::string_view text, std::size_t at) noexcept;

/// `text` with everything replaced by U+FFFD that is not well-formed UTF-8.
std::string valid_utf8(std::string_view text);

/// Characters of UTF-8: bytes that continue none.
std::size_t character_count(std::string_view text) noexcept;

/// `12.3s`, tenths cut off; for log lines.
std::string seconds_text(duration length);

}  // namespace vcenter_connector::base
