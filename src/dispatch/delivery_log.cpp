#include "delivery_log.hpp"

#include <chrono>

namespace vcenter_connector::dispatch {
namespace {

// Milliseconds below ten seconds, seconds above.
std::string text_of(base::duration d)
{
    using namespace std::chrono;
    if (d < seconds(10))
        return std::to_string(duration_cast<milliseconds>(d).count()) + "ms";
    return std::to_string(duration_cast<seconds>(d).count()) + "s";
}

}  // namespace

void delivery_log::delivered(const store::delivery& d, unsigned status, base::duration took) const
{
    if (log_.enabled(base::log_level::info))
        log_.info("Invoke function: " + d.function.qualified(), {{"event", d.event->id},
                                                                 {"topic", d.event->topic},
                                                                 {"status", std::to_string(status)},
                                                                 {"duration", text_of(took)}});
}

void delivery_log::will_retry(const store::delivery& d, const std::string& reason, base::duration wait,
                              bool expected) const
{
    const auto level = expected ? base::log_level::debug : base::log_level::warn;
    if (!log_.enabled(level))
        return;
    const base::log_field fields[] = {{"function", d.function.qualified()},
                                      {"event", d.event->id},
                                      {"error", reason},
                                      {"attempt", std::to_string(d.attempts)},
                                      {"wait", text_of(wait)}};
    log_.write(level, "Invocation failed, it will be repeated", fields);
}

void delivery_log::dead(const store::delivery& d, const std::string& reason) const
{
    log_.error("Event not delivered, given up", {{"function", d.function.qualified()},
                                                 {"event", d.event->id},
                                                 {"topic", d.event->topic},
                                                 {"error", reason},
                                                 {"attempts", std::to_string(d.attempts)}});
}

void delivery_log::outage_begins(const std::string& reason, std::string_view cure, std::size_t waiting) const
{
    log_.warn("The gateway cannot be used; deliveries are kept and wait",
              {{"error", reason}, {"waiting", std::to_string(waiting)}, {"cure", std::string(cure)}});
}

void delivery_log::outage_ended(base::duration lasted, std::size_t waiting) const
{
    log_.info("The gateway can be used again",
              {{"after", text_of(lasted)}, {"waiting", std::to_string(waiting)}});
}

void delivery_log::function_broken(const store::function_name& f, std::size_t failures,
                                   const std::string& reason, std::size_t waiting) const
{
    log_.warn("The function fails; its deliveries wait, and one at a time is tried",
              {{"function", f.qualified()},
               {"failures", std::to_string(failures)},
               {"error", reason},
               {"waiting", std::to_string(waiting)},
               {"cure", "see the function's log; other functions are not affected"}});
}

void delivery_log::function_disabled(const store::function_name& f, const std::string& reason,
                                     std::string_view cure, std::size_t waiting) const
{
    log_.warn(
        "The gateway does not invoke the function; its deliveries wait, and nothing counts as an attempt",
        {{"function", f.qualified()},
         {"error", reason},
         {"waiting", std::to_string(waiting)},
         {"cure", std::string(cure)}});
}

void delivery_log::no_queue(const store::delivery& d, unsigned status) const
{
    log_.warn(
        "An asynchronous invocation was not answered with 202; something else than a gateway answers",
        {{"function", d.function.qualified()},
         {"event", d.event->id},
         {"status", std::to_string(status)},
         {"cure", "check that -gateway is the URL of an OpenFaaS gateway; events may reach no function"}});
}

void delivery_log::function_back(const store::function_name& f, base::duration lasted,
                                 std::size_t waiting) const
{
    log_.info(
        "The function answers again",
        {{"function", f.qualified()}, {"after", text_of(lasted)}, {"waiting", std::to_string(waiting)}});
}

void delivery_log::not_settled(const store::delivery& d, const std::string& reason) const
{
    log_.error("The end of a delivery cannot be noted; it will be repeated after a restart",
               {{"function", d.function.qualified()}, {"event", d.event->id}, {"error", reason}});
}

void delivery_log::journal_failed(const std::string& reason) const
{
    log_.error("Deliveries cannot be read from the journal; trying again", {{"error", reason}});
}

}  // namespace vcenter_connector::dispatch
