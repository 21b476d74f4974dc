#include "function_rows.hpp"

#include <utility>

namespace vcenter_connector::store {

function_rows::function_rows(database& db)
    : find_(db.raw(), "SELECT id FROM functions WHERE name=?1 AND name_space=?2"),
      add_(db.raw(), "INSERT INTO functions(name, name_space) VALUES(?1, ?2) RETURNING id"),
      name_(db.raw(), "SELECT name, name_space FROM functions WHERE id=?1"),
      all_(db.raw(), "SELECT id FROM functions")
{
}

const function_name& function_rows::remember(std::int64_t number, function_name name)
{
    numbers_.emplace(name, number);
    return names_.insert_or_assign(number, std::move(name)).first->second;
}

std::optional<std::int64_t> function_rows::find(const function_name& name)
{
    if (const auto known = numbers_.find(name); known != numbers_.end())
        return known->second;
    auto found = find_.query(name.name, name.name_space);
    if (!found.next())
        return std::nullopt;
    const auto number = found.number(0);
    remember(number, name);
    return number;
}

std::int64_t function_rows::number_of(const function_name& name)
{
    if (const auto number = find(name))
        return *number;
    auto added = add_.query(name.name, name.name_space);
    added.next();
    const auto number = added.number(0);
    remember(number, name);
    return number;
}

const function_name& function_rows::name_of(std::int64_t number)
{
    if (const auto known = names_.find(number); known != names_.end())
        return known->second;
    auto found = name_.query(number);
    if (!found.next())
        throw database_error{{base::errc::journal_corrupt, "a delivery names a function that is not there"}};
    return remember(number, {found.text(0), found.text(1)});
}

std::vector<std::int64_t> function_rows::all()
{
    std::vector<std::int64_t> numbers;
    auto each = all_.query();
    while (each.next())
        numbers.push_back(each.number(0));
    return numbers;
}

void function_rows::forget() noexcept
{
    numbers_.clear();
    names_.clear();
}

}  // namespace vcenter_connector::store
