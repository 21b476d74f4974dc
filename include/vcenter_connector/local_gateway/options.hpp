// The command line of local-gateway.
#pragma once

#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/config/settings.hpp"
#include "vcenter_connector/local_gateway/stack_file.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vcenter_connector::local_gateway {

struct options {
    stack_source source;  ///< without `variables`
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string user;
    std::string password_file;
    std::size_t max_processes = 128;
    config::log_settings log;
    bool help = false;
    bool version = false;
};

struct parsed_options {
    options value;
    std::vector<std::string> mistakes;  ///< all of them; complete phrases
};

/// Reads the words after the program's name, in Go's flag syntax. A word that is no flag is the stack file.
parsed_options parse_options(std::span<const std::string> words);

/// What `-help` prints.
std::string usage();

}  // namespace vcenter_connector::local_gateway
