#include "vcenter_connector/app/log_format.hpp"

#include "support/catch.hpp"

#include <rapidjson/document.h>

#include <vector>

using namespace vcenter_connector;
using namespace vcenter_connector::app;
using base::log_field;
using base::log_level;

namespace {

// 2026-11-20T07:00:00.123456Z
const base::wall_time noon{std::chrono::microseconds(1'795'158'000'123'456)};
const std::string smile = "\xF0\x9F\x98\x80";

std::string text(std::string_view message, std::vector<log_field> fields = {})
{
    return text_line(noon, log_level::info, message, fields)
        .substr(std::string("2026-11-20T07:00:00.123Z INFO  ").size());
}

rapidjson::Document json(std::string_view message, std::vector<log_field> fields = {})
{
    const auto line = json_line(noon, log_level::warn, message, fields);
    CHECK(line.find('\n') == std::string::npos);
    rapidjson::Document parsed;
    parsed.Parse<rapidjson::kParseValidateEncodingFlag>(line.c_str(), line.size());
    REQUIRE_FALSE(parsed.HasParseError());
    return parsed;
}

}  // namespace

TEST_CASE("Times are UTC with milliseconds cut off", "[log]")
{
    CHECK(timestamp(noon) == "2026-11-20T07:00:00.123Z");
    CHECK(timestamp(base::wall_time{}) == "1970-01-01T00:00:00.000Z");
    CHECK(timestamp(base::wall_time{} - std::chrono::microseconds(1)) == "1969-12-31T23:59:59.999Z");
    CHECK(timestamp(base::wall_time{std::chrono::seconds(951'782'400)}) == "2000-02-29T00:00:00.000Z");
}

TEST_CASE("A text line has time, level, message and fields", "[log]")
{
    const std::vector<log_field> fields{{"event", "uuid/12"}, {"user", "VSPHERE.LOCAL\\Administrator"}};
    CHECK(text_line(noon, log_level::info, "Message on topic: vm.powered.on", fields) ==
          "2026-11-20T07:00:00.123Z INFO  Message on topic: vm.powered.on event=uuid/12 "
          "user=VSPHERE.LOCAL\\Administrator");
    CHECK(text_line(noon, log_level::debug, "x", {}) == "2026-11-20T07:00:00.123Z DEBUG x");
    CHECK(text_line(noon, log_level::warn, "x", {}) == "2026-11-20T07:00:00.123Z WARN  x");
    CHECK(text_line(noon, log_level::error, "x", {}) == "2026-11-20T07:00:00.123Z ERROR x");
}

TEST_CASE("Values that could be taken for something else are quoted", "[log]")
{
    CHECK(text("m", {{"a", "b c"}}) == "m a=\"b c\"");
    CHECK(text("m", {{"a", ""}}) == "m a=\"\"");
    CHECK(text("m", {{"a", "x=y"}}) == "m a=\"x=y\"");
    CHECK(text("m", {{"a", "say \"hi\" \\"}}) == "m a=\"say \\\"hi\\\" \\\\\"");
    CHECK(text("m", {{"a", "gr\xC3\xBC\xC3\x9F" + smile}}) == "m a=gr\xC3\xBC\xC3\x9F" + smile);
}

TEST_CASE("A hostile name makes no second line and no control sequence", "[log]")
{
    CHECK(text("m", {{"vm", "x\n2026-11-20T07:00:00.123Z ERROR forged"}}) ==
          "m vm=\"x\\x0a2026-11-20T07:00:00.123Z ERROR forged\"");
    CHECK(text("m\r\nforged") == "m\\x0d\\x0aforged");
    CHECK(text("m", {{"vm", "\x1b[2J"}}) == "m vm=\\x1b[2J");
    CHECK(text("m", {{"vm", "\xFF\xC0\x80"}}) == "m vm=\\xff\\xc0\\x80");
    CHECK(text("m", {{"vm", "a\xC2\x85"
                            "b\xE2\x80\xA8"
                            "c"}}) == "m vm=a\\xc2\\x85b\\xe2\\x80\\xa8c");
    CHECK(text("m", {{"vm", "a\xE2\x80\xAE"
                            "b\xE2\x81\xA6"}}) == "m vm=a\\xe2\\x80\\xaeb\\xe2\\x81\\xa6");
    CHECK(text("m", {{"vm", "\xE2\x82\xAC\xC2\xA0\xE2\x80\x99"}}) == "m vm=\xE2\x82\xAC\xC2\xA0\xE2\x80\x99");
    CHECK(text("m", {{"vm", std::string("a\0b", 3)}}) == "m vm=a\\x00b");
}

TEST_CASE("Long values are cut between characters", "[log]")
{
    CHECK(text("m", {{"a", std::string(1024, 'x')}}) == "m a=" + std::string(1024, 'x'));
    CHECK(text("m", {{"a", std::string(1025, 'x')}}) == "m a=" + std::string(1024, 'x') + "...");
    CHECK(text("m", {{"a", std::string(1022, 'x') + smile}}) == "m a=" + std::string(1022, 'x') + "...");
    CHECK(text("m", {{"a", " " + std::string(1021, 'x') + smile + smile}}) ==
          "m a=\" " + std::string(1021, 'x') + "...\"");
    CHECK(text("m", {{"a", std::string(1'000'000, '"')}}).size() < 1100);
    CHECK(json("m", {{"a", std::string(1025, 'x')}})["a"].GetString() == std::string(1024, 'x') + "...");
    CHECK(json("m", {{"a", std::string(1022, 'x') + smile}})["a"].GetString() ==
          std::string(1022, 'x') + "...");
    CHECK(json("m", {{"a", std::string(1020, 'x') + smile}})["a"].GetString() ==
          std::string(1020, 'x') + smile);
    CHECK(json("m", {{"a", std::string(2000, '\xFF')}})["a"].GetStringLength() < 1030);
}

TEST_CASE("A JSON line is one object of strings", "[log]")
{
    const std::vector<log_field> fields{{"event", "uuid/12"}};
    CHECK(json_line(noon, log_level::info, "Message", fields) ==
          R"({"time":"2026-11-20T07:00:00.123Z","level":"info","message":"Message","event":"uuid/12"})");
    CHECK(json("m")["level"].GetString() == std::string("warn"));
    CHECK(json("m", {{"level", "x"}})["level_"].GetString() == std::string("x"));
}

TEST_CASE("A JSON line is valid whatever is in it", "[log]")
{
    const std::string hostile("\"}\n{\x1b\xFF\0z", 9);
    const auto parsed = json(hostile, {{"vm", hostile}});
    CHECK(std::string(parsed["vm"].GetString(), parsed["vm"].GetStringLength()) ==
          std::string("\"}\n{\x1b\xEF\xBF\xBD\0z", 11).substr(0, parsed["vm"].GetStringLength()));
    std::string all;
    for (int i = 0; i < 256; ++i)
        all += static_cast<char>(i);
    json(all, {{"vm", all}});
    text(all, {{"vm", all}});
}
