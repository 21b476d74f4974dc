// gzip and zlib bodies.
#pragma once

#include "vcenter_connector/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace vcenter_connector::net {

/// The inflated text. Errors: `bad_encoding`, `truncated_body`, `body_too_large` beyond `limit` bytes.
base::result<std::string> inflate(std::string_view compressed, std::size_t limit);

}  // namespace vcenter_connector::net
