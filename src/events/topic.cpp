#include "vcenter_connector/events/topic.hpp"

namespace vcenter_connector::events {
namespace {

bool is_capital(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}
bool is_small(char c) noexcept
{
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

std::string without_event(std::string_view class_name)
{
    static constexpr std::string_view word = "Event";
    std::string rest(class_name);
    for (auto at = rest.find(word); at != std::string::npos; at = rest.find(word, at))
        rest.erase(at, word.size());
    return rest.empty() ? std::string(class_name) : rest;
}

bool starts_word(std::string_view name, std::size_t i) noexcept
{
    if (i == 0 || !is_capital(name[i]))
        return false;
    if (is_small(name[i - 1]) || is_digit(name[i - 1]))
        return true;
    return is_capital(name[i - 1]) && i + 1 < name.size() && is_small(name[i + 1]);
}

}  // namespace

std::string topic_of(std::string_view class_name)
{
    const std::string name = without_event(class_name);
    std::string topic;
    topic.reserve(name.size() + 8);
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (starts_word(name, i))
            topic += '.';
        topic += is_capital(name[i]) ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
    }
    return topic;
}

}  // namespace vcenter_connector::events
