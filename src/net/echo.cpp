#include "vcenter_connector/net/echo.hpp"

#include "vcenter_connector/base/base64.hpp"
#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace vcenter_connector::net {
namespace {

// No message shows more of a body.
constexpr std::size_t looked_at = 64U << 10U;
constexpr const char* remark = "(not shown: the answer repeats a secret that was sent)";

bool is_alphanumeric(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::optional<char> ascii(std::string_view digits, int base) noexcept
{
    unsigned value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
    if (error != std::errc{} || stop != end || value > 0x7F)
        return std::nullopt;
    return static_cast<char>(value);
}

// What stands between '&' and ';'.
std::optional<char> referenced(std::string_view name) noexcept
{
    using named = std::pair<std::string_view, char>;
    static constexpr std::array<named, 5> names{named{"lt", '<'}, named{"gt", '>'}, named{"amp", '&'},
                                                named{"quot", '"'}, named{"apos", '\''}};
    if (name.starts_with("#x"))
        return ascii(name.substr(2), 16);
    if (name.starts_with('#'))
        return ascii(name.substr(1), 10);
    const auto* const found =
        std::find_if(names.begin(), names.end(), [name](const named& each) { return each.first == name; });
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::string unescaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t last = i + 2;
        std::optional<char> value;
        if (text[i] == '%' && last < text.size()) {
            value = ascii(text.substr(i + 1, 2), 16);
        } else if (text[i] == '&') {
            last = std::min(text.find(';', i), text.size());
            if (last < text.size())
                value = referenced(text.substr(i + 1, last - i - 1));
        }
        out += value.value_or(text[i]);
        if (value)
            i = last;
    }
    return out;
}

bool goes_on(char a, char b) noexcept
{
    return is_alphanumeric(a) && is_alphanumeric(b);
}

bool holds(std::string_view text, std::string_view word) noexcept
{
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool begins = at == 0 || !goes_on(text[at - 1], word.front());
        const bool ends = end == text.size() || !goes_on(word.back(), text[end]);
        if (begins && ends)
            return true;
    }
    return false;
}

bool shows_any(std::string_view text, std::span<const std::string_view> secrets)
{
    return std::any_of(secrets.begin(), secrets.end(), [text](auto each) { return shows(text, each); });
}

}  // namespace

bool shows(std::string_view text, std::string_view secret)
{
    if (secret.empty())
        return false;
    return holds(text, secret) || holds(text, base::base64(secret)) || holds(unescaped(text), secret);
}

void hide_echoes(http_response& answer, std::span<const std::string_view> secrets)
{
    if (shows_any(base::trim(answer.body).substr(0, looked_at), secrets))
        answer.body = remark;
    for (auto& header : answer.headers)
        if (base::iequals(header.name, "Location") && shows_any(header.value, secrets))
            header.value = remark;
}

std::string shown_location(const http_response& answer)
{
    auto place = answer.header("Location");
    const auto end = std::min(place.find_first_of("?#"), place.size());
    const bool more = end < place.size();
    place = place.substr(0, end);
    const auto host = place.find("//");
    std::string out;
    if (host != std::string_view::npos) {
        const auto authority = place.substr(host + 2, place.find('/', host + 2) - host - 2);
        out = place.substr(0, host + 2);
        place.remove_prefix(host + 2);
        if (const auto at = authority.rfind('@'); at != std::string_view::npos)
            place.remove_prefix(at + 1);
    }
    out.append(place).append(more ? "?..." : "");
    return base::printable(out);
}

}  // namespace vcenter_connector::net
