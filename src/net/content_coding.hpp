// Content-Encoding: what bodies are packed with.
#pragma once

#include "vcenter_connector/base/result.hpp"
#include "vcenter_connector/net/http.hpp"

#include <cstddef>

namespace vcenter_connector::net {

/// The answer with its body as it was before it was encoded, without `Content-Encoding` and `Content-Length`.
/// gzip (of several members too: RFC 1952, section 2.2), x-gzip and deflate (with or without zlib's frame)
/// are undone, one after the other where several are named. Errors: `bad_encoding` (one that is not known is
/// named), `truncated_body`, `body_too_large` beyond `limit` bytes.
base::result<http_response> decoded(http_response response, std::size_t limit);

}  // namespace vcenter_connector::net
