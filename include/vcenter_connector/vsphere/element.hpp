// A data object of the vSphere API as it came: names, types and texts in a tree that owns itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::vsphere {

class element_tree;

/// A place in an element_tree; valid as long as the tree. A default one, or a child that is not there, is
/// "absent": false, with empty name, type and text and no children, so that look-ups can be chained.
class element {
public:
    element() = default;
    element(const element_tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}

    explicit operator bool() const noexcept { return tree_ != nullptr; }
    /// The wire's name, without prefix.
    std::string_view name() const noexcept;
    /// The xsi:type, without prefix; for a reference its `type` attribute. Empty when the wire gave none.
    std::string_view type() const noexcept;
    /// Whether it is a ManagedObjectReference by its `type` attribute; a member that the API declares as one
    /// need not say so.
    bool reference() const noexcept;
    /// The character data; empty for an element with children.
    std::string_view text() const noexcept;

    element first_child() const noexcept;
    element next_sibling() const noexcept;
    /// The first child of that name, or an absent element.
    element child(std::string_view name) const noexcept;

private:
    const element_tree* tree_ = nullptr;
    std::uint32_t index_ = 0;
};

/// An immutable tree, built depth first by `builder`.
class element_tree {
public:
    class builder;

    /// How many elements can stand within each other. What is nested deeper is not kept as elements: its
    /// texts are that of the deepest one. vCenter's longest chains, the backings of a disk's snapshots, have
    /// 255.
    static constexpr std::size_t max_depth = 500;

    element root() const noexcept { return nodes_.empty() ? element{} : element{this, 0}; }

private:
    friend class element;
    struct node {
        std::uint32_t name, name_size;
        std::uint32_t type, type_size : 31, reference : 1;
        std::uint32_t text, text_size;
        std::uint32_t next;      // index of the next sibling, 0: none
        std::uint32_t children;  // index of the first child, 0: none
    };
    std::vector<node> nodes_;
    std::string characters_;
};

class element_tree::builder {
public:
    /// What `type` is: the xsi:type of an element, or the `type` attribute of a reference.
    enum class type_form { class_name, reference };

    /// Adds an element below the one that is open and opens it.
    void open(std::string_view name, std::string_view type, std::string_view text,
              type_form form = type_form::class_name);
    /// Closes the element that is open.
    void close();
    /// Whether of an element that is opened now only the text would be kept.
    bool at_max_depth() const noexcept { return open_.size() >= max_depth; }
    /// The tree; the builder is empty afterwards.
    element_tree finish();

private:
    struct level {
        std::uint32_t index;
        std::uint32_t last_child;  // 0: none yet
    };
    std::uint32_t store(std::string_view text);

    element_tree tree_;
    std::vector<level> open_;
    std::size_t beyond_ = 0;  // how many are open below the deepest one that is kept
};

}  // namespace vcenter_connector::vsphere
