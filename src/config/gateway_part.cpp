#include "parts.hpp"
#include "secret_files.hpp"

#include "vcenter_connector/config/go_flags.hpp"
#include "vcenter_connector/config/url.hpp"

namespace vcenter_connector::config {
namespace {

// Where newer charts mount the gateway's credentials.
constexpr const char* second_secret_directory = "/var/secrets";

void from_files(const gathered& values, const environment& from, gateway_settings& out, findings& found)
{
    out.credentials = make_basic_auth(from, {values.text("secret-mount-path"), second_secret_directory});
    if (const auto read = (*out.credentials)(); !read)
        found.mistakes.push_back({values.place("basic-auth"), read.error().detail});
}

void from_url(const gathered& values, const environment& from, const server_url& url, gateway_settings& out,
              findings& found)
{
    out.credentials =
        make_credentials(from, {{}, base::secret(*url.user)}, {{}, url.password.value_or(base::secret())});
    const auto* given_url = values.find("gateway");
    if (url.password && given_url != nullptr && given_url->from == origin::flag)
        found.warnings.push_back(
            "flag -gateway: every user of this machine can see the password in the list of "
            "processes; use -basic-auth with files");
}

}  // namespace

void load_gateway(const gathered& values, const environment& from, gateway_settings& out, findings& found)
{
    const auto url = parse_gateway_url(values.text("gateway"));
    if (url)
        out.server = url->server;
    else
        found.mistakes.push_back({values.place("gateway"), url.error().detail});

    load_tls(values, from,
             {"gateway-insecure", "gateway-ca-certs", "gateway-known-hosts", "gateway-client-cert",
              "gateway-client-key", "the gateway"},
             out.server, out, found);
    bool basic_auth = false;
    if (!parse_go_bool(values.text("basic-auth"), basic_auth))
        return;  // reported with all values
    if (basic_auth)
        from_files(values, from, out, found);
    else if (url && url->user)
        from_url(values, from, *url, out, found);
}

}  // namespace vcenter_connector::config
