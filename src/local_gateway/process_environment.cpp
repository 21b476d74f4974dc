#include "vcenter_connector/local_gateway/process_environment.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/go_flags.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace vcenter_connector::local_gateway {
namespace {

constexpr std::array<std::string_view, 8> needed{"PATH",   "HOME", "LANG",          "TZ",
                                                 "TMPDIR", "USER", "SSL_CERT_FILE", "SSL_CERT_DIR"};

bool is_needed(std::string_view name) noexcept
{
    return name.starts_with("LC_") || std::find(needed.begin(), needed.end(), name) != needed.end();
}

// `x-call-id` -> `Http_X_Call_Id`: Go writes header names in this way before the watchdog sees them.
std::string variable_of(std::string_view header)
{
    std::string name = "Http_";
    bool begins = true;
    for (const char c : header) {
        const bool small = c >= 'a' && c <= 'z';
        const bool capital = c >= 'A' && c <= 'Z';
        if (c == '-')
            name += '_';
        else if (begins && small)
            name += static_cast<char>(c - 'a' + 'A');
        else if (!begins && capital)
            name += static_cast<char>(c - 'A' + 'a');
        else
            name += c;
        begins = c == '-';
    }
    return name;
}

std::string decoded_path(const std::string& path)
{
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%') {
            out += path[i];
            continue;
        }
        unsigned value = 0;
        const auto* const begin = path.data() + i + 1;
        const auto* const limit = path.data() + std::min(i + 3, path.size());
        const auto [end, error] = std::from_chars(begin, limit, value, 16);
        if (error != std::errc() || end != begin + 2 || value == 0)
            return path;
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

void add_request(text_map& variables, const invocation& call)
{
    text_map request;
    for (const auto& header : call.headers)
        if (!base::iequals(header.name, "Transfer-Encoding"))
            request.emplace(variable_of(header.name), header.value);
    request["Http_Method"] = call.method;
    request["Http_Path"] = decoded_path(call.path);
    request["Http_ContentLength"] = std::to_string(call.body.size());
    request["Http_Content_Length"] = std::to_string(call.body.size());
    if (!call.query.empty())
        request["Http_Query"] = call.query;
    for (auto& [name, value] : request)
        variables[name] = std::move(value);
}

}  // namespace

bool is_true(std::string_view text)
{
    bool value = false;
    return config::parse_go_bool(text, value) && value;
}

std::vector<std::string> process_environment(const function& f, const invocation& call,
                                             const text_map& inherited)
{
    text_map variables;
    for (const auto& [name, value] : inherited)
        if (is_needed(name))
            variables[name] = value;
    if (!f.secrets.empty())
        variables["secret_mount_path"] = f.secrets_folder;
    for (const auto& [name, value] : f.environment)
        variables[name] = value.value;
    const auto headers = f.setting("cgi_headers");
    if (headers.empty() || is_true(headers))
        add_request(variables, call);

    std::vector<std::string> out;
    out.reserve(variables.size());
    for (const auto& [name, value] : variables)
        out.push_back(name + "=" + value);
    return out;
}

}  // namespace vcenter_connector::local_gateway
