// A folder for the files of one test.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

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

}  // namespace vcenter_connector::test
