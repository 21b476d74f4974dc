#include "vcenter_connector/config/settings_table.hpp"

#include <array>

namespace vcenter_connector::config {
namespace {

using group = setting_group;
using type = setting_type;

constexpr std::int64_t second = 1000;
constexpr std::int64_t hour = 3600 * second;

base::log_level level_of(std::string_view name) noexcept
{
    using base::log_level;
    return name == "debug"   ? log_level::debug
           : name == "warn"  ? log_level::warn
           : name == "error" ? log_level::error
                             : log_level::info;
}

base::ordering order_of(std::string_view name) noexcept
{
    return name == "none"     ? base::ordering::none
           : name == "strict" ? base::ordering::strict
                              : base::ordering::object;
}

constexpr std::array table{
    setting{
        .flag = "vcenter",
        .group = group::vcenter,
        .type = type::url,
        .value_name = "URL",
        .preset = "http://127.0.0.1:8989/sdk",
        .help = "vCenter's URL. Without a scheme it is https, without a path /sdk. A user and password "
                "in it count unless a flag or a secret names others; characters such as '#' and '/' in "
                "them are written %23, %2F.",
        .key = "url",
        .govc_variable = "GOVC_URL",
    },
    setting{
        .flag = "vc-user",
        .group = group::vcenter,
        .value_name = "NAME",
        .help = "User to log in to vCenter.",
        .key = "user",
        .govc_variable = "GOVC_USERNAME",
    },
    setting{
        .flag = "vc-pass",
        .group = group::vcenter,
        .value_name = "PASSWORD",
        .help = "Password of that user. Every user of the machine can see it on the command line: "
                "-vc-pass-secret-name is the better way.",
        .key = "password",
        .govc_variable = "GOVC_PASSWORD",
        .secret = true,
    },
    setting{
        .flag = "vc-user-secret-name",
        .group = group::vcenter,
        .value_name = "FILE",
        .help = "File below -secret-mount-path that holds the user; wins over -vc-user. Read anew before "
                "each login.",
        .key = "user-secret-name",
    },
    setting{
        .flag = "vc-pass-secret-name",
        .group = group::vcenter,
        .value_name = "FILE",
        .help = "File below -secret-mount-path that holds the password; wins over -vc-pass. Read anew "
                "before each login.",
        .key = "password-secret-name",
        .alias = "vc-password-secret-name",
    },
    setting{
        .flag = "insecure",
        .group = group::vcenter,
        .type = type::boolean,
        .preset = "false",
        .help = "Do not check vCenter's certificate.",
        .key = "insecure",
        .govc_variable = "GOVC_INSECURE",
        .apply = [](settings& s, const setting_value& v) { s.vcenter.insecure = v.truth; },
    },
    setting{
        .flag = "vc-ca-certs",
        .group = group::vcenter,
        .value_name = "FILES",
        .help = "PEM files, separated by ':', with the authorities to trust for vCenter's certificate "
                "instead of the system's.",
        .key = "ca-certs",
        .govc_variable = "GOVC_TLS_CA_CERTS",
        .apply = [](settings& s, const setting_value& v) { s.vcenter.ca_files = v.text; },
    },
    setting{
        .flag = "vc-known-hosts",
        .group = group::vcenter,
        .value_name = "FILES",
        .help = "Files, separated by ':', of lines \"host:port THUMBPRINT\", as govc writes them "
                "(about.cert -k -thumbprint). A server named there is trusted by its thumbprint alone.",
        .key = "known-hosts",
        .govc_variable = "GOVC_TLS_KNOWN_HOSTS",
    },
    setting{
        .flag = "vc-client-cert",
        .group = group::vcenter,
        .value_name = "FILE",
        .help = "PEM file with the certificate to show to vCenter, and to proxies before it, when they ask "
                "for one; "
                "read again when it changes.",
        .key = "client-cert",
        .govc_variable = "GOVC_CERTIFICATE",
        .apply = [](settings& s, const setting_value& v) { s.vcenter.client_cert = v.text; },
    },
    setting{
        .flag = "vc-client-key",
        .group = group::vcenter,
        .value_name = "FILE",
        .help = "PEM file with the key of -vc-client-cert, without a passphrase.",
        .key = "client-key",
        .govc_variable = "GOVC_PRIVATE_KEY",
        .apply = [](settings& s, const setting_value& v) { s.vcenter.client_key = v.text; },
    },
    setting{
        .flag = "begin",
        .group = group::vcenter,
        .type = type::beginning,
        .value_name = "WHERE",
        .preset = "now",
        .help =
            "Where reading begins when the journal has no checkpoint of that vCenter: now, oldest (with the "
            "oldest event that vCenter keeps), a duration such as 2h (that long ago), or a time such as "
            "2024-05-31T08:00:00Z; all by vCenter's clock. Further back than -max-replay-age: raise that, "
            "too, or a restart in the midst of it skips what is older.",
        .key = "begin",
        .apply = [](settings& s, const setting_value& v) { s.vcenter.begin = v.start; },
    },
    setting{
        .flag = "max-replay-age",
        .group = group::vcenter,
        .type = type::duration,
        .preset = "24h",
        .help = "How far back a checkpoint may reach after a restart. Older events are skipped; the log says "
                "between which times.",
        .key = "max-replay-age",
        .least = 15 * 60 * second,
        .most = 10'000 * hour,
        .apply = [](settings& s, const setting_value& v) { s.vcenter.max_replay_age = v.time; },
    },
    setting{
        .flag = "ignore-own-events",
        .group = group::vcenter,
        .type = type::boolean,
        .preset = "true",
        .help = "Leave out the events that the connector causes by itself: the logins and logouts of its own "
                "sessions.",
        .key = "ignore-own-events",
        .apply = [](settings& s, const setting_value& v) { s.vcenter.ignore_own_events = v.truth; },
    },
    setting{
        .flag = "gateway",
        .group = group::gateway,
        .type = type::url,
        .value_name = "URL",
        .preset = "http://127.0.0.1:8080",
        .help = "URL of the OpenFaaS gateway. Without a scheme it is http.",
        .key = "url",
        .own_variable = "gateway_url",
    },
    setting{
        .flag = "basic-auth",
        .group = group::gateway,
        .type = type::boolean,
        .preset = "false",
        .help = "Log in to the gateway with the files basic-auth-user and basic-auth-password below "
                "-secret-mount-path or, where they are not there, below /var/secrets.",
        .key = "basic-auth",
        .own_variable = "basic_auth",
    },
    setting{
        .flag = "gateway-insecure",
        .group = group::gateway,
        .type = type::boolean,
        .preset = "false",
        .help = "Do not check the certificate of a gateway behind https.",
        .key = "insecure",
        .apply = [](settings& s, const setting_value& v) { s.gateway.insecure = v.truth; },
    },
    setting{
        .flag = "gateway-ca-certs",
        .group = group::gateway,
        .value_name = "FILES",
        .help = "PEM files, separated by ':', with the authorities to trust for the gateway's certificate "
                "instead of the system's.",
        .key = "ca-certs",
        .apply = [](settings& s, const setting_value& v) { s.gateway.ca_files = v.text; },
    },
    setting{
        .flag = "gateway-known-hosts",
        .group = group::gateway,
        .value_name = "FILES",
        .help = "The same as -vc-known-hosts, for the gateway.",
        .key = "known-hosts",
    },
    setting{
        .flag = "gateway-client-cert",
        .group = group::gateway,
        .value_name = "FILE",
        .help = "PEM file with the certificate to show to the gateway, and to proxies before it, when they "
                "ask for one; "
                "read again when it changes.",
        .key = "client-cert",
        .apply = [](settings& s, const setting_value& v) { s.gateway.client_cert = v.text; },
    },
    setting{
        .flag = "gateway-client-key",
        .group = group::gateway,
        .value_name = "FILE",
        .help = "PEM file with the key of -gateway-client-cert, without a passphrase.",
        .key = "client-key",
        .apply = [](settings& s, const setting_value& v) { s.gateway.client_key = v.text; },
    },
    setting{
        .flag = "rebuild-interval",
        .group = group::gateway,
        .type = type::duration,
        .preset = "10s",
        .help = "How often the list of functions and their topics is read.",
        .key = "rebuild-interval",
        .own_variable = "rebuild_interval",
        .least = second,
        .most = hour,
        .apply = [](settings& s, const setting_value& v) { s.gateway.rebuild_interval = v.time; },
    },
    setting{
        .flag = "async",
        .group = group::delivery,
        .type = type::boolean,
        .preset = "true",
        .help = "Invoke functions through the gateway's queue; false: wait for each function's answer.",
        .key = "async",
        .own_variable = "asynchronous_invocation",
        .apply = [](settings& s, const setting_value& v) { s.gateway.async = v.truth; },
    },
    setting{
        .flag = "upstream-timeout",
        .group = group::delivery,
        .type = type::duration,
        .preset = "15s",
        .help = "How long one invocation may take.",
        .key = "upstream-timeout",
        .own_variable = "upstream_timeout",
        .least = 100,
        .most = hour,
        .apply = [](settings& s, const setting_value& v) { s.gateway.upstream_timeout = v.time; },
    },
    setting{
        .flag = "payload",
        .group = group::delivery,
        .type = type::choice,
        .preset = "legacy",
        .help = "What functions receive: legacy, the Go connector's seven members; cloudevents or "
                "cloudevents-binary, CloudEvents 1.0 with the whole event; veba, as VMware Event Router "
                "sends it; vspheresource, as Knative's VSphereSource does. The annotation vcenter.payload "
                "decides for one function.",
        .key = "payload",
        .choices = "legacy|cloudevents|cloudevents-binary|veba|vspheresource",
        .apply = [](settings& s, const setting_value& v) { s.gateway.payload = v.text; },
    },
    setting{
        .flag = "content-type",
        .group = group::delivery,
        .value_name = "TYPE",
        .help =
            "Content-Type of what functions receive. Default: application/json; with -payload cloudevents "
            "application/cloudevents+json, with -payload veba none. Empty: none is sent, as the Go "
            "connector does. The annotation vcenter.content-type decides for one function.",
        .key = "content-type",
        .own_variable = "content_type",
        .may_be_empty = true,
        .apply = [](settings& s, const setting_value& v) { s.gateway.content_type = v.text; },
    },
    setting{
        .flag = "max-in-flight",
        .group = group::delivery,
        .type = type::integer,
        .preset = "64",
        .help = "How many invocations are under way at once.",
        .key = "max-in-flight",
        .least = 1,
        .most = 10'000,
        .apply = [](settings& s,
                    const setting_value& v) { s.gateway.max_in_flight = static_cast<std::size_t>(v.number); },
    },
    setting{
        .flag = "order",
        .group = group::delivery,
        .type = type::choice,
        .preset = "object",
        .help = "What arrives at a function in the order in which it happened: the events of each managed "
                "object, nothing (the fastest), or everything (one invocation at a time). The annotation "
                "vcenter.order decides for one function.",
        .key = "order",
        .choices = "object|none|strict",
        .apply = [](settings& s, const setting_value& v) { s.delivery.order = order_of(v.text); },
    },
    setting{
        .flag = "max-attempts",
        .group = group::delivery,
        .type = type::integer,
        .preset = "50",
        .help = "How often a delivery is tried before it is given up. While the gateway is away nothing "
                "counts. The annotation vcenter.retries decides for one function.",
        .key = "max-attempts",
        .least = 1,
        .most = 1'000'000,
        .apply = [](settings& s,
                    const setting_value& v) { s.delivery.max_attempts = static_cast<unsigned>(v.number); },
    },
    setting{
        .flag = "max-age",
        .group = group::delivery,
        .type = type::duration,
        .preset = "24h",
        .help = "How long after its first failed attempt a delivery is given up, whatever the number of "
                "attempts. A function that failed for so long without one success loses what has waited "
                "for longer.",
        .key = "max-age",
        .least = second,
        .most = 8760 * hour,
        .apply = [](settings& s, const setting_value& v) { s.delivery.max_age = v.time; },
    },
    setting{
        .flag = "retry-wait",
        .group = group::delivery,
        .type = type::duration,
        .preset = "1s",
        .help = "The longest wait after a first failed attempt; it doubles with each further one. Waits are "
                "random up to that, and never shorter than a Retry-After header says.",
        .key = "retry-wait",
        .least = 1,
        .most = hour,
        .apply = [](settings& s, const setting_value& v) { s.delivery.retry_wait = v.time; },
    },
    setting{
        .flag = "max-retry-wait",
        .group = group::delivery,
        .type = type::duration,
        .preset = "5m",
        .help = "What that wait never goes beyond.",
        .key = "max-retry-wait",
        .least = 1,
        .most = 24 * hour,
        .apply = [](settings& s, const setting_value& v) { s.delivery.max_retry_wait = v.time; },
    },
    setting{
        .flag = "max-pending",
        .group = group::delivery,
        .type = type::integer,
        .preset = "1000000",
        .help =
            "How many deliveries may wait before reading from vCenter pauses; one page of events may go "
            "beyond it. Each takes about 1 kB of disk; with a payload that holds the whole event about 2 kB, "
            "and more where events are large. With -state none the default is 20000, and 4 kB of memory "
            "for each of them, on the average, are the limit, too.",
        .key = "max-pending",
        .least = 1,
        .most = 100'000'000,
        .apply = [](settings& s,
                    const setting_value& v) { s.journal.max_pending = static_cast<std::size_t>(v.number); },
    },
    setting{
        .flag = "state",
        .group = group::journal,
        .type = type::choice,
        .preset = "disk",
        .help = "Where events are kept until they are delivered. none: in memory; then everything that is "
                "not delivered is lost when the program ends, and so is what happens until it runs again.",
        .key = "state",
        .choices = "disk|none",
        .apply = [](settings& s, const setting_value& v) { s.journal.durable = v.text == "disk"; },
    },
    setting{
        .flag = "state-dir",
        .group = group::journal,
        .value_name = "DIRECTORY",
        .help = "Directory of the journal; made when it is missing. Default: $STATE_DIRECTORY, else "
                "$XDG_STATE_HOME/vcenter-connector, else ~/.local/state/vcenter-connector; in the image "
                "/var/lib/vcenter-connector.",
        .key = "directory",
    },
    setting{
        .flag = "dead-letters-max",
        .group = group::journal,
        .type = type::integer,
        .preset = "100000",
        .help = "How many dead letters are kept; beyond it the oldest are dropped.",
        .key = "dead-letters-max",
        .least = 0,
        .most = 100'000'000,
        .apply =
            [](settings& s, const setting_value& v) {
                s.journal.dead_letters_max = static_cast<std::size_t>(v.number);
            },
    },
    setting{
        .flag = "dead-letters-max-age",
        .group = group::journal,
        .type = type::duration,
        .preset = "720h",
        .help = "How long a dead letter is kept.",
        .key = "dead-letters-max-age",
        .least = 60 * second,
        .most = 87'600 * hour,
        .apply = [](settings& s, const setting_value& v) { s.journal.dead_letters_max_age = v.time; },
    },
    setting{
        .flag = "log-format",
        .group = group::log,
        .type = type::choice,
        .preset = "text",
        .help = "Log lines for people, or one JSON object per line.",
        .key = "format",
        .choices = "text|json",
        .apply =
            [](settings& s, const setting_value& v) {
                s.log.format = v.text == "json" ? log_format::json : log_format::text;
            },
    },
    setting{
        .flag = "log-level",
        .group = group::log,
        .type = type::choice,
        .preset = "info",
        .help = "The least important lines to write.",
        .key = "level",
        .choices = "debug|info|warn|error",
        .apply = [](settings& s, const setting_value& v) { s.log.level = level_of(v.text); },
    },
    setting{
        .flag = "secret-mount-path",
        .value_name = "DIRECTORY",
        .preset = "/var/openfaas/secrets/",
        .help = "Where secret files are.",
        .key = "secret-mount-path",
        .own_variable = "secret_mount_path",
    },
    setting{
        .flag = "shutdown-timeout",
        .type = type::duration,
        .preset = "20s",
        .help = "How long invocations that are under way may take to end after SIGTERM.",
        .key = "shutdown-timeout",
        .least = 0,
        .most = hour,
        .apply = [](settings& s, const setting_value& v) { s.shutdown_timeout = v.time; },
    },
    setting{
        .flag = "config",
        .value_name = "FILE",
        .help = "YAML file with settings.",
        .sources = setting_sources::flag_and_variable,
    },
    setting{
        .flag = "version",
        .type = type::boolean,
        .preset = "false",
        .help = "Print the version and exit.",
        .sources = setting_sources::flag,
    },
    setting{
        .flag = "help",
        .type = type::boolean,
        .preset = "false",
        .help = "Print this text and exit.",
        .alias = "h",
        .sources = setting_sources::flag,
    },
};

}  // namespace

std::span<const setting> settings_table() noexcept
{
    return table;
}

}  // namespace vcenter_connector::config
