#include "vcenter_connector/events/category.hpp"

namespace vcenter_connector::events {
namespace {

std::string_view stated(const vsphere::event& event, const category_catalogue& catalogue)
{
    if (event.class_name == "EventEx")
        return event.text("severity");
    const auto found = catalogue.find(event.class_name);
    return found == catalogue.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace

std::string_view category_of(const vsphere::event& event, const category_catalogue& catalogue)
{
    const auto category = stated(event, catalogue);
    return category.empty() ? std::string_view("info") : category;
}

}  // namespace vcenter_connector::events
