// The real environment: variables and files of the system.
#include "vcenter_connector/app/environment.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace vcenter_connector;

namespace {

class directory {
public:
    directory()
    {
        std::string name = (std::filesystem::temp_directory_path() / "environment-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~directory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    directory(const directory&) = delete;
    directory& operator=(const directory&) = delete;

    std::string file(const std::string& name, const std::string& text) const
    {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

std::string why(const base::result<std::string>& text)
{
    REQUIRE(text.has_error());
    CHECK(text.error().is(base::errc::unreadable_file));
    return text.error().detail;
}

}  // namespace

TEST_CASE("A variable is unset, empty, or has a value", "[config]")
{
    const auto environment = app::system_environment();
    ::setenv("VC_TEST_VARIABLE", "value", 1);
    CHECK(environment.variable("VC_TEST_VARIABLE") == "value");
    ::setenv("VC_TEST_VARIABLE", "", 1);
    CHECK(environment.variable("VC_TEST_VARIABLE") == "");
    ::unsetenv("VC_TEST_VARIABLE");
    CHECK_FALSE(environment.variable("VC_TEST_VARIABLE").has_value());
}

TEST_CASE("A file is read whole, as it is now", "[config]")
{
    const directory dir;
    const auto environment = app::system_environment();
    const std::string text("a\0b\n", 4);
    const auto path = dir.file("f", text);
    CHECK(environment.read_file(path).value() == text);
    dir.file("f", std::string(50'000, 'x'));
    CHECK(environment.read_file(path).value().size() == 50'000);
    dir.file("f", "");
    CHECK(environment.read_file(path).value().empty());
}

TEST_CASE("What cannot be read is named with its reason", "[config]")
{
    const directory dir;
    const auto environment = app::system_environment(100);
    CHECK(why(environment.read_file(dir.path() + "/none")) == dir.path() + "/none: there is no such file");
    CHECK(why(environment.read_file(dir.path())) == dir.path() + ": it is a directory");
    CHECK(why(environment.read_file(dir.file("big", std::string(101, 'x')))) ==
          dir.path() + "/big: it is larger than 100 bytes");
    CHECK(environment.read_file(dir.file("fits", std::string(100, 'x'))).has_value());
    CHECK(why(environment.read_file(dir.path() + "/fits/x")).find("no directory") != std::string::npos);
    CHECK(why(environment.read_file("")) == "a file without a name: there is no such file");
    CHECK(why(environment.read_file("/dev/zero")).find("larger than") != std::string::npos);
    const auto pipe = dir.path() + "/pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(why(environment.read_file(pipe)) == pipe + ": it is a pipe, not a file");
    const auto locked = dir.file("locked", "x");
    std::filesystem::permissions(locked, std::filesystem::perms::none);
    if (::geteuid() != 0)
        CHECK(why(environment.read_file(locked)) == locked + ": no permission to read it");
}
