// A header of an HTTP message.
#pragma once

#include <string>
#include <vector>

namespace vcenter_connector::base {

struct header {
    std::string name;
    std::string value;

    friend bool operator==(const header&, const header&) = default;
};

using headers = std::vector<header>;

}  // namespace vcenter_connector::base
