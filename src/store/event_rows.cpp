#include "event_rows.hpp"

#include "header_lines.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::store {

event_rows::event_rows(database& db)
    : add_(db.raw(), "INSERT INTO events(id, event_id, topic, object, content_type, body, headers) "
                     "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
      share_(db.raw(), "INSERT INTO shares(event, uses) VALUES(?1, ?2)"),
      read_(db.raw(), "SELECT event_id, topic, object, body, content_type, headers FROM events WHERE id=?1"),
      unshare_(db.raw(), "UPDATE shares SET uses=uses-1 WHERE event=?1 RETURNING uses"),
      remove_share_(db.raw(), "DELETE FROM shares WHERE event=?1"),
      remove_(db.raw(), "DELETE FROM events WHERE id=?1")
{
}

void event_rows::add(std::int64_t id, const std::shared_ptr<const event_record>& event, std::size_t uses)
{
    const auto headers = header_lines(event->headers);
    add_.run(id, event->id, event->topic, event->object, event->content_type, blob{event->body},
             std::string_view(headers));
    if (uses < 2)
        return;
    share_.run(id, static_cast<std::int64_t>(uses));
    remember(id, event);
}

std::shared_ptr<const event_record> event_rows::read(std::int64_t id, bool shared)
{
    if (shared)
        if (const auto known = known_.find(id); known != known_.end())
            if (auto event = known->second.lock())
                return event;
    auto found = read_.query(id);
    if (!found.next())
        throw database_error{{base::errc::journal_corrupt, "the event of a delivery is not there"}};
    auto event = std::make_shared<const event_record>(
        event_record{found.text(0), found.text(1), found.text(2), found.text(3), found.text(4),
                     read_header_lines(found.bytes(5))});
    if (shared)
        remember(id, event);
    return event;
}

void event_rows::release(std::int64_t id, bool shared)
{
    if (shared) {
        auto left = unshare_.query(id);
        if (left.next() && left.number(0) > 0)
            return;
    }
    if (shared)
        remove_share_.run(id);
    remove_.run(id);
}

void event_rows::remember(std::int64_t id, const std::shared_ptr<const event_record>& event)
{
    known_.insert_or_assign(id, event);
    if (known_.size() < sweep_at_)
        return;
    std::erase_if(known_, [](const auto& entry) { return entry.second.expired(); });
    sweep_at_ = std::max<std::size_t>(1024, 2 * known_.size());
}

}  // namespace vcenter_connector::store
