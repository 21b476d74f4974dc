#include "vcenter_connector/source/intake.hpp"

#include "commit_watch.hpp"
#include "own_events.hpp"

#include "vcenter_connector/events/legacy_payload.hpp"
#include "vcenter_connector/events/names.hpp"
#include "vcenter_connector/events/object.hpp"

#include <utility>

namespace vcenter_connector::source {

intake::intake(store::journal& journal, base::log& log, topic_map_provider functions, commit_watch& watch,
               intake_options options)
    : journal_(journal), log_(log), functions_(std::move(functions)), watch_(watch),
      options_(std::move(options))
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

void intake::describe(std::string instance_uuid, events::category_catalogue categories)
{
    instance_uuid_ = std::move(instance_uuid);
    categories_ = std::move(categories);
}

void intake::add(const vsphere::event& event, store::event_page& page, const routing::topic_map& functions)
{
    if (own_ && own_->caused(event)) {
        log_.debug("The connector's own event goes to no function",
                   {{"event", instance_uuid_ + "/" + std::to_string(event.key)}, {"class", event.class_name}});
        return;
    }
    const auto names = events::names_of(event);
    const auto matches = functions.match(names);
    const auto id = instance_uuid_ + "/" + std::to_string(event.key);

    const auto level = matches.empty() ? base::log_level::debug : base::log_level::info;
    if (log_.enabled(level)) {
        const base::log_field fields[] = {{"event", id},
                                          {"class", names.type_id.empty() ? names.class_name : names.type_id},
                                          {"object", events::object_of(event).name},
                                          {"functions", std::to_string(matches.size())}};
        log_.write(level, "Message on topic: " + names.topic, fields);
    }
    if (matches.empty())
        return;

    store::event_page::entry entry;
    entry.event.id = id;
    entry.event.topic = names.topic;
    entry.event.object = events::ordering_object_of(event);
    entry.event.body =
        events::legacy_payload(event, options_.source_name, events::category_of(event, categories_));
    entry.event.content_type = options_.content_type;
    for (const auto* function : matches)
        entry.functions.push_back({function->name, function->name_space});
    page.entries.push_back(std::move(entry));
}

boost::asio::awaitable<base::result<void>> intake::commit(const std::vector<vsphere::event>& events,
                                                          base::wall_time resume_from)
{
    if (events.empty())
        co_return base::result<void>();
    const auto functions = functions_();
    store::event_page page;
    page.marks.reserve(events.size());
    for (const auto& event : events) {
        add(event, page, *functions);
        page.marks.push_back({event.key, event.time});
    }
    page.position.newest = page.marks.back();
    page.position.resume_from = resume_from;
    co_return co_await hand_over(std::move(page));
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
    page.position.instance_uuid = instance_uuid_;
    watch_.begins();
    auto done = co_await journal_.commit(std::move(page));
    watch_.ends();
    if (!done && !done.error().is(base::errc::aborted))
        co_return base::failure(done.error().code, "journal: " + done.error().detail);
    co_return done;
}

}  // namespace vcenter_connector::source
