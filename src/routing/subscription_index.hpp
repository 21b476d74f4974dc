// Finds those who ask for an event without looking at those who do not.
#pragma once

#include "token_trie.hpp"
#include "vcenter_connector/base/text_hash.hpp"
#include "vcenter_connector/routing/pattern.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace vcenter_connector::routing {

/// Whole names by hash, patterns with wildcards by a trie of their tokens.
class subscription_index {
public:
    /// `p` is well-formed; its `takes_away` is not looked at.
    void add(const pattern& p, std::uint32_t who);

    /// Adds to `found` everybody with a pattern that applies, in no order, perhaps more than once.
    void find(const events::event_names& names, std::vector<std::uint32_t>& found) const;

    /// Different ones.
    std::size_t patterns() const noexcept { return by_name_.size() + by_tokens_.patterns(); }

private:
    void find_name(std::string_view name, std::vector<std::uint32_t>& found) const;

    std::unordered_map<std::string, std::vector<std::uint32_t>, base::text_hash, std::equal_to<>> by_name_;
    token_trie by_tokens_;
};

}  // namespace vcenter_connector::routing
