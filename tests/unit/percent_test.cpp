#include "vcenter_connector/base/percent.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::base;

namespace {

constexpr auto no_limit = std::string_view::npos;

}  // namespace

TEST_CASE("a CloudEvents attribute in a header is encoded as the HTTP binding says", "[base]")
{
    // The examples of section 3.1.3.2.
    CHECK(attribute_header_value("Euro \xE2\x82\xAC \xF0\x9F\x98\x80", no_limit) ==
          "Euro%20%E2%82%AC%20%F0%9F%98%80");
    CHECK(attribute_header_value("a\"b%c d", no_limit) == "a%22b%25c%20d");
    CHECK(attribute_header_value("x\r\nEvil: 1\x7F", no_limit) == "x%0D%0AEvil:%201%7F");
    CHECK(attribute_header_value("plain-_.~!#$&'()*+,/:;=?@[]{}|\\^`<>", no_limit) ==
          "plain-_.~!#$&'()*+,/:;=?@[]{}|\\^`<>");
    CHECK(attribute_header_value("bad\xFF\xE2\x82", no_limit) == "bad%EF%BF%BD%EF%BF%BD%EF%BF%BD");
    CHECK(attribute_header_value("", no_limit).empty());
    CHECK(attribute_header_value(std::string_view("\0", 1), no_limit) == "%00");
}

TEST_CASE("a header value that is too long is cut between characters", "[base]")
{
    CHECK(attribute_header_value("abcdef", 6) == "abcdef");
    CHECK(attribute_header_value("abcdef", 5) == "abcde");
    CHECK(attribute_header_value("ab cd", 4) == "ab");
    CHECK(attribute_header_value("ab cd", 5) == "ab%20");
    const std::string emoji = "x\xF0\x9F\x98\x80y";
    CHECK(attribute_header_value(emoji, 12) == "x");
    CHECK(attribute_header_value(emoji, 13) == "x%F0%9F%98%80");
    CHECK(attribute_header_value(emoji, 14) == "x%F0%9F%98%80y");
    for (std::size_t limit = 0; limit < 40; ++limit) {
        const auto cut =
            attribute_header_value(std::string(20, 'a') + emoji + std::string(80'000, '\xE9'), limit);
        CHECK(cut.size() <= limit);
        CHECK(cut.size() + 12 > limit);
    }
}

TEST_CASE("nothing in a header value can end its line, and a second encoding changes nothing", "[base]")
{
    CHECK(header_value("text/plain; a=\"b\" 100%") == "text/plain; a=\"b\" 100%");
    CHECK(header_value("a\r\nb\xC3\xA9\t") == "a%0D%0Ab%C3%A9%09");
    CHECK(header_value(header_value("a\r\n\xFF")) == header_value("a\r\n\xFF"));
}

TEST_CASE("texts in a target and a URI", "[base]")
{
    CHECK(uri_component("a/b c.~-_\xC3\xA9") == "a%2Fb%20c.~-_%C3%A9");
    CHECK(uri_reference("https://[fe80::1]:443/sdk%20x?q=1#f") == "https://[fe80::1]:443/sdk%20x?q=1#f");
    CHECK(uri_reference("https://vc/a b\"<>\\^`{|}\xC3\xA9\n") ==
          "https://vc/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D%C3%A9%0A");
}
