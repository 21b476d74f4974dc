#include "vcenter_connector/vsphere/time.hpp"

#include "support/catch.hpp"

using namespace vcenter_connector::vsphere;

TEST_CASE("times of the vSphere API are read and written", "[vsphere]")
{
    CHECK(format_time(parse_time("2019-01-25T23:39:09.310174Z").value()) == "2019-01-25T23:39:09.310174Z");
    CHECK(format_time(parse_time("2019-01-25T23:39:09Z").value()) == "2019-01-25T23:39:09Z");
    CHECK(format_time(parse_time("2019-01-25T23:39:09.5+02:00").value()) == "2019-01-25T21:39:09.5Z");
    CHECK(format_time(parse_time("2019-01-25T23:39:09-01:30").value()) == "2019-01-26T01:09:09Z");
    CHECK(format_time(parse_time("2019-01-25T23:39:09.123456789Z").value()) ==
          "2019-01-25T23:39:09.123456789Z");
    CHECK(format_time(parse_time("2024-02-29T00:00:00.0000000001234").value()) == "2024-02-29T00:00:00Z");
}

TEST_CASE("what is no time is refused", "[vsphere]")
{
    for (const auto* text : {"", "2019", "2019-01-25", "2019-13-25T00:00:00Z", "2019-02-30T00:00:00Z",
                             "2019-01-25T23:39:09ZZ", "2019-01-25T23:61:09Z", "2019-01-25T-3:39:09Z",
                             "0001-01-01T00:00:00Z", "2019-01-25T23:39:09+xx:00"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_time(text).has_value());
    }
}
