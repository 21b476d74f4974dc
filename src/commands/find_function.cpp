#include "find_function.hpp"

#include "vcenter_connector/base/nearest.hpp"
#include "vcenter_connector/base/text.hpp"
#include "vcenter_connector/store/delivery.hpp"

#include <string>

namespace vcenter_connector::commands {
namespace {

std::string qualified(const routing::function& f)
{
    return store::function_name{f.name, f.name_space}.qualified();
}

base::failure unknown(const std::vector<std::string>& names, std::string_view wanted)
{
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto near = base::nearest(wanted, known);
    auto text = "the gateway has no function \"" + base::printable(wanted, 100) + "\"";
    if (!near.empty())
        text += "; did you mean " + base::printable(near, 100) + "?";
    else if (names.empty())
        text += ", nor any other";
    return {base::errc::invalid_argument, text};
}

}  // namespace

base::result<routing::function> find_function(const std::vector<routing::function>& all,
                                              std::string_view name)
{
    std::vector<const routing::function*> found;
    std::vector<std::string> names;
    for (const auto& f : all) {
        if (qualified(f) == name)
            return f;
        if (f.name == name)
            found.push_back(&f);
        names.push_back(f.name);
        names.push_back(qualified(f));
    }
    if (found.empty())
        return unknown(names, name);
    if (found.size() == 1)
        return *found.front();
    std::string choices;
    for (const auto* f : found)
        choices += (choices.empty() ? "" : " or ") + base::printable(qualified(*f), 100);
    return base::failure(base::errc::invalid_argument,
                         "several namespaces have that function; write " + choices);
}

}  // namespace vcenter_connector::commands
