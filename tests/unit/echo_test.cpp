#include "vcenter_connector/net/echo.hpp"

#include "support/catch.hpp"

#include <array>
#include <string>

using namespace vcenter_connector;
using net::shows;

TEST_CASE("a secret is found in whichever form a page repeats it", "[net]")
{
    const std::string secret = "p<a>s&s\"w'd 1%";
    for (const auto* page :
         {"Login failed for p<a>s&s\"w'd 1% at 12:00",
          "<password>p&lt;a&gt;s&amp;s&quot;w&apos;d 1%</password>",
          "<b>p&lt;a&gt;s&amp;s&#34;w&#39;d 1%</b>", "p&#x3c;a&#x3E;s&amp;s&quot;w&#x27;d 1%",
          "https://vc/?password=p%3Ca%3Es%26s%22w%27d%201%25&x=1", "token=cDxhPnMmcyJ3J2QgMSU="})
        CHECK(shows(page, secret));
    for (const auto* page : {"", "p<a>s&s\"w'd 1", "&", "%", "%4", "&#x;", "&#999;", "&amp", "p&lt;a%3E"})
        CHECK_FALSE(shows(page, secret));
    CHECK_FALSE(shows("anything", ""));
}

TEST_CASE("a part of a longer word is no secret", "[net]")
{
    CHECK_FALSE(shows("incorrect user name or password.", "pass"));
    CHECK_FALSE(shows("bypass, and bypassed", "pass"));
    CHECK(shows("password (pass) is wrong", "pass"));
    CHECK(shows("compass=pass", "pass"));
    CHECK(shows("the word is %70ass", "pass"));
}

TEST_CASE("an answer that repeats a secret keeps its status and its other headers", "[net]")
{
    const std::array<std::string_view, 2> secrets{"", "s3cret"};
    net::http_response answer{500,
                              {{"location", "https://login/?p=s3cret"}, {"Set-Cookie", "a=s3cret"}},
                              std::string(50'000, ' ') + "you sent s3cret"};
    net::hide_echoes(answer, secrets);
    CHECK(answer.status == 500);
    CHECK(answer.body == "(not shown: the answer repeats a secret that was sent)");
    CHECK(answer.header("Location") == answer.body);
    CHECK(answer.header("Set-Cookie") == "a=s3cret");

    net::http_response other{503, {{"Location", "/x"}}, "away"};
    net::hide_echoes(other, secrets);
    CHECK(other.body == "away");
    CHECK(other.header("Location") == "/x");
}

TEST_CASE("a redirect is shown without user, query and fragment", "[net]")
{
    const auto shown = [](std::string location) {
        return net::shown_location({302, {{"Location", std::move(location)}}, ""});
    };
    CHECK(shown("https://app.example.com/done") == "https://app.example.com/done");
    CHECK(shown("https://u:p@app.example.com:8443/a/b?token=1#x") == "https://app.example.com:8443/a/b?...");
    CHECK(shown("https://u@x:p@host") == "https://host");
    CHECK(shown("//u:p@host/a@b") == "//host/a@b");
    CHECK(shown("/login#access_token=1") == "/login?...");
    CHECK(shown("") == "");
    CHECK(shown("a\nb") == "a\\x0ab");
    CHECK(net::shown_location({302, {}, ""}) == "");
}
