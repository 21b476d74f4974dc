// The pattern of LIKE.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::cesql {

/// `%` is any run of characters, `_` is one; a backslash before either makes it an ordinary character, before
/// anything else it is one itself.
class like_pattern {
public:
    explicit like_pattern(std::string_view pattern);

    /// At most size of the text times size of the pattern steps.
    bool matches(std::string_view text) const noexcept;

private:
    enum class kind { any_run, any_one, literal };
    struct element {
        kind what;
        std::string text;  // of a literal
    };

    static bool take(const element& e, std::string_view text, std::size_t& at) noexcept;

    std::vector<element> elements_;
};

}  // namespace vcenter_connector::cesql
