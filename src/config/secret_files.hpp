// Credentials from files and from texts.
#pragma once

#include "vcenter_connector/base/credentials.hpp"
#include "vcenter_connector/config/environment.hpp"

#include <string>
#include <vector>

namespace vcenter_connector::config {

/// One half of the credentials: in a file that is read anew each time, or known.
struct secret_source {
    std::string path;  ///< empty: `known` counts
    base::secret known;
};

/// The file's text (see `read_text`) without surrounding white space. Fails with `unreadable_file`, also when
/// nothing is left, or more than one line.
base::result<base::secret> read_secret(const environment& from, const std::string& path);

/// Asks both sources on every call.
base::credentials_provider make_credentials(environment from, secret_source user, secret_source password);

/// Reads basic-auth-user and basic-auth-password below the first of `directories` where both can be read.
/// When there is none, the failure is that of the first directory, and names the others.
base::credentials_provider make_basic_auth(environment from, std::vector<std::string> directories);

/// `directory/name` with one slash between them.
std::string below(const std::string& directory, const std::string& name);

}  // namespace vcenter_connector::config
