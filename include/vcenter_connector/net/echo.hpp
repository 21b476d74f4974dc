// Answers that repeat what was sent to them, and with it a secret: the pages of proxies and login services.
#pragma once

#include "vcenter_connector/net/http.hpp"

#include <span>
#include <string_view>

namespace vcenter_connector::net {

/// Whether `text` shows the secret: as it is, in base64, percent-encoded, or as XML and HTML escape it. A
/// part of a longer word does not count: "pass" is not shown by "password". False for an empty secret.
bool shows(std::string_view text, std::string_view secret);

/// To be called before anything of an answer reaches a message. Replaces the body, when its first 64 kB show
/// one of the secrets, and a `Location` that does, by a remark.
void hide_echoes(http_response& answer, std::span<const std::string_view> secrets);

/// Where a redirect points, printable: without user, query and fragment, which may be somebody's secrets.
/// Empty when the answer has no `Location`.
std::string shown_location(const http_response& answer);

}  // namespace vcenter_connector::net
