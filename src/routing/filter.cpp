#include "vcenter_connector/routing/filter.hpp"

#include "vcenter_connector/events/attributes.hpp"

#include <utility>

namespace vcenter_connector::routing {

filter::filter(std::string_view text)
    : parsed_(std::make_shared<const parsed>(
          parsed{std::string(text), cesql::parse(text, events::attributes_always_there())}))
{
}

filter filter::unusable(std::string_view text, cesql::parse_failure why)
{
    filter made;
    made.parsed_ = std::make_shared<const parsed>(parsed{std::string(text), std::move(why)});
    return made;
}

std::string_view filter::text() const noexcept
{
    return parsed_ ? std::string_view(parsed_->text) : std::string_view();
}

const cesql::parse_failure* filter::fault() const noexcept
{
    return parsed_ ? std::get_if<cesql::parse_failure>(&parsed_->outcome) : nullptr;
}

const cesql::expression* filter::expression() const noexcept
{
    return parsed_ ? std::get_if<cesql::expression>(&parsed_->outcome) : nullptr;
}

filter filter_cache::get(std::string_view text)
{
    if (const auto found = known_.find(text); found != known_.end())
        return found->second;
    return known_.emplace(std::string(text), filter(text)).first->second;
}

void filter_cache::forget_unused()
{
    std::erase_if(known_, [](const auto& each) { return each.second.parsed_.use_count() == 1; });
}

}  // namespace vcenter_connector::routing
