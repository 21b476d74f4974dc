#include "vcenter_connector/source/intake.hpp"

#include "commit_watch.hpp"
#include "entries.hpp"
#include "filter_watch.hpp"
#include "own_events.hpp"

#include "vcenter_connector/events/attributes.hpp"
#include "vcenter_connector/events/object.hpp"

#include <utility>

namespace vcenter_connector::source {
namespace {

// A thousand events may be large, and there is a payload for each form: not all of it is in memory at once.
constexpr std::size_t most_of_a_page = 4U << 20U;

}  // namespace

intake::intake(store::journal& journal, base::log& log, topic_map_provider functions, commit_watch& watch,
               intake_options options)
    : journal_(journal), log_(log), functions_(std::move(functions)), watch_(watch),
      options_(std::move(options)), filters_(std::make_unique<filter_watch>(log))
{
    if (options_.ignore_own_events)
        own_ = std::make_unique<own_events>("vcenter-connector/");
}

intake::~intake() = default;

void intake::logged_in(const vsphere::user_session& session)
{
    if (own_)
        own_->began(session);
}

void intake::describe(events::event_origin origin)
{
    origin_ = std::move(origin);
}

bool intake::caused_by_us(const vsphere::event& event) const
{
    if (!own_ || !own_->caused(event))
        return false;
    log_.debug("The connector's own event goes to no function",
               {{"event", events::event_id(origin_, event.key)}, {"class", event.class_name}});
    return true;
}

void intake::report(const vsphere::event& event, const events::event_names& names,
                    std::size_t functions) const
{
    const auto level = functions == 0 ? base::log_level::debug : base::log_level::info;
    if (!log_.enabled(level))
        return;
    const base::log_field fields[] = {{"event", events::event_id(origin_, event.key)},
                                      {"class", names.type_id.empty() ? names.class_name : names.type_id},
                                      {"object", events::object_of(event).name},
                                      {"functions", std::to_string(functions)}};
    log_.write(level, "Message on topic: " + names.topic, fields);
}

void intake::report(const vsphere::event& event, const std::vector<routing::held_back>& held) const
{
    if (held.empty())
        return;
    const auto id = events::event_id(origin_, event.key);
    for (const auto& each : held) {
        filters_->look_at(each, id);
        if (!log_.enabled(base::log_level::debug))
            continue;
        log_.debug("A filter holds an event back",
                   {{"event", id},
                    {"function", store::function_name{each.by->name, each.by->name_space}.qualified()},
                    {"filter", std::string(each.by->filter.text())},
                    {"reason", routing::reason_of(each)}});
    }
}

std::size_t intake::add(const vsphere::event& event, store::event_page& page,
                        const routing::topic_map& functions)
{
    if (caused_by_us(event) || (options_.wanted && !options_.wanted(event)))
        return 0;
    const auto names = events::names_of(event);
    std::vector<routing::held_back> held;
    const auto matches = functions.match(names, events::event_attributes(event, origin_), &held);
    report(event, names, matches.size());
    report(event, held);
    return matches.empty() ? 0 : add_entries(page, event, names, matches, origin_, options_);
}

boost::asio::awaitable<base::result<std::size_t>> intake::commit(std::span<const vsphere::event> events,
                                                                 base::wall_time resume_from)
{
    if (events.empty())
        co_return std::size_t{0};
    const auto functions = functions_();
    store::event_page page;
    std::size_t bytes = 0;
    for (const auto& event : events) {
        bytes += add(event, page, *functions);
        page.marks.push_back({event.key, event.time});
        if (bytes >= most_of_a_page)
            break;
    }
    const auto taken = page.marks.size();
    page.position.newest = page.marks.back();
    page.position.resume_from = resume_from;
    const auto done = co_await hand_over(std::move(page));
    if (!done)
        co_return done.error();
    co_return taken;
}

boost::asio::awaitable<base::result<void>> intake::note(std::optional<base::event_mark> newest,
                                                        base::wall_time resume_from,
                                                        std::vector<base::event_mark> known)
{
    store::event_page page;
    page.marks = std::move(known);
    page.position.newest = newest.value_or(base::event_mark{});
    page.position.resume_from = resume_from;
    co_return co_await hand_over(std::move(page));
}

boost::asio::awaitable<base::result<void>> intake::hand_over(store::event_page page)
{
    page.position.instance_uuid = origin_.instance_uuid;
    watch_.begins();
    auto done = co_await journal_.commit(std::move(page));
    watch_.ends();
    if (!done && !done.error().is(base::errc::aborted))
        co_return base::failure(done.error().code, "journal: " + done.error().detail);
    co_return done;
}

}  // namespace vcenter_connector::source
