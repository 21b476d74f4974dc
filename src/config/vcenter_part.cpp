#include "parts.hpp"
#include "secret_files.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/url.hpp"

#include <optional>

namespace vcenter_connector::config {
namespace {

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
        load_tls(values_, from_,
                 {"insecure", "vc-ca-certs", "vc-known-hosts", "vc-client-cert", "vc-client-key", "vCenter"},
                 out_.server, out_, found_);
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
