#include "vcenter_connector/base/text.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::base;

TEST_CASE("trim takes white space of every kind from both ends", "[base]")
{
    CHECK(trim(" \t\r\n a b \v\f") == "a b");
    CHECK(trim("   ").empty());
    CHECK(trim("").empty());
}

TEST_CASE("split_list ignores blanks and empty parts", "[base]")
{
    CHECK(split_list("a, b ,,c ,") == std::vector<std::string>{"a", "b", "c"});
    CHECK(split_list(" , ,").empty());
}

TEST_CASE("printable escapes control characters and cuts between characters", "[base]")
{
    CHECK(printable("a\nb\x7f") == "a\\x0ab\\x7f");
    CHECK(printable("\xF0\x9F\x98\x80x", 4) == "\xF0\x9F\x98\x80...");
    CHECK(printable("a\xF0\x9F\x98\x80", 4) == "a...");
    CHECK(printable("\xff") == "\\xff");
    CHECK(printable("a\u009b\u202e\u2066b") == "a\\xc2\\x9b\\xe2\\x80\\xae\\xe2\\x81\\xa6"
                                               "b");
}

TEST_CASE("valid_utf8 replaces what is not well-formed", "[base]")
{
    CHECK(valid_utf8("gr\xC3\xBC\xC3\x9F") == "gr\xC3\xBC\xC3\x9F");
    CHECK(valid_utf8("a\xC0\x80z") == "a\xEF\xBF\xBD\xEF\xBF\xBDz");              // overlong
    CHECK(valid_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // surrogate
    CHECK(valid_utf8("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");                  // cut off
}
