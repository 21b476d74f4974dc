// The environment of a function's process, as the classic watchdog makes it.
#pragma once

#include "vcenter_connector/local_gateway/invocation.hpp"
#include "vcenter_connector/local_gateway/stack.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::local_gateway {

/// `NAME=value` for each variable, sorted. In order of precedence: `Http_*` of the request (not when the
/// function sets `cgi_headers` to false), the function's own, and of `inherited` what every program needs:
/// PATH, HOME, LANG, LC_*, TZ, TMPDIR, USER, SSL_CERT_FILE, SSL_CERT_DIR. `secret_mount_path` is the folder
/// of secrets when the function lists some and does not set it.
///
/// `Http_Path` is percent-decoded where that can be a C string. Of a header that came more than once the
/// first counts.
std::vector<std::string> process_environment(const function& f, const invocation& call,
                                             const text_map& inherited);

/// Whether `text` is one of Go's words for true.
bool is_true(std::string_view text);

}  // namespace vcenter_connector::local_gateway
