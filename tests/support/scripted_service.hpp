// What a scripted server does with requests, apart from how they travel.
#pragma once

#include "support/http_message.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace vcenter_connector::test {

/// An answer, or a ticket for one: the request is held for up to `hold` and asked for again meanwhile.
struct verdict {
    std::optional<server_reply> reply;
    std::uint64_t ticket = 0;
    std::chrono::milliseconds hold{0};
};

class scripted_service {
public:
    virtual ~scripted_service() = default;
    /// The name by which scripts and assertions speak of such a request.
    virtual std::string label(const server_request& request) const = 0;
    /// Whether it counts as a request under way.
    virtual bool counted(const server_request&) const { return true; }
    /// Whether the server keeps it for `requests` and `calls`. A million of them would be gigabytes.
    virtual bool kept(const server_request&) const { return true; }
    virtual verdict handle(const server_request& request) = 0;
    /// The answer to a held request, or nothing as long as it waits; always one when it is `late`.
    virtual std::optional<server_reply> resume(std::uint64_t ticket, bool late) = 0;
    /// The client of a held request is gone.
    virtual void drop(std::uint64_t ticket) = 0;
    /// The last word on a request. `sent`: the whole answer, with that status, was handed to the system.
    virtual void ended(const server_request&, unsigned /*status*/, bool /*sent*/) {}
};

}  // namespace vcenter_connector::test
