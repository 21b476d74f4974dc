#include "vcenter_connector/config/duration.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::config;
using std::chrono::milliseconds;

TEST_CASE("Durations are read as Go reads them", "[config]")
{
    CHECK(parse_duration("15s") == milliseconds(15'000));
    CHECK(parse_duration("1m30s") == milliseconds(90'000));
    CHECK(parse_duration("500ms") == milliseconds(500));
    CHECK(parse_duration("1.5h") == milliseconds(5'400'000));
    CHECK(parse_duration(".5s") == milliseconds(500));
    CHECK(parse_duration("0.1s") == milliseconds(100));
    CHECK(parse_duration("0.3s") == milliseconds(300));
    CHECK(parse_duration("1999us") == milliseconds(1));
    CHECK(parse_duration("2000\xC2\xB5s") == milliseconds(2));
    CHECK(parse_duration("1000000ns") == milliseconds(1));
    CHECK(parse_duration("0") == milliseconds(0));
    CHECK(parse_duration("0s") == milliseconds(0));
}

TEST_CASE("What is no duration is refused", "[config]")
{
    for (const auto* text : {"", "15", "s", "15 s", " 15s", "15s ", "-1s", "1d", "1.2.3s", "1s2", "ten",
                             "1e3s", "inf", "99999999999h", ".s"}) {
        INFO(text);
        CHECK_FALSE(parse_duration(text));
    }
}

TEST_CASE("A duration is written as it can be read", "[config]")
{
    CHECK(duration_text(milliseconds(0)) == "0s");
    CHECK(duration_text(milliseconds(90'500)) == "1m30s500ms");
    CHECK(duration_text(milliseconds(3'600'000)) == "1h");
    for (const auto count : {1, 999, 1000, 61'001, 86'400'000})
        CHECK(parse_duration(duration_text(milliseconds(count))) == milliseconds(count));
}
