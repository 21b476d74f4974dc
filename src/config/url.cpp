#include "vcenter_connector/config/url.hpp"

#include "text_file.hpp"

#include "vcenter_connector/base/text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace vcenter_connector::config {
namespace {

using base::errc;
using base::failure;
using base::result;

struct url_defaults {
    bool tls;
    std::string_view path;
    std::string_view example;
};

failure wrong(std::string detail)
{
    return {errc::invalid_argument, std::move(detail)};
}

int hex_digit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

result<std::string> percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return wrong("a '%' in the user name or password has to be written %25");
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (const auto fault = text_fault(out); !fault.empty())
        return wrong("the user name or password " + fault);
    return out;
}

bool is_ipv6(std::string_view text)
{
    std::array<unsigned char, sizeof(in6_addr)> address{};
    const std::string plain(text.substr(0, text.find('%')));
    return inet_pton(AF_INET6, plain.c_str(), address.data()) == 1;
}

bool is_control(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_host_name(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.' || c == '_';
    });
}

class url_parser {
public:
    url_parser(std::string_view text, const url_defaults& defaults) : rest_(text), defaults_(defaults) {}

    result<server_url> run()
    {
        if (rest_.empty())
            return wrong("the URL is empty; write " + std::string(defaults_.example));
        if (rest_.find_first_of(" \t\r\n\v\f") != std::string_view::npos)
            return wrong("the URL holds white space; in a password a blank is written %20");
        if (std::any_of(rest_.begin(), rest_.end(), is_control))
            return wrong("the URL holds a control character");
        for (const auto step : {&url_parser::scheme, &url_parser::path, &url_parser::user_part,
                                &url_parser::host, &url_parser::port})
            if (const auto outcome = (this->*step)(); !outcome)
                return outcome.error();
        return std::move(out_);
    }

private:
    using done = result<void>;

    done scheme()
    {
        out_.server.tls = defaults_.tls;
        const auto mark = rest_.find("://");
        // "user:a://b@vc" has its "://" in a password.
        if (mark == std::string_view::npos || !is_host_name(rest_.substr(0, mark)))
            return {};
        const auto name = rest_.substr(0, mark);
        rest_.remove_prefix(mark + 3);
        if (!base::iequals(name, "https") && !base::iequals(name, "http"))
            return wrong("unknown scheme \"" + base::printable(name, 20) + "\"; write https:// or http://");
        out_.server.tls = base::iequals(name, "https");
        return {};
    }

    done path()
    {
        const auto end = std::min(rest_.find_first_of("/?#"), rest_.size());
        auto path = rest_.substr(end);
        rest_ = rest_.substr(0, end);
        if (path.find('@') != std::string_view::npos)
            return wrong("a '/', '?' or '#' in the user name or password has to be written %2F, %3F or %23");
        if (path.find_first_of("?#") != std::string_view::npos)
            return wrong("a query or fragment ('?', '#') has no place in this URL");
        while (!path.empty() && path.back() == '/')
            path.remove_suffix(1);
        out_.server.path = path.empty() ? defaults_.path : path;
        return {};
    }

    done user_part()
    {
        const auto at = rest_.rfind('@');
        if (at == std::string_view::npos)
            return {};
        const auto part = rest_.substr(0, at);
        rest_.remove_prefix(at + 1);
        const auto colon = part.find(':');
        auto user = percent_decoded(part.substr(0, colon));
        if (!user)
            return user.error();
        out_.user = std::move(*user);
        if (colon == std::string_view::npos)
            return {};
        auto password = percent_decoded(part.substr(colon + 1));
        if (!password)
            return password.error();
        out_.password.emplace(std::move(*password));
        return {};
    }

    done host()
    {
        if (rest_.starts_with('['))
            return bracketed_host();
        const auto colon = rest_.find(':');
        if (colon != rest_.rfind(':'))
            return is_ipv6(rest_)
                       ? wrong("an IPv6 address stands in brackets: [" + base::printable(rest_) + "]")
                       : wrong("more than one ':' in the host and port");
        const auto name = rest_.substr(0, colon);
        if (name.empty())
            return wrong("the URL names no host; write " + std::string(defaults_.example));
        if (!is_host_name(name))
            return wrong("\"" + base::printable(name) + "\" cannot be a host name");
        out_.server.host = name;
        rest_.remove_prefix(name.size());
        return {};
    }

    done bracketed_host()
    {
        const auto close = rest_.find(']');
        const auto address =
            close == std::string_view::npos ? std::string_view{} : rest_.substr(1, close - 1);
        const auto after = close == std::string_view::npos ? std::string_view{} : rest_.substr(close + 1);
        if (!is_ipv6(address) || (!after.empty() && after[0] != ':'))
            return wrong(
                "what stands in brackets has to be an IPv6 address, as in https://[fe80::1]:443/sdk");
        out_.server.host = address;
        if (const auto zone = out_.server.host.find("%25"); zone != std::string::npos)
            out_.server.host.erase(zone + 1, 2);
        rest_ = after;
        return {};
    }

    done port()
    {
        out_.server.port = out_.server.tls ? 443 : 80;
        if (rest_.empty())
            return {};
        const auto digits = rest_.substr(1);
        const auto& host = out_.server.host;
        if (digits.empty() && (base::iequals(host, "https") || base::iequals(host, "http")))
            return wrong("write two slashes after the scheme: " + host + "://");
        const auto [stop, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), out_.server.port);
        if (error != std::errc{} || stop != digits.data() + digits.size() || out_.server.port == 0)
            // Not repeated: where the host was forgotten, what stands here is a password.
            return wrong("the port, which follows the last ':', has to be a number from 1 to 65535");
        out_.server.default_port = false;
        return {};
    }

    std::string_view rest_;
    url_defaults defaults_;
    server_url out_;
};

}  // namespace

result<server_url> parse_vcenter_url(std::string_view text)
{
    return url_parser(text, {true, "/sdk", "https://vcenter.example.com/sdk"}).run();
}

result<server_url> parse_gateway_url(std::string_view text)
{
    return url_parser(text, {false, "/", "http://gateway.openfaas:8080"}).run();
}

std::string without_user_part(std::string_view text)
{
    const auto at = text.rfind('@');
    if (at == std::string_view::npos)
        return base::printable(text);
    return "***" + base::printable(text.substr(at));
}

}  // namespace vcenter_connector::config
