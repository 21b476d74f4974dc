// Everything that can be set, after every source has been read and checked.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/credentials.hpp"
#include "vcenter_connector/base/endpoint.hpp"
#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/base/ordering.hpp"
#include "vcenter_connector/base/starting_point.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace vcenter_connector::config {

enum class log_format { text, json };

/// Whom to trust behind https, and what to show there.
struct tls_settings {
    bool insecure = false;
    std::string ca_files;     ///< PEM files separated by ':'
    std::string thumbprint;   ///< of the server's certificate; found in the known-hosts file
    std::string client_cert;  ///< PEM file; may be empty
    std::string client_key;   ///< PEM file; set when `client_cert` is
};

/// How one vCenter is reached.
struct vcenter_settings : tls_settings {
    base::endpoint server;                   ///< path is that of the SDK, normally `/sdk`
    base::credentials_provider credentials;  ///< asked before each login
    base::starting_point begin;  ///< counts where the journal has no checkpoint
    std::chrono::milliseconds max_replay_age =
        std::chrono::hours(24);     ///< how far back a checkpoint may reach
    bool ignore_own_events = true;  ///< the logins and logouts of the connector itself
};

struct gateway_settings : tls_settings {
    base::endpoint server;
    /// Set when basic auth is asked for; read anew when the gateway answers 401.
    std::optional<base::credentials_provider> credentials;
    bool async = true;
    std::chrono::milliseconds upstream_timeout{15'000};
    std::chrono::milliseconds rebuild_interval{10'000};
    std::string payload = "legacy";           ///< a dialect's name
    std::optional<std::string> content_type;  ///< not set: the dialect's own; empty: none is sent
    std::size_t max_in_flight = 64;
};

struct delivery_settings {
    base::ordering order = base::ordering::object;
    unsigned max_attempts = 50;                                 ///< of one delivery
    std::chrono::milliseconds max_age{std::chrono::hours(24)};  ///< of one delivery since it first failed
    std::chrono::milliseconds retry_wait{1'000};                ///< longest wait after one failure; doubles
    std::chrono::milliseconds max_retry_wait{300'000};
};

/// Where events are kept from the moment they are read until they are delivered.
struct journal_settings {
    bool durable = true;                  ///< on disk; otherwise in memory, for as long as the process lives
    std::string directory;                ///< of the journal on disk; may not exist yet
    std::size_t max_pending = 1'000'000;  ///< undelivered deliveries before reading stops
    std::size_t dead_letters_max = 100'000;
    std::chrono::milliseconds dead_letters_max_age{std::chrono::hours(720)};
};

struct log_settings {
    log_format format = log_format::text;
    base::log_level level = base::log_level::info;
};

struct settings {
    vcenter_settings vcenter;
    gateway_settings gateway;
    delivery_settings delivery;
    journal_settings journal;
    log_settings log;
    std::chrono::milliseconds shutdown_timeout{20'000};  ///< for what is under way when asked to stop
};

}  // namespace vcenter_connector::config
