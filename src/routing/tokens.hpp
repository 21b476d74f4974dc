// Dotted names, token by token.
#pragma once

#include <string_view>

namespace vcenter_connector::routing {

/// What is left of a dotted name. A name without a dot, even an empty one, is one token.
class tokens {
public:
    explicit constexpr tokens(std::string_view name) noexcept : rest_(name) {}

    constexpr bool more() const noexcept { return more_; }

    /// Only while there are `more`.
    constexpr std::string_view next() noexcept
    {
        const auto dot = rest_.find('.');
        const auto token = rest_.substr(0, dot);
        more_ = dot != std::string_view::npos;
        rest_ = more_ ? rest_.substr(dot + 1) : std::string_view();
        return token;
    }

private:
    std::string_view rest_;
    bool more_ = true;
};

}  // namespace vcenter_connector::routing
