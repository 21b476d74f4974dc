// A program under test, as its own process, with files for what it prints.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// A folder that goes with the object.
class temporary_folder {
public:
    temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder();

    const std::filesystem::path& path() const noexcept { return path_; }
    void write(const std::string& name, std::string_view text) const;
    /// Empty when it is not there.
    std::string read(const std::string& name) const;

private:
    std::filesystem::path path_;
};

/// Runs from its construction until it ends by itself or is killed by the destructor.
class program {
public:
    explicit program(const std::vector<std::string>& command);
    program(const program&) = delete;
    program& operator=(const program&) = delete;
    ~program();

    pid_t pid() const noexcept { return pid_; }
    std::string output() const { return folder_.read("out"); }
    std::string errors() const { return folder_.read("err"); }
    void signal(int number) const;
    /// Waits until it has ended; its exit status, or 128 + the signal.
    int wait();

private:
    temporary_folder folder_;
    pid_t pid_ = -1;
};

}  // namespace support
