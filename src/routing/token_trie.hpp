// Patterns with wildcards, as a trie over their tokens.
#pragma once

#include "tokens.hpp"
#include "vcenter_connector/base/text_hash.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vcenter_connector::routing {

class token_trie {
public:
    /// `pattern` is well-formed.
    void add(std::string_view pattern, std::uint32_t who);

    /// Adds to `found` everybody with a pattern that matches, in no order, perhaps more than once. Goes down
    /// only where all tokens so far match.
    void find(std::string_view name, std::vector<std::uint32_t>& found) const;

    /// Different ones.
    std::size_t patterns() const noexcept { return patterns_; }

private:
    using node_id = std::uint32_t;
    using people = std::vector<std::uint32_t>;
    static constexpr node_id none = 0;  // the root is nobody's child

    struct node {
        std::unordered_map<std::string, node_id, base::text_hash, std::equal_to<>> children;
        node_id any = none;  // the child for `*`
        people end;          // whose pattern ends here
        people rest;         // whose pattern goes on with `>`
    };

    node_id child(node_id of, std::string_view token);
    void enlist(people& list, std::uint32_t who);

    std::vector<node> nodes_{1};
    std::size_t patterns_ = 0;
};

}  // namespace vcenter_connector::routing
