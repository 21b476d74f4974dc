#include "support/secret_marks.hpp"

#include "vcenter_connector/base/base64.hpp"
#include "vcenter_connector/base/percent.hpp"
#include "vcenter_connector/vsphere/soap.hpp"

#include <fstream>
#include <iterator>

namespace vcenter_connector::test {

void secret_marks::add(const std::string& name, std::string_view value, std::string_view user)
{
    forms_.emplace_back(name + " as it is", value);
    forms_.emplace_back(name + " in base64", base::base64(value));
    forms_.emplace_back(name + " percent-encoded", base::uri_component(value));
    forms_.emplace_back(name + " XML-escaped", vsphere::escape_xml(value));
    if (!user.empty())
        forms_.emplace_back(name + " as basic auth",
                            base::base64(std::string(user) + ":" + std::string(value)));
}

std::vector<std::string> secret_marks::shown_in(std::string_view text, std::string_view allowed) const
{
    std::vector<std::string> shown;
    for (const auto& [what, form] : forms_)
        if (!what.starts_with(allowed) && text.find(form) != std::string_view::npos)
            shown.push_back(what);
    return shown;
}

std::vector<std::string> secret_marks::shown_below(const std::filesystem::path& folder) const
{
    std::vector<std::string> shown;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        for (const auto& each : shown_in(text))
            shown.push_back(entry.path().filename().string() + ": " + each);
    }
    return shown;
}

std::string secret_marks::page() const
{
    std::string page = "<html><body>You sent:<br>";
    for (const auto& each : forms_)
        page += each.second + "<br>";
    return page + "</body></html>";
}

}  // namespace vcenter_connector::test
