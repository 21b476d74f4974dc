#include "parts.hpp"
#include "text_file.hpp"

#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/config/known_hosts.hpp"

#include <algorithm>

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

class tls_loader {
public:
    tls_loader(const gathered& values, const environment& from, const tls_flags& flags,
               const base::endpoint& server, tls_settings& out, findings& found)
        : values_(values), from_(from), flags_(flags), server_(server), out_(out), found_(found)
    {
    }

    void run()
    {
        for (const auto& path : paths_in(out_.ca_files))
            check_pem(flags_.ca_certs, path, "certificate");
        known_hosts();
        client_certificate();
        warn_if_insecure();
    }

private:
    void check_pem(std::string_view flag, const std::string& path, const char* what)
    {
        const auto text = from_.read_file(path);
        if (!text)
            wrong(flag, text.error().detail);
        else if (text->find("-----BEGIN ") == std::string::npos)
            wrong(flag, base::printable(path) + " holds no " + what + " in PEM format");
    }

    void client_certificate()
    {
        if (out_.client_cert.empty() != out_.client_key.empty()) {
            const bool cert = out_.client_key.empty();
            wrong(cert ? flags_.client_cert : flags_.client_key,
                  "it needs the other half: name the file of the " +
                      std::string(cert ? "key" : "certificate") + " with -" +
                      std::string(cert ? flags_.client_key : flags_.client_cert));
        } else if (!out_.client_cert.empty()) {
            check_pem(flags_.client_cert, out_.client_cert, "certificate");
            check_pem(flags_.client_key, out_.client_key, "private key");
        }
    }

    void known_hosts()
    {
        const auto paths = paths_in(values_.text(flags_.known_hosts));
        for (const auto& path : paths)
            look_into(path);
        if (!paths.empty() && out_.thumbprint.empty() && !server_.host.empty() && found_.mistakes.empty())
            warn(values_.place(flags_.known_hosts) + " does not name " + server_.host + ":" +
                 std::to_string(server_.port) + "; its certificate is checked against the authorities");
    }

    void look_into(const std::string& path)
    {
        const auto text = read_text(from_, path);
        if (!text)
            return wrong(flags_.known_hosts, text.error().detail);
        const auto host = find_known_host(*text, server_);
        if (host && host->thumbprint.empty())
            found_.mistakes.push_back(
                {base::printable(path) + ":" + std::to_string(host->line),
                 "after the host stands a SHA-1 or SHA-256 thumbprint, 20 or 32 bytes in hex "
                 "with colons between them"});
        else if (host)
            out_.thumbprint = host->thumbprint;
    }

    void warn_if_insecure()
    {
        if (!out_.insecure)
            return;
        const auto ca = "-" + std::string(flags_.ca_certs);
        const auto hosts = "-" + std::string(flags_.known_hosts);
        const auto begin = values_.place(flags_.insecure) + ": " + std::string(flags_.whose) +
                           "'s certificate is not checked; ";
        if (values_.has(flags_.ca_certs) || values_.has(flags_.known_hosts))
            warn(begin + ca + " and " + hosts + " have no effect");
        else if (server_.tls)
            warn(begin + "name its authority with " + ca + " or its thumbprint with " + hosts);
    }

    void wrong(std::string_view flag, std::string text)
    {
        found_.mistakes.push_back({values_.place(flag), std::move(text)});
    }
    void warn(std::string text) { found_.warnings.push_back(std::move(text)); }

    const gathered& values_;
    const environment& from_;
    const tls_flags& flags_;
    const base::endpoint& server_;
    tls_settings& out_;
    findings& found_;
};

}  // namespace

void load_tls(const gathered& values, const environment& from, const tls_flags& flags,
              const base::endpoint& server, tls_settings& out, findings& found)
{
    tls_loader(values, from, flags, server, out, found).run();
}

}  // namespace vcenter_connector::config
