#include "parts.hpp"
#include "secret_files.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/known_hosts.hpp"
#include "vcenter_connector/config/url.hpp"

#include <optional>

namespace vcenter_connector::config {
namespace {

// The parts of a list that stand between colons, as in PATH.
std::vector<std::string> paths_in(std::string_view list)
{
    std::vector<std::string> paths;
    while (!list.empty()) {
        const auto colon = std::min(list.find(':'), list.size());
        if (colon > 0)
            paths.emplace_back(list.substr(0, colon));
        list.remove_prefix(std::min(colon + 1, list.size()));
    }
    return paths;
}

bool is_loopback(const std::string& host)
{
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

class vcenter_loader {
public:
    vcenter_loader(const gathered& values, const environment& from, vcenter_settings& out, findings& found)
        : values_(values), from_(from), out_(out), found_(found)
    {
    }

    void run()
    {
        auto url = parse_vcenter_url(values_.text("vcenter"));
        if (!url) {
            wrong("vcenter", url.error().detail);
            // Files and their mistakes are worth a look even so; a missing user may stand in the URL.
            url = server_url{};
        } else {
            out_.server = url->server;
            warn_of_url(*url);
        }
        credentials(*url);
        ca_files();
        known_hosts();
        warn_of_tls();
    }

private:
    void credentials(const server_url& url)
    {
        std::optional<base::secret> url_user;
        if (url.user)
            url_user.emplace(*url.user);
        auto user = choose("vc-user", "vc-user-secret-name", url_user);
        auto password = choose("vc-pass", "vc-pass-secret-name", url.password);
        if (!user || (user->path.empty() && user->known.empty()))
            missing("no user for vCenter: name a file with -vc-user-secret-name, or give -vc-user, "
                    "VCENTER_CONNECTOR_VC_USER, GOVC_USERNAME, or a user in vCenter's URL",
                    "vc-user");
        if (!password)
            missing("no password for vCenter: name a file with -vc-pass-secret-name, or give "
                    "VCENTER_CONNECTOR_VC_PASS, GOVC_PASSWORD or -vc-pass",
                    "vc-pass");
        if (user && password)
            out_.credentials = make_credentials(from_, std::move(*user), std::move(*password));
        if (values_.has("vc-pass") && values_.find("vc-pass")->from == origin::flag)
            warn("flag -vc-pass: every user of this machine can see the password in the list of processes; "
                 "use "
                 "-vc-pass-secret-name");
    }

    std::optional<secret_source> choose(std::string_view clear, std::string_view secret,
                                        const std::optional<base::secret>& in_url)
    {
        const auto* text = values_.find(clear);
        if (values_.has(secret)) {
            if (text != nullptr)
                warn(text->place + " is not used: " + values_.place(secret) + " wins");
            return from_file(secret);
        }
        const bool by_flag = text != nullptr && text->from == origin::flag;
        if (in_url && !by_flag)
            return secret_source{{}, *in_url};
        if (text != nullptr)
            return secret_source{{}, base::secret(text->text)};
        return std::nullopt;
    }

    secret_source from_file(std::string_view flag)
    {
        secret_source source{below(values_.text("secret-mount-path"), values_.text(flag)), {}};
        if (const auto content = read_secret(from_, source.path); !content)
            wrong(flag, content.error().detail);
        return source;
    }

    void ca_files()
    {
        for (const auto& path : paths_in(out_.ca_files)) {
            const auto text = from_.read_file(path);
            if (!text)
                wrong("vc-ca-certs", text.error().detail);
            else if (text->find("-----BEGIN ") == std::string::npos)
                wrong("vc-ca-certs", base::printable(path) + " holds no certificate in PEM format");
        }
    }

    void known_hosts()
    {
        const auto paths = paths_in(values_.text("vc-known-hosts"));
        for (const auto& path : paths) {
            const auto text = from_.read_file(path);
            if (!text) {
                wrong("vc-known-hosts", text.error().detail);
                continue;
            }
            const auto host = find_known_host(*text, out_.server);
            if (host && host->thumbprint.empty())
                found_.mistakes.push_back(
                    {base::printable(path) + ":" + std::to_string(host->line),
                     "after host:port stands a SHA-1 or SHA-256 thumbprint, 20 or 32 bytes in hex "
                     "with colons between them"});
            else if (host)
                out_.thumbprint = host->thumbprint;
        }
        if (!paths.empty() && out_.thumbprint.empty() && !out_.server.host.empty() && found_.mistakes.empty())
            warn(values_.place("vc-known-hosts") + " does not name " + out_.server.host + ":" +
                 std::to_string(out_.server.port) + "; its certificate is checked against the authorities");
    }

    void warn_of_url(const server_url& url)
    {
        const auto* given_url = values_.find("vcenter");
        if (url.password && given_url != nullptr && given_url->from == origin::flag)
            warn("flag -vcenter: every user of this machine can see the password in the list of processes; "
                 "use "
                 "-vc-pass-secret-name");
        if (!url.server.tls && !is_loopback(url.server.host))
            warn(values_.place("vcenter") + ": over http the password can be read on the network; use https");
    }

    void warn_of_tls()
    {
        if (!out_.insecure)
            return;
        if (values_.has("vc-ca-certs") || values_.has("vc-known-hosts"))
            warn(values_.place("insecure") + ": vCenter's certificate is not checked; -vc-ca-certs and "
                                             "-vc-known-hosts have no effect");
        else if (out_.server.tls)
            warn(values_.place("insecure") +
                 ": vCenter's certificate is not checked; name its authority with "
                 "-vc-ca-certs or its thumbprint with -vc-known-hosts");
    }

    // Where a name was misspelt or a URL is broken, what is missing stands most likely there.
    void missing(const char* text, std::string_view flag)
    {
        if (values_.mistakes.empty() && !out_.server.host.empty())
            found_.mistakes.push_back({"flag -" + std::string(flag), text});
    }

    void wrong(std::string_view flag, std::string text)
    {
        found_.mistakes.push_back({values_.place(flag), std::move(text)});
    }
    void warn(std::string text) { found_.warnings.push_back(std::move(text)); }

    const gathered& values_;
    const environment& from_;
    vcenter_settings& out_;
    findings& found_;
};

}  // namespace

void load_vcenter(const gathered& values, const environment& from, vcenter_settings& out, findings& found)
{
    vcenter_loader(values, from, out, found).run();
}

}  // namespace vcenter_connector::config
