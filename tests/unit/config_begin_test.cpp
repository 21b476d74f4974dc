// -begin: where reading begins that has no checkpoint.
#include "vcenter_connector/config/settings_table.hpp"
#include "vcenter_connector/config/value.hpp"

#include "support/catch.hpp"

#include "vcenter_connector/base/time_text.hpp"

using namespace vcenter_connector;
using namespace vcenter_connector::config;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using kind = base::starting_point::kind;

namespace {

base::result<setting_value> read(std::string_view text)
{
    return parse_value(*find_setting("begin"), text);
}

}  // namespace

TEST_CASE("A beginning is now, oldest, a duration or a time", "[config]")
{
    CHECK(read("now")->start == base::starting_point{});
    CHECK(read("oldest")->start.what == kind::oldest);
    CHECK(read("1h30m")->start == base::starting_point{kind::ago, 90min, {}});
    const auto time = base::parse_time("2024-05-31T08:00:00Z");
    CHECK(read("2024-05-31T08:00:00Z")->start == base::starting_point{kind::at, {}, *time});
    CHECK(read("2024-05-31T10:00:00.000+02:00")->start.time == *time);
}

TEST_CASE("What is no beginning is refused, with what would be right", "[config]")
{
    for (const auto* text : {"", "yesterday", "2h ago", "-2h", "2", "2024-05-31", "2024-05-31T08:00:00",
                             "2024-05-31 08:00:00Z", "2024-13-31T08:00:00Z", "Now"}) {
        INFO(text);
        const auto value = read(text);
        REQUIRE_FALSE(value);
        CHECK(value.error().is(base::errc::invalid_argument));
        CHECK_THAT(value.error().detail, ContainsSubstring("write now, oldest, a duration such as 2h"));
    }
}

TEST_CASE("Both settings of the beginning reach the settings", "[config]")
{
    settings all;
    for (const auto& [flag, text] : {std::pair("begin", "2h"), std::pair("max-replay-age", "72h")}) {
        const auto* row = find_setting(flag);
        REQUIRE(row != nullptr);
        row->apply(all, *parse_value(*row, text));
    }
    CHECK(all.vcenter.begin == base::starting_point{kind::ago, 2h, {}});
    CHECK(all.vcenter.max_replay_age == 72h);
}
