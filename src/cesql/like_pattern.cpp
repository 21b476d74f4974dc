#include "like_pattern.hpp"

#include "characters.hpp"

namespace vcenter_connector::cesql {
namespace {

constexpr bool is_wildcard(char c) noexcept
{
    return c == '%' || c == '_';
}

}  // namespace

like_pattern::like_pattern(std::string_view pattern)
{
    const auto last_is = [&](kind what) { return !elements_.empty() && elements_.back().what == what; };
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '%') {
            if (!last_is(kind::any_run))
                elements_.push_back({kind::any_run, {}});
        } else if (pattern[i] == '_') {
            elements_.push_back({kind::any_one, {}});
        } else {
            if (pattern[i] == '\\' && i + 1 < pattern.size() && is_wildcard(pattern[i + 1]))
                ++i;
            if (!last_is(kind::literal))
                elements_.push_back({kind::literal, {}});
            elements_.back().text += pattern[i];
        }
    }
}

bool like_pattern::take(const element& e, std::string_view text, std::size_t& at) noexcept
{
    if (e.what == kind::literal ? !text.substr(at).starts_with(e.text) : at == text.size())
        return false;
    at += e.what == kind::literal ? e.text.size() : character_size(text, at);
    return true;
}

// Only the last `%` met ever needs to take one character more: what those before it took was the shortest
// that fits, and more of it would not help.
bool like_pattern::matches(std::string_view text) const noexcept
{
    std::size_t next = 0;
    std::size_t at = 0;
    std::size_t after_run = 0;  // 0: no `%` met yet
    std::size_t run_end = 0;
    while (next < elements_.size() || at < text.size()) {
        if (next < elements_.size() && elements_[next].what == kind::any_run) {
            after_run = ++next;
            run_end = at;
            if (next == elements_.size())
                return true;
        } else if (next < elements_.size() && take(elements_[next], text, at)) {
            ++next;
        } else if (after_run == 0 || run_end == text.size()) {
            return false;
        } else {
            run_end += character_size(text, run_end);
            at = run_end;
            next = after_run;
        }
    }
    return true;
}

}  // namespace vcenter_connector::cesql
