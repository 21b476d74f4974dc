// The API of one vCenter, call by call, over an HTTP client.
#pragma once

#include "vcenter_connector/net/http_client.hpp"
#include "vcenter_connector/vsphere/cookies.hpp"
#include "vcenter_connector/vsphere/methods.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace vcenter_connector::source {

/// One session at a time. Every call fails with what the HTTP client reports, with what methods.hpp lists for
/// its answer, or with `redirected` and `http_status`. Every call is bounded in time. Calls are ended by
/// `net::http_client::abort`. One call at a time.
class vcenter_api {
public:
    /// `path`: of the SDK, normally `/sdk`. `longest_wait`: how long vCenter holds back the answer to
    /// `wait_for_updates` while nothing changes. The client must outlive this object.
    vcenter_api(net::http_client& http, std::string path, std::chrono::seconds longest_wait);

    /// Finds the newest API version that the server speaks and its service content.
    boost::asio::awaitable<base::result<vsphere::service_content>> discover();

    /// Ends a session that was left open by a broken connection, if there was one, and begins another.
    boost::asio::awaitable<base::result<vsphere::user_session>> login(const base::credentials& who);
    /// Bounded to a few seconds: a vCenter that is gone does not hold up a stop.
    boost::asio::awaitable<base::result<void>> logout();
    bool logged_in() const noexcept { return logged_in_; }
    /// From now on collectors and filters, too, have a few seconds only to be destroyed.
    void leave() noexcept { leaving_ = true; }

    boost::asio::awaitable<base::result<base::wall_time>> current_time();
    boost::asio::awaitable<base::result<vsphere::event_categories>> event_categories();
    boost::asio::awaitable<base::result<std::vector<vsphere::event_kind>>> event_kinds();

    boost::asio::awaitable<base::result<vsphere::managed_object_reference>>
    create_collector(base::wall_time begin, int page_size, std::optional<base::wall_time> end = std::nullopt);
    boost::asio::awaitable<base::result<std::vector<vsphere::event>>>
    read_next(const vsphere::managed_object_reference& collector);
    boost::asio::awaitable<base::result<std::vector<vsphere::event>>>
    latest_page(const vsphere::managed_object_reference& collector);
    boost::asio::awaitable<base::result<void>>
    destroy_collector(const vsphere::managed_object_reference& collector);

    boost::asio::awaitable<base::result<vsphere::managed_object_reference>>
    create_filter(const vsphere::managed_object_reference& collector);
    boost::asio::awaitable<base::result<void>>
    destroy_filter(const vsphere::managed_object_reference& filter);
    /// Waits for a change; empty when there was none.
    boost::asio::awaitable<base::result<std::optional<vsphere::update_set>>>
    wait_for_updates(const std::string& version);

private:
    boost::asio::awaitable<base::result<std::string>> post(const vsphere::soap_call& call,
                                                           base::duration timeout);
    void hide_secrets(net::http_response& answer) const;

    net::http_client& http_;
    std::string path_;
    std::chrono::seconds longest_wait_;
    std::string api_version_;
    vsphere::service_content service_;
    vsphere::cookie_jar cookies_;
    base::secret password_;  // while it is sent
    bool logged_in_ = false;
    bool leaving_ = false;
};

}  // namespace vcenter_connector::source
