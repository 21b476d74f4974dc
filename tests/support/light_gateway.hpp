// A gateway for very many invocations: it keeps none of them, and asks the test what its functions do.
#pragma once

#include "support/scripted_server.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

/// One invocation of a function.
struct light_invocation {
    std::string_view function;  ///< without namespace
    std::int64_t key = 0;       ///< the number at the end of X-Event-Id
    std::string_view source;    ///< what stands before it: the vCenter's instanceUuid
};

/// All calls are made by the gateway's thread.
class light_functions {
public:
    struct conduct {
        unsigned status = 202;
        std::chrono::milliseconds takes{0};
        net::http_headers headers;
    };

    virtual ~light_functions() = default;
    /// A request has arrived.
    virtual conduct begun(const light_invocation& what) = 0;
    /// `sent`: the whole answer was handed to the system; otherwise the client went away before.
    virtual void ended(const light_invocation& /*what*/, unsigned /*status*/, bool /*sent*/) {}
};

/// Topics by function name.
using light_catalogue = std::map<std::string, std::string>;

class light_gateway {
public:
    /// `functions` must outlive it.
    light_gateway(light_catalogue catalogue, light_functions& functions);
    ~light_gateway();

    std::uint16_t port() const { return server_->port(); }
    std::string url() const;
    scripted_server& server() noexcept { return *server_; }

private:
    class service;

    std::unique_ptr<service> service_;
    std::unique_ptr<scripted_server> server_;
};

/// `http://127.0.0.1:PORT`
std::string local_url(std::uint16_t port);

}  // namespace vcenter_connector::test
