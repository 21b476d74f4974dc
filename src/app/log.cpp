#include "vcenter_connector/app/log.hpp"

#include "vcenter_connector/app/log_format.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <fcntl.h>

#include <chrono>
#include <csignal>

namespace vcenter_connector::app {
namespace {

spdlog::level::level_enum to_spdlog(base::log_level level) noexcept
{
    switch (level) {
    case base::log_level::debug: return spdlog::level::debug;
    case base::log_level::info: return spdlog::level::info;
    case base::log_level::warn: return spdlog::level::warn;
    case base::log_level::error: break;
    }
    return spdlog::level::err;
}

class stderr_log final : public base::log {
public:
    explicit stderr_log(const config::log_settings& settings)
        : format_(settings.format), logger_("", std::make_shared<spdlog::sinks::stderr_sink_mt>())
    {
        logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
        logger_.set_level(to_spdlog(settings.level));
        logger_.flush_on(spdlog::level::trace);
        logger_.set_error_handler([](const std::string&) {});
    }

    bool enabled(base::log_level level) const noexcept override
    {
        return logger_.should_log(to_spdlog(level));
    }

    void write(base::log_level level, std::string_view message,
               std::span<const base::log_field> fields) noexcept override
    {
        if (!enabled(level))
            return;
        try {
            const auto now = std::chrono::system_clock::now();
            const auto line = format_ == config::log_format::json ? json_line(now, level, message, fields)
                                                                  : text_line(now, level, message, fields);
            logger_.log(to_spdlog(level), spdlog::string_view_t(line.data(), line.size()));
        } catch (...) {
            // Nobody is left to tell.
        }
    }

private:
    config::log_format format_;
    spdlog::logger logger_;
};

void reserve_standard_descriptors() noexcept
{
    for (int number = 0; number <= 2; ++number)
        if (::fcntl(number, F_GETFD) == -1)
            (void)::open("/dev/null", O_RDWR);  // the lowest free number is this one; it stays open
}

}  // namespace

std::unique_ptr<base::log> make_log(const config::log_settings& settings)
{
    (void)std::signal(SIGPIPE, SIG_IGN);
    reserve_standard_descriptors();
    return std::make_unique<stderr_log>(settings);
}

}  // namespace vcenter_connector::app
