// The filter of a function: its `vcenter.filter` annotation.
#pragma once

#include "vcenter_connector/base/text_hash.hpp"
#include "vcenter_connector/cesql/expression.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

namespace vcenter_connector::routing {

/// A CESQL expression that was parsed once. Immutable, cheap to copy, may be used in several places at once.
/// A default one is no filter: everything passes.
class filter {
public:
    filter() = default;
    explicit filter(std::string_view text);
    /// One that cannot be used, whatever its text: nothing passes it.
    static filter unusable(std::string_view text, cesql::parse_failure why);

    /// As it was written; empty where there is no filter.
    std::string_view text() const noexcept;
    bool given() const noexcept { return parsed_ != nullptr; }

    /// Whether there is one that cannot be parsed. Nothing passes it.
    bool invalid() const noexcept { return fault() != nullptr; }
    /// Why it is invalid; null where it is not.
    const cesql::parse_failure* fault() const noexcept;
    /// Null where there is none or an invalid one.
    const cesql::expression* expression() const noexcept;

    /// By the text, and whether it can be used.
    friend bool operator==(const filter& a, const filter& b) noexcept
    {
        return a.given() == b.given() && a.invalid() == b.invalid() && a.text() == b.text();
    }

private:
    struct parsed {
        std::string text;
        std::variant<cesql::expression, cesql::parse_failure> outcome;
    };

    std::shared_ptr<const parsed> parsed_;

    friend class filter_cache;
};

/// Filters by their text, so that one that stays as it is in list after list is parsed once. Not for several
/// threads.
class filter_cache {
public:
    /// The filter of that text; parsed when nobody holds it already.
    filter get(std::string_view text);

    /// Forgets those that nobody else holds.
    void forget_unused();

    std::size_t size() const noexcept { return known_.size(); }

private:
    std::unordered_map<std::string, filter, base::text_hash, std::equal_to<>> known_;
};

}  // namespace vcenter_connector::routing
