#include "vcenter_connector/vsphere/element.hpp"

#include <utility>

namespace vcenter_connector::vsphere {
namespace {

std::uint32_t narrow(std::size_t n) noexcept
{
    return static_cast<std::uint32_t>(n);
}

}  // namespace

std::string_view element::name() const noexcept
{
    if (!tree_)
        return {};
    const auto& n = tree_->nodes_[index_];
    return std::string_view(tree_->characters_).substr(n.name, n.name_size);
}

std::string_view element::type() const noexcept
{
    if (!tree_)
        return {};
    const auto& n = tree_->nodes_[index_];
    return std::string_view(tree_->characters_).substr(n.type, n.type_size);
}

bool element::reference() const noexcept
{
    return tree_ && tree_->nodes_[index_].reference != 0;
}

std::string_view element::text() const noexcept
{
    if (!tree_)
        return {};
    const auto& n = tree_->nodes_[index_];
    return std::string_view(tree_->characters_).substr(n.text, n.text_size);
}

element element::first_child() const noexcept
{
    if (!tree_ || tree_->nodes_[index_].children == 0)
        return {};
    return {tree_, tree_->nodes_[index_].children};
}

element element::next_sibling() const noexcept
{
    if (!tree_ || tree_->nodes_[index_].next == 0)
        return {};
    return {tree_, tree_->nodes_[index_].next};
}

element element::child(std::string_view name) const noexcept
{
    for (auto each = first_child(); each; each = each.next_sibling())
        if (each.name() == name)
            return each;
    return {};
}

std::uint32_t element_tree::builder::store(std::string_view text)
{
    const auto at = narrow(tree_.characters_.size());
    tree_.characters_.append(text);
    return at;
}

void element_tree::builder::open(std::string_view name, std::string_view type, std::string_view text,
                                 type_form form)
{
    if (at_max_depth()) {
        // The text of the deepest element is the last that was stored: it grows in its place.
        store(text);
        tree_.nodes_[open_.back().index].text_size += narrow(text.size());
        ++beyond_;
        return;
    }
    const auto index = narrow(tree_.nodes_.size());
    node n{};
    n.name = store(name);
    n.name_size = narrow(name.size());
    n.type = store(type);
    n.type_size = narrow(type.size()) & 0x7FFFFFFFU;
    n.reference = form == type_form::reference ? 1U : 0U;
    n.text = store(text);
    n.text_size = narrow(text.size());
    if (!open_.empty()) {
        auto& parent = open_.back();
        (parent.last_child == 0 ? tree_.nodes_[parent.index].children
                                : tree_.nodes_[parent.last_child].next) = index;
        parent.last_child = index;
    }
    tree_.nodes_.push_back(n);
    open_.push_back({index, 0});
}

void element_tree::builder::close()
{
    if (beyond_ > 0)
        --beyond_;
    else
        open_.pop_back();
}

element_tree element_tree::builder::finish()
{
    open_.clear();
    beyond_ = 0;
    return std::exchange(tree_, {});
}

}  // namespace vcenter_connector::vsphere
