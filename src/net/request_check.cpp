#include "request_check.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace vcenter_connector::net {
namespace {

bool is_control(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_token(std::string_view text) noexcept
{
    constexpr std::string_view separators = " \"(),/:;<=>?@[\\]{}";
    return !text.empty() && std::none_of(text.begin(), text.end(), [&](char c) {
        return is_control(c) || static_cast<unsigned char>(c) >= 0x80 ||
               separators.find(c) != std::string_view::npos;
    });
}

bool is_target(std::string_view text) noexcept
{
    return text.starts_with('/') &&
           std::none_of(text.begin(), text.end(), [](char c) { return is_control(c) || c == ' '; });
}

bool is_value(std::string_view text) noexcept
{
    return std::none_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\t'; });
}

// Far beyond what servers take; Beast throws on values of 64 kB.
constexpr std::size_t longest_name = 1U << 10U;
constexpr std::size_t longest_value = 60U << 10U;

base::failure refuse(std::string_view what, std::string_view text)
{
    return {base::errc::invalid_argument, std::string(what) + ": " + base::printable(text, 80)};
}

}  // namespace

base::result<void> check_request(const http_request& request)
{
    if (!is_token(request.method))
        return refuse("no HTTP method", request.method);
    if (!is_target(request.target))
        return refuse("no HTTP target", request.target);
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name) && name.size() <= longest_name)
            return refuse("no name for an HTTP header", name);
        if (name.size() > longest_name || value.size() > longest_value)
            return refuse("more than 60 kB in the HTTP header", name);
        if (!is_value(value))  // not shown: it may be a secret
            return refuse("a control character in the value of the HTTP header", name);
    }
    return {};
}

}  // namespace vcenter_connector::net
