#include "support/temporary_folder.hpp"

#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace vcenter_connector::test {

temporary_folder::temporary_folder()
{
    auto name = (std::filesystem::temp_directory_path() / "vc-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("cannot make a folder like " + name);
    path_ = name;
}

temporary_folder::~temporary_folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void temporary_folder::write(const std::string& name, std::string_view text) const
{
    std::ofstream(path_ / name, std::ios::binary) << text;
}

std::string temporary_folder::read(const std::string& name) const
{
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace vcenter_connector::test
