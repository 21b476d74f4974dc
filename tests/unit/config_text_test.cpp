// The same value, wherever it comes from and whichever editor wrote it.
#include "config_world.hpp"

using namespace config_test;

namespace {

const std::vector<std::string> on_disk{"-state-dir", "/state"};

std::string utf16(std::string_view ascii, bool big_endian)
{
    std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii)
        bytes += big_endian ? std::string({'\0', c}) : std::string({c, '\0'});
    return bytes;
}

// The names that Windows' editors, PowerShell and Notepad give to what they write.
std::map<std::string, std::string> written(const std::string& text)
{
    return {{"UTF-8", text},
            {"UTF-8, line end", text + "\n"},
            {"UTF-8, CRLF", text + "\r\n"},
            {"UTF-8 with BOM", "\xEF\xBB\xBF" + text + "\r\n"},
            {"UTF-16 LE", utf16(text + "\r\n", false)},
            {"UTF-16 BE", utf16(text + "\r\n", true)}};
}

struct secrets_world : world {
    secrets_world()
    {
        files = {{"/s/user", "bob"},
                 {"/s/pass", "pw"},
                 {"/s/basic-auth-user", "admin"},
                 {"/s/basic-auth-password", "gw"}};
    }
    std::vector<std::string> words{"-state-dir",           "/state", "-secret-mount-path",   "/s",
                                   "-vc-user-secret-name", "user",   "-vc-pass-secret-name", "pass",
                                   "-basic-auth"};
};

}  // namespace

TEST_CASE("A secret file is read as it was meant, whichever editor wrote it", "[config]")
{
    secrets_world w;
    for (const auto& [name, bytes] : written("p@ss w\"rd")) {
        INFO(name);
        w.files["/s/pass"] = bytes;
        w.files["/s/basic-auth-password"] = bytes;
        const auto settings = w.accept(w.words).settings;
        CHECK(user_of(settings.vcenter.credentials) == "bob:p@ss w\"rd");
        CHECK(user_of(*settings.gateway.credentials) == "admin:p@ss w\"rd");
    }
    // U+1F680 is a pair of surrogates.
    w.files["/s/pass"] = std::string("\xFF\xFE\xE9\0\x3D\xD8\x80\xDE", 8);
    CHECK(user_of(w.accept(w.words).settings.vcenter.credentials) == "bob:\xC3\xA9\xF0\x9F\x9A\x80");
}

TEST_CASE("A secret file that cannot be meant is refused with the reason, for vCenter and gateway",
          "[config]")
{
    struct row {
        std::string bytes;
        std::string reason;
    };
    const row rows[] = {
        {std::string("p\0w\0", 4),
         " holds a NUL byte: it is binary, or UTF-16 without a byte order mark; save "
         "it as text in UTF-8"},
        {"caf\xE9",
         " is in another encoding than UTF-8 and UTF-16, perhaps Latin-1 or Windows-1252; save it as "
         "text in UTF-8"},
        {std::string("\xFF\xFE\x3D\xD8", 4),
         " is in another encoding than UTF-8 and UTF-16, perhaps Latin-1 or "
         "Windows-1252; save it as text in UTF-8"},
        {"\xFF\xFEp",
         " is in another encoding than UTF-8 and UTF-16, perhaps Latin-1 or Windows-1252; save it "
         "as text in UTF-8"},
        {std::string("\xFF\xFE\0\0p\0\0\0", 8),
         " holds a NUL byte: it is binary, or UTF-16 without a byte order "
         "mark; save it as text in UTF-8"},
        {"one\ntwo", " holds a control character or line break; it has to hold the value alone"},
        {"\xEF\xBB\xBF\r\n", " is empty"},
    };
    for (const auto* file : {"/s/user", "/s/pass", "/s/basic-auth-user", "/s/basic-auth-password"})
        for (const auto& r : rows) {
            secrets_world w;
            w.files[file] = r.bytes;
            INFO(file << r.reason);
            const auto mistakes = w.refuse(w.words);
            REQUIRE(mistakes.size() == 1);
            CHECK(mistakes[0].text.rfind(file + r.reason, 0) == 0);
        }
}

TEST_CASE("Line ends and byte order marks are no part of a value from any source", "[config]")
{
    for (const auto* bytes : {"pw", "pw\n", "pw\r\n", "pw\r", "\npw\n\n", "\xEF\xBB\xBFpw\r\n"}) {
        INFO(bytes);
        world w;
        w.files["/c"] = "vcenter:\n  password: |\n    pw\r\n\n";
        w.variables = {{"GOVC_USERNAME", std::string("bob\r\n")}, {"GOVC_URL", std::string("https://vc\r")}};
        std::vector<std::string> words;
        const auto password = [&] { return user_of(w.accept(words).settings.vcenter.credentials); };
        words = {"-state-dir", "/state", "-vc-pass", bytes};
        CHECK(password() == "bob:pw");
        words = {"-state-dir", "/state", std::string("-vc-pass=") + bytes};
        CHECK(password() == "bob:pw");
        words = {"-state-dir", "/state", "-config", "/c"};
        CHECK(password() == "bob:pw");
        w.variables["GOVC_PASSWORD"] = bytes;
        words = {"-state-dir\r", "/state\r\n", "-insecure\r"};
        CHECK(password() == "bob:pw");
        CHECK(w.accept(words).settings.vcenter.server.host == "vc");
        w.variables["GOVC_PASSWORD"] = " pw ";
        CHECK(password() == "bob: pw ");
    }
    world w;
    w.variables = {{"GOVC_USERNAME", "bob"}, {"VCENTER_CONNECTOR_VC_PASS", "\r\n"}, {"GOVC_PASSWORD", "pw"}};
    CHECK(user_of(w.accept(on_disk).settings.vcenter.credentials) == "bob:pw");
}

TEST_CASE("What no login can carry is refused from every source", "[config]")
{
    for (const auto* value : {"p\x01w", "p\nw", "p\xFFw"}) {
        world w;
        w.variables = {{"GOVC_USERNAME", "bob"}, {"GOVC_PASSWORD", value}};
        const auto mistakes = w.refuse(on_disk);
        REQUIRE(mistakes.size() == 1);
        CHECK(mistakes[0].place == "variable GOVC_PASSWORD");
        w.variables = {{"GOVC_USERNAME", value}, {"GOVC_PASSWORD", "pw"}};
        CHECK(w.refuse(on_disk).size() == 1);
    }
    world w;
    for (const auto* url : {"https://bob:p%00w@vc", "https://bob:p%0Aw@vc", "https://b%FFob:pw@vc"})
        for (const auto* flag : {"-vcenter", "-gateway"}) {
            w.variables = {{"GOVC_USERNAME", "bob"}, {"GOVC_PASSWORD", "pw"}};
            INFO(flag << " " << url);
            const auto mistakes = w.refuse({"-state-dir", "/state", flag, url});
            REQUIRE(mistakes.size() == 1);
            CHECK(mistakes[0].place == std::string("flag ") + flag);
        }
}

TEST_CASE("The file of settings and known hosts may come from any editor, too", "[config]")
{
    const std::string thumbprint = "0A:1B:2C:3D:4E:5F:60:71:82:93:A4:B5:C6:D7:E8:F9:0A:1B:2C:3D";
    for (const auto& [name, config] :
         written("vcenter:\r\n  url: https://vc\r\n  user: bob\r\n  password: pw")) {
        INFO(name);
        world w;
        w.files = {{"/c", config}, {"/kh", written("vc " + thumbprint).at(name)}};
        const auto settings =
            w.accept({"-state-dir", "/state", "-config", "/c", "-vc-known-hosts", "/kh"}).settings;
        CHECK(user_of(settings.vcenter.credentials) == "bob:pw");
        CHECK(settings.vcenter.thumbprint == thumbprint);
    }
    world w;
    w.variables = {{"GOVC_USERNAME", "bob"}, {"GOVC_PASSWORD", "pw"}};
    w.files = {{"/c", std::string("l\0o\0", 4)}, {"/kh", "vc \xE9"}};
    const auto mistakes = w.refuse({"-state-dir", "/state", "-config", "/c", "-vc-known-hosts", "/kh"});
    REQUIRE(mistakes.size() == 2);
    CHECK(mistakes[0].text.rfind("/c holds a NUL byte", 0) == 0);
    CHECK(mistakes[1].text.rfind("/kh is in another encoding", 0) == 0);
}
