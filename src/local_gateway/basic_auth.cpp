#include "vcenter_connector/local_gateway/basic_auth.hpp"

#include "vcenter_connector/base/base64.hpp"
#include "vcenter_connector/base/text.hpp"

#include <string>

namespace vcenter_connector::local_gateway {
namespace {

constexpr std::string_view scheme = "Basic ";

// Looks at every byte of both, whatever the first ones were.
bool equal_in_constant_time(std::string_view given, std::string_view right) noexcept
{
    volatile unsigned difference = given.size() == right.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const char expected = right[i % right.size()];
        difference = difference | static_cast<unsigned char>(given[i] ^ expected);
    }
    return difference == 0;
}

}  // namespace

bool is_authorized(std::string_view header, std::string_view user, const base::secret& password)
{
    if (header.size() < scheme.size() || !base::iequals(header.substr(0, scheme.size()), scheme))
        return false;
    header.remove_prefix(scheme.size());
    header = base::trim(header);
    const base::secret plain(std::string(user) + ":" + std::string(password.reveal()));
    const base::secret expected(base::base64(plain.reveal()));
    return equal_in_constant_time(header, expected.reveal());
}

}  // namespace vcenter_connector::local_gateway
