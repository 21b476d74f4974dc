#include "go_json.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>

namespace vcenter_connector::events {
namespace {

constexpr std::string_view line_separator = "\xE2\x80\xA8";
constexpr std::string_view paragraph_separator = "\xE2\x80\xA9";

void append_escaped(std::string& out, char c)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && c != '<' && c != '>' && c != '&') {
        out += c;
        return;
    }
    out += "\\u00";
    out += hex[byte >> 4U];
    out += hex[byte & 0xFU];
}

// ASCII that stays as it is.
constexpr bool plain(char c) noexcept
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
}

void append_other(std::string& out, std::string_view text)
{
    const std::string valid = base::valid_utf8(text);
    std::string_view rest = valid;
    while (!rest.empty()) {
        if (rest.starts_with(line_separator) || rest.starts_with(paragraph_separator)) {
            out += rest.starts_with(line_separator) ? "\\u2028" : "\\u2029";
            rest.remove_prefix(line_separator.size());
            continue;
        }
        append_escaped(out, rest.front());
        rest.remove_prefix(1);
    }
}

}  // namespace

void append_go_string(std::string& out, std::string_view text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), plain);
    const auto size = static_cast<std::size_t>(end - text.begin());
    out += '"';
    out.append(text.substr(0, size));
    append_other(out, text.substr(size));
    out += '"';
}

}  // namespace vcenter_connector::events
