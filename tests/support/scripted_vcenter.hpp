// A vCenter in the test's own process: vcenter_model behind a scripted_server. The labels of its script are
// the SOAP methods, and the path for a GET. Safe to use from any thread.
#pragma once

#include "support/scripted_server.hpp"
#include "support/vcenter_model.hpp"

#include "vcenter_connector/base/endpoint.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

namespace vcenter_connector::test {

class scripted_vcenter {
public:
    explicit scripted_vcenter(vcenter_options options = {},
                              std::optional<certificate_pair> tls = std::nullopt);
    ~scripted_vcenter();

    std::string url() const;
    base::endpoint endpoint() const;

    /// Faults, connections, and what arrived.
    scripted_server& server() noexcept { return *server_; }
    fault_script::rule when(std::string method) { return server_->when(std::move(method)); }
    std::size_t calls(std::string_view method) const { return server_->calls(method); }
    bool wait_for(std::string_view method, std::size_t count) const
    {
        return server_->wait_for(method, count);
    }
    void kill() { server_->kill(); }
    void revive() { server_->revive(); }

    /// Runs `use(vcenter_model&)` while nothing else touches the model; held waits then look again.
    template <class Use>
    auto with(Use use)
    {
        if constexpr (std::is_void_v<std::invoke_result_t<Use&, vcenter_model&>>) {
            locked(use);
            server_->poke();
        } else {
            auto value = locked(use);
            server_->poke();
            return value;
        }
    }

    std::int32_t post(posted_event event);
    std::int32_t post(std::string class_name, std::string vm = {});
    std::int32_t post_ex(std::string event_type_id, std::string severity = "info");
    void terminate_sessions();
    void set_password(std::string password);
    std::vector<login_attempt> logins();
    bool logged_out();
    std::size_t open_sessions();
    std::size_t open_collectors();
    std::size_t held_waits();

private:
    class guarded_model;

    template <class Use>
    auto locked(Use& use)
    {
        const std::lock_guard lock(mutex_);
        return use(model_);
    }

    std::mutex mutex_;
    vcenter_model model_;
    std::unique_ptr<guarded_model> service_;
    std::unique_ptr<scripted_server> server_;
};

}  // namespace vcenter_connector::test
