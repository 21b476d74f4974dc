#include "token_trie.hpp"

namespace vcenter_connector::routing {

void token_trie::add(std::string_view pattern, std::uint32_t who)
{
    node_id at = 0;
    tokens left(pattern);
    while (left.more()) {
        const auto token = left.next();
        if (token == ">")
            return enlist(nodes_[at].rest, who);
        at = child(at, token);
    }
    enlist(nodes_[at].end, who);
}

token_trie::node_id token_trie::child(node_id of, std::string_view token)
{
    const auto fresh = static_cast<node_id>(nodes_.size());
    auto& known = token == "*" ? nodes_[of].any
                               : nodes_[of].children.try_emplace(std::string(token), none).first->second;
    if (known != none)
        return known;
    known = fresh;
    nodes_.emplace_back();
    return fresh;
}

void token_trie::enlist(people& list, std::uint32_t who)
{
    if (list.empty())
        ++patterns_;
    list.push_back(who);
}

void token_trie::find(std::string_view name, std::vector<std::uint32_t>& found) const
{
    if (name.empty() || patterns_ == 0)
        return;
    const auto take = [&found](const people& list) { found.insert(found.end(), list.begin(), list.end()); };
    std::vector<node_id> here{0};
    std::vector<node_id> next;
    tokens left(name);
    while (left.more() && !here.empty()) {
        const auto token = left.next();
        next.clear();
        for (const auto id : here) {
            const auto& at = nodes_[id];
            take(at.rest);
            if (at.any != none)
                next.push_back(at.any);
            if (const auto known = at.children.find(token); known != at.children.end())
                next.push_back(known->second);
        }
        here.swap(next);
    }
    if (!left.more())
        for (const auto id : here)
            take(nodes_[id].end);
}

}  // namespace vcenter_connector::routing
