#include "spawn.hpp"

#include <boost/system/error_code.hpp>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

base::failure system_failure(int error, std::string what)
{
    return {boost::system::error_code(error, boost::system::system_category()), std::move(what)};
}

class descriptor {
public:
    descriptor() = default;
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
    int release() { return std::exchange(fd, -1); }

    int fd = -1;
};

struct pipe_pair {
    descriptor read;
    descriptor write;

    bool open()
    {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        read.fd = ends[0];
        write.fd = ends[1];
        return true;
    }
};

class spawn_settings {
public:
    spawn_settings()
    {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        sigset_t all;
        sigset_t none;
        ::sigfillset(&all);
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigdefault(&attributes, &all);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        ::posix_spawnattr_setflags(&attributes,
                                   POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    spawn_settings(const spawn_settings&) = delete;
    spawn_settings& operator=(const spawn_settings&) = delete;
    ~spawn_settings()
    {
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
    }

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

std::vector<char*> pointers(const std::vector<std::string>& texts)
{
    std::vector<char*> out;
    out.reserve(texts.size() + 1);
    for (const auto& text : texts)
        out.push_back(const_cast<char*>(text.c_str()));  // NOLINT: posix_spawn only reads
    out.push_back(nullptr);
    return out;
}

}  // namespace

base::result<child> spawn(const process_spec& spec)
{
    pipe_pair input;
    pipe_pair output;
    pipe_pair errors;
    if (!input.open() || !output.open() || !errors.open())
        return system_failure(errno, "pipe");
    spawn_settings settings;
    ::posix_spawn_file_actions_adddup2(&settings.actions, input.read.fd, 0);
    ::posix_spawn_file_actions_adddup2(&settings.actions, output.write.fd, 1);
    ::posix_spawn_file_actions_adddup2(&settings.actions, errors.write.fd, 2);
    ::posix_spawn_file_actions_addclosefrom_np(&settings.actions, 3);
    ::posix_spawn_file_actions_addchdir_np(&settings.actions, spec.folder.c_str());
    const auto arguments = pointers(spec.command);
    const auto environment = pointers(spec.environment);
    child started;
    const int error = ::posix_spawnp(&started.pid, arguments.front(), &settings.actions, &settings.attributes,
                                     arguments.data(), environment.data());
    if (error != 0)
        return system_failure(error, spec.command.front() + " in " + spec.folder);
    started.input = input.write.release();
    started.output = output.read.release();
    started.errors = errors.read.release();
    return started;
}

}  // namespace vcenter_connector::local_gateway
