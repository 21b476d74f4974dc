#include "support/vcenter_request.hpp"

#include <pugixml.hpp>

#include <algorithm>

namespace vcenter_connector::test {
namespace {

std::string_view local(const pugi::xml_node& node)
{
    const std::string_view name = node.name();
    return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
}

pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name)
{
    for (const auto& child : parent.children())
        if (local(child) == name)
            return child;
    return {};
}

pugi::xml_node at_path(pugi::xml_node node, std::string_view path)
{
    while (node && !path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        node = child_of(node, path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return node;
}

}  // namespace

struct soap_request::parsed {
    pugi::xml_document document;
    pugi::xml_node method;
};

soap_request::soap_request(std::string_view body) : parsed_(std::make_unique<parsed>())
{
    if (!parsed_->document.load_buffer(body.data(), body.size()))
        return;
    parsed_->method = at_path(parsed_->document, "Envelope/Body").first_child();
    method_ = local(parsed_->method);
}

soap_request::~soap_request() = default;
soap_request::soap_request(soap_request&&) noexcept = default;

std::optional<std::string> soap_request::find(std::string_view path) const
{
    const auto node = at_path(parsed_->method, path);
    return node ? std::optional<std::string>(node.child_value()) : std::nullopt;
}

std::string soap_request::unknown_child(std::string_view path, std::string_view known) const
{
    for (const auto& child : at_path(parsed_->method, path).children()) {
        const auto name = " " + std::string(local(child)) + " ";
        if (known.find(name) == std::string_view::npos)
            return std::string(local(child));
    }
    return {};
}

std::string cookie_value(std::string_view header, std::string_view name)
{
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        auto pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (pair.starts_with(' '))
            pair.remove_prefix(1);
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
            return std::string(pair.substr(name.size() + 1));
    }
    return {};
}

}  // namespace vcenter_connector::test
