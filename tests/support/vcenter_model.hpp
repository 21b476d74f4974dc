// A vCenter without sockets, threads or clock: requests in, answers out. What is left out of facts:
// everything that a connector does not call. A call or filter that the model does not know is a fault, never
// a guess.
#pragma once

#include "support/scripted_service.hpp"
#include "support/vcenter_history.hpp"

#include <deque>
#include <map>

namespace vcenter_connector::test {

class soap_request;

struct vcenter_options {
    std::string user = "svc-connector@vsphere.local";
    std::string password = "p<a>s&s\"w'd";
    std::string instance_uuid = "8d1e2b6a-5f0f-4f5e-9f4b-1c2d3e4f5a6b";
    std::string api_version = "8.0.2.0";
    std::string api_type = "VirtualCenter";
    std::vector<std::string> versions{"8.0.2.0", "8.0.1.0", "7.0.3.0"};  ///< newest first
    std::string path = "/sdk";
    std::size_t collectors_per_session = 32;
    bool quoted_cookie = true;
    std::string further_cookie;   ///< `name=value` of a balancer; a call without it is refused
    bool session_events = false;  ///< logins and logouts are events
    std::chrono::minutes idle_timeout{30};
    base::wall_time start = base::wall_time(std::chrono::seconds(1'767'323'045));  // 2026-01-02T03:04:05Z
    std::chrono::microseconds tick{1000};  ///< the clock moves on by this with each event
};

struct login_attempt {
    std::string user;
    std::string password;
};

class vcenter_model final : public scripted_service {
public:
    explicit vcenter_model(vcenter_options options = {});

    std::string label(const server_request& request) const override;
    verdict handle(const server_request& request) override;
    std::optional<server_reply> resume(std::uint64_t ticket, bool late) override;
    void drop(std::uint64_t ticket) override { waits_.erase(ticket); }

    // What happens in the data centre. Events get the clock's time, which then ticks.
    std::int32_t post(posted_event event);
    std::int32_t post(std::string class_name, std::string vm = {});
    std::int32_t post_ex(std::string event_type_id, std::string severity = "info");
    /// VmPoweredOnEvents of vm0, vm1 ... in turn, that take no memory; see vcenter_history.
    void post_many(std::size_t count, std::size_t objects);
    /// Events that the user may not see.
    void post_hidden(std::size_t count);
    /// The history begins anew, as after a restored or rebuilt database.
    void rebuild(std::string instance_uuid, std::int32_t next_key = 1);
    vcenter_history& history() noexcept { return history_; }

    // What is done to clients.
    void set_options(const vcenter_options& options) { options_ = options; }
    const vcenter_options& options() const noexcept { return options_; }
    void set_password(std::string password) { options_.password = std::move(password); }
    void terminate_sessions();
    /// ReadNextEvents of the collectors there are answers nothing from now on; of later ones too, if asked.
    void stick_cursors(bool later_ones_too = false);
    void free_cursors();
    void set_page_order(page_order order) noexcept { page_order_ = order; }
    /// The next updates come in two parts, the first of them empty and marked as truncated.
    void truncate_updates(std::size_t count) noexcept { truncate_ = count; }
    void add_event_info(std::string key, std::string category, std::string full_format = {});

    base::wall_time now() const noexcept { return now_; }
    void set_time(base::wall_time now) noexcept { now_ = now; }
    void advance(base::duration by) { now_ += std::chrono::duration_cast<base::wall_time::duration>(by); }

    // What clients did.
    const std::vector<std::string>& methods() const noexcept { return methods_; }
    std::size_t count(std::string_view method) const;
    const std::vector<login_attempt>& logins() const noexcept { return logins_; }
    bool logged_out() const { return count("Logout") > 0 && sessions_.empty(); }
    std::size_t open_sessions() const noexcept { return sessions_.size(); }
    std::size_t open_collectors() const;
    std::size_t open_filters() const;
    std::size_t held_waits() const noexcept { return waits_.size(); }
    /// WaitForUpdatesEx while another one was held in the same session.
    std::size_t overlapping_waits() const noexcept { return overlapping_waits_; }

private:
    struct version_seen {
        std::string name;
        std::map<std::string, std::size_t> stamps;  // page by filter
    };
    struct session {
        std::map<std::string, history_view> collectors;
        std::map<std::string, std::string> filters;  // collector by filter
        std::deque<version_seen> versions;           // the last two
        std::size_t next_version = 1;
        base::wall_time last_active;
    };
    struct held_wait {
        std::string session;
        std::string version;
        bool cancelled = false;
    };

    verdict dispatch(const soap_request& call, const std::string& cookie);
    verdict authenticated(const soap_request& call, const std::string& id, session& s);
    server_reply service_versions() const;
    server_reply service_content() const;
    server_reply login(const soap_request& call, bool already);
    server_reply logout(const std::string& id);
    server_reply create_collector(const soap_request& call, const std::string& id, session& s);
    server_reply create_filter(const soap_request& call, const std::string& id, session& s);
    server_reply retrieve(const soap_request& call, session& s) const;
    server_reply event_info() const;
    server_reply read(const soap_request& call, session& s);
    server_reply destroy_collector(const soap_request& call, session& s);
    server_reply destroy_filter(const soap_request& call, session& s);
    server_reply cancel_waits(const std::string& id);
    verdict wait(const soap_request& call, const std::string& id, session& s);
    std::optional<server_reply> updates(session& s, const std::string& version);
    std::string changes(const session& s, const version_seen& before, version_seen& after) const;
    void post_session_event(std::string class_name, const std::string& key);
    void expire_sessions();
    std::string fresh_id(std::string_view what);

    vcenter_options options_;
    base::wall_time now_;
    vcenter_history history_;
    std::map<std::string, session> sessions_;  // by cookie value, quotes included
    std::map<std::uint64_t, held_wait> waits_;
    std::string info_rows_;
    page_order page_order_ = page_order::newest_first;
    bool stick_later_ = false;
    std::size_t truncate_ = 0;
    std::size_t next_id_ = 1;
    std::string user_agent_;  // of the request that is being answered
    std::uint64_t next_ticket_ = 1;
    std::size_t overlapping_waits_ = 0;
    std::vector<std::string> methods_;
    std::vector<login_attempt> logins_;
};

}  // namespace vcenter_connector::test
