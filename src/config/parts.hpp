// The settings whose members depend on each other.
#pragma once

#include "sources.hpp"

#include "vcenter_connector/config/environment.hpp"
#include "vcenter_connector/config/settings.hpp"

#include <functional>
#include <string>
#include <vector>

namespace vcenter_connector::config {

struct findings {
    std::vector<mistake> mistakes;
    std::vector<std::string> warnings;
};

/// Checks the value that counts of each setting that `wanted` says, and fills those that stand by themselves.
void load_values(const gathered& values, const std::function<bool(const setting&)>& wanted, settings& out,
                 findings& found);

/// The flags of a server's TLS settings, and what the server is called.
struct tls_flags {
    std::string_view insecure, ca_certs, known_hosts, client_cert, client_key, whose;
};
/// Fills the thumbprint and checks the files; all else in `out` is set before. `server`: its host is empty when
/// its URL is wrong.
void load_tls(const gathered& values, const environment& from, const tls_flags& flags,
              const base::endpoint& server, tls_settings& out, findings& found);

/// Fills the server, the credentials and the thumbprint; checks the files. `out.insecure` and `out.ca_files`
/// are set before.
void load_vcenter(const gathered& values, const environment& from, vcenter_settings& out, findings& found);

/// Fills the server and the credentials.
void load_gateway(const gathered& values, const environment& from, gateway_settings& out, findings& found);

/// Fills the directory, and the limit that depends on the kind of journal. `out.durable` is set before.
void load_journal(const gathered& values, const environment& from, journal_settings& out, findings& found);

}  // namespace vcenter_connector::config
