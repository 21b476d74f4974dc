// Header blocks of answers as servers and proxies send them, made into what RFC 9112 asks for and Beast
// takes. Go, curl and browsers take all of these; what they refuse is left as it is, for the parser to
// refuse.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vcenter_connector::net {

/// Bytes of the header block at the beginning of `text`, with the blank line that ends it and blank lines
/// before it; 0 while it is not complete. Lines end with CRLF or with LF alone.
std::size_t head_length(std::string_view text) noexcept;

/// Whether `text` begins like an answer of HTTP/1, as far as it is there. Blank lines before it do not count.
bool begins_like_answer(std::string_view text) noexcept;

/// The status of a status line whose three digits have come, with what follows them; 0 otherwise. What comes
/// behind can change no more what the server has said.
unsigned arrived_status(std::string_view text) noexcept;

/// Whether a complete header block (see `head_length`) needs no change.
bool is_strict(std::string_view head) noexcept;

/// A complete header block with: a blank behind the status and no reason phrase; CRLF; no blank before a
/// colon; folded lines joined; control characters in values as blanks; without headers whose name is no
/// token, or of 60 kB or more. A line without a colon stays, and is refused. Of several equal
/// `Content-Length` one is left, and none beside `Transfer-Encoding: chunked`, which wins (RFC 9112,
/// section 6.3). Content-Lengths that differ are kept.
std::string strict_head(std::string_view head);

}  // namespace vcenter_connector::net
