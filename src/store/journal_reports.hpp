// What the journal says in the log of what goes on in its place: each thing once, not each time.
#pragma once

#include "journal_write.hpp"
#include "place_watch.hpp"

#include "vcenter_connector/base/log.hpp"

#include <string>

namespace vcenter_connector::store {

class journal_reports {
public:
    /// `path`: of the file. `kept`: how many dead letters are.
    journal_reports(base::log& log, std::string path, std::size_t kept);

    void dropped(const dropped_letters& some) noexcept;
    /// At most once a minute; `last`: at once.
    void report_dropped(base::steady_time now, bool last = false);
    /// What has changed since the last call.
    void report_place(const place_watch& place);

private:
    base::log& log_;
    std::string path_;
    std::size_t kept_;
    dropped_letters dropped_;
    base::steady_time next_{};
    bool moved_ = false;
    bool low_ = false;
};

}  // namespace vcenter_connector::store
