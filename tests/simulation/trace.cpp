#include "trace.hpp"

#include <cstdio>

namespace vcenter_connector::simulation {

// FNV-1a
void trace::mix(std::string_view text) noexcept
{
    for (const char c : text)
        hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
}

void trace::note(std::string_view who, std::string_view what, std::string_view of, std::int64_t number)
{
    const auto at = schedule_.now().time_since_epoch().count();
    mix({reinterpret_cast<const char*>(&at), sizeof at});
    mix(who);
    mix(what);
    mix(of);
    mix({reinterpret_cast<const char*>(&number), sizeof number});
    if (print_)
        print(who, std::string(what) + " " + std::string(of) +
                       (number == 0 ? std::string() : " " + std::to_string(number)));
}

void trace::fault(std::string_view who, std::string_view what, std::string_view of)
{
    note(who, what, of);
    const auto name = std::string(who) + ": " + std::string(what);
    ++counts_[name];
}

void trace::print(std::string_view who, std::string_view line) const
{
    const long long us = std::chrono::duration_cast<std::chrono::microseconds>(schedule_.elapsed()).count();
    std::printf("%3lld d %02lld:%02lld:%02lld.%06lld %-9.*s %.*s\n", us / 86'400'000'000,
                us / 3'600'000'000 % 24, us / 60'000'000 % 60, us / 1'000'000 % 60, us % 1'000'000,
                static_cast<int>(who.size()), who.data(), static_cast<int>(line.size()), line.data());
}

void trace_log::write(base::log_level level, std::string_view message,
                      std::span<const base::log_field> fields) noexcept
{
    static constexpr const char* names[] = {"debug", "info", "warn", "error"};
    if (level != base::log_level::debug) {
        trace_.mix(message);
        for (const auto& field : fields)
            trace_.mix(field.value);
    }
    if (!trace_.printing())
        return;
    std::string line(names[static_cast<int>(level)]);
    line.append(" ").append(message);
    for (const auto& field : fields)
        line.append(" ").append(field.name).append("=").append(field.value);
    trace_.print("log", line);
}

}  // namespace vcenter_connector::simulation
