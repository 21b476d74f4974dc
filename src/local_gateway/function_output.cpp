#include "vcenter_connector/local_gateway/function_output.hpp"

#include "vcenter_connector/base/text.hpp"

#include <algorithm>
#include <utility>

namespace vcenter_connector::local_gateway {
namespace {

constexpr std::size_t longest = 8192;
// Bytes of one call that are printed; a function in a loop does not fill the disk.
constexpr std::size_t most = 1U << 20U;

}  // namespace

function_output::function_output(std::string name, const line_sink& sink)
    : name_(std::move(name)), sink_(sink)
{
}

function_output::~function_output()
{
    if (!pending_.empty())
        pass_on(pending_);
}

void function_output::write(std::string_view bytes)
{
    if (seen_ > most)
        return;
    seen_ += bytes.size();
    pending_ += bytes;
    std::size_t begin = 0;
    while (begin < pending_.size()) {
        const auto end = pending_.find('\n', begin);
        if (end == std::string::npos && pending_.size() - begin < longest)
            break;
        const auto size = std::min(end == std::string::npos ? longest : end - begin, longest);
        pass_on(std::string_view(pending_).substr(begin, size));
        begin += size;
        if (begin < pending_.size() && pending_[begin] == '\n')
            ++begin;
    }
    pending_.erase(0, begin);
    if (seen_ > most) {
        pending_.clear();
        sink_(name_ + ": (the rest of what it prints is not shown)");
    }
}

void function_output::pass_on(std::string_view line) const
{
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    std::string text;
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
        text += base::printable(line.substr(0, tab), longest) + "    ";
        line.remove_prefix(tab + 1);
    }
    sink_(name_ + ": " + text + base::printable(line, longest));
}

}  // namespace vcenter_connector::local_gateway
