// What happened in a simulated world, as a hash that two runs of one seed must share, as counts for a
// summary, and as text for whoever replays a seed.
#pragma once

#include "scheduler.hpp"

#include "vcenter_connector/base/log.hpp"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace vcenter_connector::simulation {

class trace {
public:
    /// `print`: every line to standard output.
    trace(const scheduler& schedule, bool print) : schedule_(schedule), print_(print) {}

    void note(std::string_view who, std::string_view what, std::string_view of = {}, std::int64_t number = 0);
    /// The same, and one more of its kind in the counts.
    void fault(std::string_view who, std::string_view what, std::string_view of = {});

    bool printing() const noexcept { return print_; }
    void print(std::string_view who, std::string_view line) const;
    void mix(std::string_view text) noexcept;

    std::uint64_t hash() const noexcept { return hash_; }
    const std::map<std::string, std::uint64_t, std::less<>>& counts() const noexcept { return counts_; }

private:
    const scheduler& schedule_;
    bool print_;
    std::uint64_t hash_ = 0xCBF29CE484222325U;
    std::map<std::string, std::uint64_t, std::less<>> counts_;
};

/// The log of a simulated process: part of the trace. Debug lines are printed only.
class trace_log final : public base::log {
public:
    explicit trace_log(trace& to) : trace_(to) {}

    bool enabled(base::log_level level) const noexcept override
    {
        return level != base::log_level::debug || trace_.printing();
    }
    void write(base::log_level level, std::string_view message,
               std::span<const base::log_field> fields) noexcept override;

private:
    trace& trace_;
};

}  // namespace vcenter_connector::simulation
