#include "position_rows.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace vcenter_connector::store {
namespace {

constexpr std::size_t mark_size = 12;

template <class Number>
void put(std::string& out, Number number)
{
    for (std::size_t byte = 0; byte < sizeof number; ++byte)
        out.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * byte) & 0xffU));
}

std::uint64_t take(std::string_view bytes, std::size_t at, std::size_t size)
{
    std::uint64_t number = 0;
    for (std::size_t byte = 0; byte < size; ++byte)
        number |= std::uint64_t{static_cast<unsigned char>(bytes[at + byte])} << (8 * byte);
    return number;
}

std::string packed(std::span<const base::event_mark> marks)
{
    std::string out;
    out.reserve(marks.size() * mark_size);
    for (const auto& mark : marks) {
        put(out, static_cast<std::uint32_t>(mark.key));
        put(out, static_cast<std::uint64_t>(to_number(mark.time)));
    }
    return out;
}

void unpack(std::string_view bytes, base::wall_time from, std::vector<base::event_mark>& marks)
{
    for (std::size_t at = 0; at + mark_size <= bytes.size(); at += mark_size) {
        const auto key = static_cast<std::int32_t>(static_cast<std::uint32_t>(take(bytes, at, 4)));
        const auto time = to_time(static_cast<std::int64_t>(take(bytes, at + 4, 8)));
        if (time >= from)
            marks.push_back({key, time});
    }
}

base::wall_time newest_of(std::span<const base::event_mark> marks)
{
    return std::max_element(marks.begin(), marks.end(),
                            [](const auto& a, const auto& b) { return a.time < b.time; })
        ->time;
}

}  // namespace

position_rows::position_rows(database& db)
    : move_(db.raw(),
            "INSERT INTO vcenters(instance_uuid, key, time, resume_from) VALUES(?1, ?2, ?3, ?4) "
            "ON CONFLICT(instance_uuid) DO UPDATE SET key=?2, time=?3, resume_from=?4 RETURNING id"),
      add_marks_(db.raw(),
                 "INSERT INTO marks(vcenter, newest, number, marks) VALUES(?1, ?2, "
                 "(SELECT coalesce(max(number), 0)+1 FROM marks WHERE vcenter=?1 AND newest=?2), ?3)"),
      prune_(db.raw(), "DELETE FROM marks WHERE vcenter=?1 AND newest<?2"),
      find_(db.raw(), "SELECT id, key, time, resume_from FROM vcenters WHERE instance_uuid=?1"),
      marks_(db.raw(), "SELECT marks FROM marks WHERE vcenter=?1 AND newest>=?2")
{
}

void position_rows::move(const checkpoint& position, std::span<const base::event_mark> marks)
{
    const auto from = to_number(position.resume_from);
    std::int64_t vcenter = 0;
    {
        auto moved = move_.query(position.instance_uuid, std::int64_t{position.newest.key},
                                 to_number(position.newest.time), from);
        moved.next();
        vcenter = moved.number(0);
    }
    prune_.run(vcenter, from);
    if (!marks.empty() && newest_of(marks) >= position.resume_from)
        add_marks_.run(vcenter, to_number(newest_of(marks)), blob{packed(marks)});
}

std::optional<resume_point> position_rows::find(const std::string& instance_uuid)
{
    auto found = find_.query(instance_uuid);
    if (!found.next())
        return std::nullopt;
    resume_point point;
    point.position = {
        instance_uuid, {static_cast<std::int32_t>(found.number(1)), found.time(2)}, found.time(3)};
    auto each = marks_.query(found.number(0), found.number(3));
    while (each.next())
        unpack(each.bytes(0), point.position.resume_from, point.marks);
    return point;
}

}  // namespace vcenter_connector::store
