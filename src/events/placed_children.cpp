#include "placed_children.hpp"

#include <algorithm>

namespace vcenter_connector::events {
namespace {

constexpr char capital(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Children come in the order of the members, mostly: it looks from where the last one was found.
std::size_t member_of(vsphere::element child, std::span<const vsphere::member> members,
                      std::size_t from) noexcept
{
    const auto name = child.name();
    for (std::size_t i = from; i < members.size(); ++i)
        if (same_member(members[i].name, name))
            return i;
    for (std::size_t i = 0; i < from; ++i)
        if (same_member(members[i].name, name))
            return i;
    return members.size();
}

bool by_place(const placed_child& a, const placed_child& b) noexcept
{
    return a.place < b.place;
}

bool by_name(const placed_child& a, const placed_child& b) noexcept
{
    const auto left = a.child.name();
    const auto right = b.child.name();
    if (left.empty() || right.empty())
        return left.size() < right.size();
    if (capital(left[0]) != capital(right[0]))
        return capital(left[0]) < capital(right[0]);
    return left.substr(1) < right.substr(1);
}

void sort_by_place(std::span<placed_child> children)
{
    if (!std::is_sorted(children.begin(), children.end(), by_place))
        std::stable_sort(children.begin(), children.end(), by_place);
}

}  // namespace

bool same_member(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() &&
           (a.empty() || (capital(a[0]) == capital(b[0]) && a.substr(1) == b.substr(1)));
}

void place_by_member(std::vector<placed_child>& out, vsphere::element parent,
                     std::span<const vsphere::member> members)
{
    const auto begin = out.size();
    std::size_t last = 0;
    for (auto child = parent.first_child(); child; child = child.next_sibling()) {
        const auto place = member_of(child, members, last);
        out.push_back({place, child});
        if (place < members.size())
            last = place;
    }
    sort_by_place(std::span(out).subspan(begin));
}

void group_by_name(std::span<placed_child> children)
{
    if (children.size() < 2)
        return;
    for (std::size_t i = 0; i < children.size(); ++i)
        children[i].place = i;
    std::stable_sort(children.begin(), children.end(), by_name);
    for (std::size_t i = 1; i < children.size(); ++i)
        if (same_member(children[i - 1].child.name(), children[i].child.name()))
            children[i].place = children[i - 1].place;
    sort_by_place(children);
}

}  // namespace vcenter_connector::events
