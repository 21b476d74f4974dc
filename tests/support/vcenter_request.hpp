// A SOAP request, opened.
#pragma once

#include "support/http_message.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

class soap_request {
public:
    explicit soap_request(std::string_view body);
    ~soap_request();
    soap_request(soap_request&&) noexcept;

    /// Empty when the body is no SOAP request.
    const std::string& method() const noexcept { return method_; }
    /// The value of `_this`.
    std::string self() const { return text("_this"); }
    /// The text at a path of local names below the method, such as `filter/time/beginTime`; empty when
    /// absent.
    std::string text(std::string_view path) const { return find(path).value_or(""); }
    std::optional<std::string> find(std::string_view path) const;
    /// The local name of the first child of `path` that `known` does not list; empty when there is none.
    std::string unknown_child(std::string_view path, std::string_view known) const;

private:
    struct parsed;
    std::unique_ptr<parsed> parsed_;
    std::string method_;
};

/// The value of a cookie in a Cookie header, quotes included; empty when absent.
std::string cookie_value(std::string_view header, std::string_view name);

}  // namespace vcenter_connector::test
