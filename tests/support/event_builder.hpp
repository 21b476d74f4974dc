// Builds events for tests, member by member.
#pragma once

#include "vcenter_connector/vsphere/event.hpp"

#include <string_view>

namespace vcenter_connector::test {

class event_builder {
public:
    explicit event_builder(std::string_view class_name);

    event_builder& text(std::string_view member, std::string_view value);
    /// `<member><name>NAME</name><inner type="TYPE">VALUE</inner></member>`
    event_builder& argument(std::string_view member, std::string_view name, std::string_view type,
                            std::string_view value, std::string_view inner = {});
    /// Only the number beside the tree; 7 without this.
    event_builder& key(std::int32_t number);
    /// As vCenter writes it; also sets `time`.
    event_builder& created(std::string_view time);

    vsphere::event finish();

private:
    vsphere::event event_;
    vsphere::element_tree::builder tree_;
};

}  // namespace vcenter_connector::test
