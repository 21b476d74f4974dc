#include "vcenter_connector/base/secret.hpp"

#include <string.h>

namespace vcenter_connector::base {

secret::secret(std::string text) : text_(std::move(text)) {}
secret::secret(const secret& other) = default;

secret::secret(secret&& other) noexcept : text_(other.text_)
{
    other.wipe();
}

secret& secret::operator=(const secret& other)
{
    if (this != &other) {
        wipe();
        text_ = other.text_;
    }
    return *this;
}

secret& secret::operator=(secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        text_ = other.text_;
        other.wipe();
    }
    return *this;
}

secret::~secret()
{
    wipe();
}

void secret::wipe() noexcept
{
    explicit_bzero(text_.data(), text_.size());
    text_.clear();
}

}  // namespace vcenter_connector::base
