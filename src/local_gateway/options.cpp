#include "vcenter_connector/local_gateway/options.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/go_flags.hpp"

#include <boost/asio/ip/address.hpp>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

struct flag {
    std::string_view name;
    std::string_view value;  ///< what stands for it in the usage; empty: a boolean
    std::string_view help;
    /// Sets the option; answers what would be right when it cannot.
    std::optional<std::string> (*set)(options&, const std::string&);
};

std::optional<std::pair<std::string, std::string>> name_and_value(const std::string& text)
{
    const auto equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
        return std::nullopt;
    return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

template <class T>
std::optional<T> number(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::string> set_listen(options& o, const std::string& text)
{
    static constexpr auto expected = "ADDRESS:PORT, such as 127.0.0.1:8080, :8080 or [::1]:0";
    const auto colon = text.rfind(':');
    const auto port =
        colon == std::string::npos ? std::nullopt : number<std::uint16_t>(text.substr(colon + 1));
    if (!port)
        return expected;
    auto host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    if (host.empty())
        host = "0.0.0.0";
    if (host == "localhost")
        host = "127.0.0.1";
    boost::system::error_code ec;
    boost::asio::ip::make_address(host, ec);
    if (ec)
        return expected;
    o.address = host;
    o.port = *port;
    return std::nullopt;
}

std::optional<std::string> set_level(options& o, const std::string& text)
{
    static constexpr std::array<std::string_view, 4> names{"debug", "info", "warn", "error"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (text == names.at(i)) {
            o.log.level = static_cast<base::log_level>(i);
            return std::nullopt;
        }
    return "debug, info, warn or error";
}

std::optional<std::string> set_format(options& o, const std::string& text)
{
    if (text != "text" && text != "json")
        return "text or json";
    o.log.format = text == "text" ? config::log_format::text : config::log_format::json;
    return std::nullopt;
}

template <auto Map>
std::optional<std::string> add_pair(options& o, const std::string& text)
{
    auto pair = name_and_value(text);
    if (!pair)
        return "NAME=VALUE";
    (o.source.*Map)[pair->first] = pair->second;
    return std::nullopt;
}

const std::array<flag, 13>& flags()
{
    using answer = std::optional<std::string>;
    using text = const std::string&;
    static const std::array<flag, 13> table{{
        {"f", "FILE", "stack file to serve (default stack.yml); also as the only word without a dash",
         [](options& o, text v) -> answer { return o.source.path = v, std::nullopt; }},
        {"listen", "ADDRESS:PORT", "where to listen (default 127.0.0.1:8080); port 0 takes a free one",
         set_listen},
        {"filter", "NAME,NAME", "serve only these functions; may be repeated",
         [](options& o, text v) -> answer {
             for (auto& name : base::split_list(v))
                 o.source.filter.push_back(std::move(name));
             return std::nullopt;
         }},
        {"upstream", "NAME=URL", "this function is a server at URL (http); may be repeated",
         add_pair<&stack_source::upstreams>},
        {"env", "NAME=VALUE", "set in every function's environment; may be repeated",
         add_pair<&stack_source::environment>},
        {"secrets-dir", "FOLDER", "where secrets are files (default .secrets beside the stack file)",
         [](options& o, text v) -> answer { return o.source.secrets = v, std::nullopt; }},
        {"basic-auth-user", "USER", "ask for this user on /system/ routes",
         [](options& o, text v) -> answer { return o.user = v, std::nullopt; }},
        {"basic-auth-password-file", "FILE", "file with that user's password",
         [](options& o, text v) -> answer { return o.password_file = v, std::nullopt; }},
        {"max-processes", "N", "processes of all functions together (default 128); more calls get 429",
         [](options& o, text v) -> answer {
             const auto n = number<std::size_t>(v);
             if (!n || *n == 0)
                 return "a number from 1";
             return o.max_processes = *n, std::nullopt;
         }},
        {"log-level", "LEVEL", "debug, info (default), warn or error", set_level},
        {"log-format", "FORMAT", "text (default) or json", set_format},
        {"version", "", "print the version",
         [](options& o, text v) -> answer { return o.version = v == "true", std::nullopt; }},
        {"help", "", "print this",
         [](options& o, text v) -> answer { return o.help = v == "true", std::nullopt; }},
    }};
    return table;
}

std::vector<config::flag_spec> specs()
{
    std::vector<config::flag_spec> out;
    for (const auto& each : flags())
        if (each.name != "help")
            out.push_back({each.name, each.value.empty()});
    return out;
}

void take(parsed_options& out, const config::flag_value& given)
{
    for (const auto& each : flags())
        if (each.name == given.name)
            if (const auto expected = each.set(out.value, given.value))
                out.mistakes.push_back("-" + given.name + ": '" + base::printable(given.value) +
                                       "' cannot be used; expected " + *expected);
}

}  // namespace

parsed_options parse_options(std::span<const std::string> words)
{
    parsed_options out;
    const auto table = specs();
    const auto parsed = config::parse_go_flags(words, table);
    out.value.help = parsed.help;
    for (const auto& each : parsed.mistakes)
        out.mistakes.push_back(each.text);
    for (const auto& each : parsed.values)
        take(out, each);
    if (!parsed.rest.empty())
        out.value.source.path = parsed.rest.front();
    for (std::size_t i = 1; i < parsed.rest.size(); ++i)
        out.mistakes.push_back("'" + base::printable(parsed.rest[i]) +
                               "' is one word too many; flags go before the stack file");
    if (out.value.user.empty() != out.value.password_file.empty())
        out.mistakes.emplace_back("-basic-auth-user and -basic-auth-password-file need each other");
    return out;
}

std::string usage()
{
    std::string out = "Usage: local-gateway [flags] [stack.yml]\n\n"
                      "Serves the functions of a stack.yml on this machine, with OpenFaaS's API.\n\n";
    for (const auto& each : flags()) {
        std::string left = "  -" + std::string(each.name) + " " + std::string(each.value);
        left.resize(std::max<std::size_t>(left.size() + 1, 36), ' ');
        out += left + std::string(each.help) + "\n";
    }
    return out;
}

}  // namespace vcenter_connector::local_gateway
