#include "vcenter_connector/app/environment.hpp"

#include "vcenter_connector/base/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace vcenter_connector::app {
namespace {

class descriptor {
public:
    explicit descriptor(const std::string& path)
        : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
    }
    ~descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;

    int get() const noexcept { return number_; }

private:
    int number_;
};

base::failure unreadable(const std::string& path, const std::string& why)
{
    return {base::errc::unreadable_file,
            (path.empty() ? "a file without a name" : base::printable(path)) + ": " + why};
}

std::string reason(int error)
{
    switch (error) {
    case ENOENT: return "there is no such file";
    case ENOTDIR: return "there is no such file; a part of the path is no directory";
    case EACCES: return "no permission to read it";
    case EISDIR: return "it is a directory";
    default: return std::generic_category().message(error);
    }
}

base::result<std::string> read_all(int file, const std::string& path, std::size_t limit)
{
    std::string text;
    std::array<char, 16384> piece{};
    while (true) {
        const auto count = ::read(file, piece.data(), piece.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreadable(path, reason(errno));
        if (count == 0)
            return text;
        text.append(piece.data(), static_cast<std::size_t>(count));
        if (text.size() > limit)
            return unreadable(path, "it is larger than " + std::to_string(limit) + " bytes");
    }
}

base::result<std::string> read_file(const std::string& path, std::size_t limit)
{
    if (path.find('\0') != std::string::npos)
        return unreadable(path, reason(ENOENT));
    const descriptor file(path);
    if (file.get() < 0)
        return unreadable(path, reason(errno));
    // A pipe that nobody writes to would hold the start up for ever.
    struct stat about {};
    if (::fstat(file.get(), &about) == 0 && S_ISFIFO(about.st_mode))
        return unreadable(path, "it is a pipe, not a file");
    return read_all(file.get(), path, limit);
}

std::optional<std::string> variable(const std::string& name)
{
    const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): before any thread starts
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

}  // namespace

config::environment system_environment(std::size_t max_file)
{
    return {variable, [max_file](const std::string& path) { return read_file(path, max_file); }};
}

}  // namespace vcenter_connector::app
