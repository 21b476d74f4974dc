// The log lines of the dispatcher.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace vcenter_connector::dispatch {

class delivery_log {
public:
    explicit delivery_log(base::log& log) noexcept : log_(log) {}

    void delivered(const store::delivery& d, unsigned status, base::duration took) const;
    /// `expected`: the function is known to be broken; that has been said already.
    void will_retry(const store::delivery& d, const std::string& reason, base::duration wait,
                    bool expected) const;
    void dead(const store::delivery& d, const std::string& reason) const;
    void outage_begins(const std::string& reason, std::string_view cure, std::size_t waiting) const;
    void outage_ended(base::duration lasted, std::size_t waiting) const;
    void function_broken(const store::function_name& f, std::size_t failures, const std::string& reason,
                         std::size_t waiting) const;
    void function_disabled(const store::function_name& f, const std::string& reason, std::string_view cure,
                           std::size_t waiting) const;
    /// An asynchronous invocation was answered with a success that no queue gives.
    void no_queue(const store::delivery& d, unsigned status) const;
    void function_back(const store::function_name& f, base::duration lasted, std::size_t waiting) const;
    void not_settled(const store::delivery& d, const std::string& reason) const;
    void journal_failed(const std::string& reason) const;

private:
    base::log& log_;
};

}  // namespace vcenter_connector::dispatch
