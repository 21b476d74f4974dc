// The log lines of the dispatcher.
#pragma once

#include "vcenter_connector/base/clock.hpp"
#include "vcenter_connector/base/log.hpp"
#include "vcenter_connector/store/journal.hpp"

#include <cstddef>
#include <string>

namespace vcenter_connector::dispatch {

class delivery_log {
public:
    explicit delivery_log(base::log& log) noexcept : log_(log) {}

    void delivered(const store::delivery& d, unsigned status, base::duration took) const;
    void will_retry(const store::delivery& d, const std::string& reason, base::duration wait) const;
    void dead(const store::delivery& d, const std::string& reason) const;
    void outage_begins(const std::string& reason, std::size_t waiting) const;
    void outage_ended(base::duration lasted, std::size_t waiting) const;
    void journal_failed(const std::string& reason) const;

private:
    base::log& log_;
};

}  // namespace vcenter_connector::dispatch
