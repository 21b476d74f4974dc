// A text that must never be shown: a password, a token.
#pragma once

#include <string>
#include <string_view>

namespace vcenter_connector::base {

/// Holds a secret and overwrites it when it goes. It has no stream operator and no implicit conversion, so
/// that a secret reaches a log line only through a visible call of `reveal`.
class secret {
public:
    secret() = default;
    explicit secret(std::string text);
    secret(const secret& other);
    secret(secret&& other) noexcept;
    secret& operator=(const secret& other);
    secret& operator=(secret&& other) noexcept;
    ~secret();

    /// The text itself, valid as long as this object. For the wire only.
    std::string_view reveal() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }
    friend bool operator==(const secret&, const secret&) = default;

private:
    void wipe() noexcept;

    std::string text_;
};

}  // namespace vcenter_connector::base
