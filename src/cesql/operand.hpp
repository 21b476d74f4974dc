// What parts of an expression give while it is evaluated.
#pragma once

#include "vcenter_connector/cesql/expression.hpp"

#include <string>
#include <utility>
#include <vector>

namespace vcenter_connector::cesql {

/// One evaluation for one event.
struct scope {
    const attributes& of;
    std::vector<evaluation_error> errors;

    void fail(error_kind kind, std::string detail) { errors.push_back({kind, std::move(detail)}); }
};

/// A value, or the mark of an attribute that the event does not have: the operator or function that such a
/// one reaches gives the zero value of its own type (section 3.2).
class operand {
public:
    explicit operand(cesql::value v) : own_(std::move(v)) {}
    /// `v` must outlive it.
    static operand borrowed(const cesql::value& v)
    {
        operand o(false);
        o.at_ = &v;
        return o;
    }
    static operand missing()
    {
        operand o(false);
        o.missing_ = true;
        return o;
    }

    bool is_missing() const noexcept { return missing_; }
    const cesql::value& value() const noexcept { return at_ != nullptr ? *at_ : own_; }

private:
    cesql::value own_;
    const cesql::value* at_ = nullptr;
    bool missing_ = false;
};

/// The value cast to that type; a CastError in `errors` where that fails.
bool boolean_of(const value& v, scope& in);
std::int32_t integer_of(const value& v, scope& in);
value cast_to(type to, const value& v, scope& in);
/// Either the text of `v` itself or, cast, `room`.
const std::string& text_of(const value& v, std::string& room);

}  // namespace vcenter_connector::cesql
