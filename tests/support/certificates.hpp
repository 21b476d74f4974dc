// Certificates made when a test needs them.
#pragma once

#include <string>

namespace vcenter_connector::test {

enum class server_certificate {
    valid,        ///< for 127.0.0.1 and localhost, by the test's CA
    expired,      ///< yesterday
    self_signed,  ///< for 127.0.0.1 and localhost, by nobody
    wrong_host,   ///< by the test's CA, for other.example
};

struct certificate_pair {
    std::string certificate;  ///< PEM
    std::string key;          ///< PEM
    std::string sha1;         ///< thumbprint, hex with colons
    std::string sha256;
    /// Of a server that shows the pair: PEM, the authorities of whose clients it asks for a certificate.
    std::string client_authority = {};
    bool client_optional = false;  ///< it lets clients in without one
    bool old_tls = false;          ///< it speaks TLS 1.1 at most
};

/// A CA of its own for each object; its certificate is in a file as long as the object lives.
class certificate_authority {
public:
    certificate_authority();
    ~certificate_authority();
    certificate_authority(const certificate_authority&) = delete;
    certificate_authority& operator=(const certificate_authority&) = delete;

    const std::string& ca_file() const noexcept { return ca_file_; }
    const std::string& certificate() const noexcept { return ca_.certificate; }
    /// A CA that this one signed.
    certificate_authority intermediate() const;
    certificate_pair issue(server_certificate kind) const;

private:
    explicit certificate_authority(certificate_pair ca);

    certificate_pair ca_;
    std::string ca_file_;
};

}  // namespace vcenter_connector::test
