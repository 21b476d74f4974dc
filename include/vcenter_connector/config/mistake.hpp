// Something in the configuration that a person has to put right.
#pragma once

#include <string>

namespace vcenter_connector::config {

struct mistake {
    std::string
        place;  ///< "flag -vcenter", "variable GOVC_URL", "/etc/connector.yaml:3:8"; empty: no one place
    std::string text;  ///< what is wrong there, and what would be right; never a secret
    friend bool operator==(const mistake&, const mistake&) = default;
};

}  // namespace vcenter_connector::config
