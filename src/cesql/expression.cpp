#include "vcenter_connector/cesql/expression.hpp"

#include "parser.hpp"

#include <utility>

namespace vcenter_connector::cesql {

std::string_view name_of(error_kind kind) noexcept
{
    switch (kind) {
    case error_kind::math: return "MathError";
    case error_kind::cast: return "CastError";
    case error_kind::missing_attribute: return "MissingAttributeError";
    case error_kind::missing_function: return "MissingFunctionError";
    case error_kind::function_evaluation: break;
    }
    return "FunctionEvaluationError";
}

bool evaluation::passes() const noexcept
{
    const auto* const truth = std::get_if<bool>(&value);
    return errors.empty() && truth != nullptr && *truth;
}

expression::expression(std::shared_ptr<const node> root, std::vector<attribute_use> names,
                       std::vector<hint> advice)
    : root_(std::move(root)), names_(std::move(names)), advice_(std::move(advice))
{
}

evaluation expression::evaluate(const attributes& of) const
{
    scope in{of, {}};
    const auto result = root_->evaluate(in);
    return {result.is_missing() ? value(false) : result.value(), std::move(in.errors)};
}

std::variant<expression, parse_failure> parse(std::string_view text,
                                              std::span<const std::string_view> always_there)
{
    return parser(text, always_there).read();
}

}  // namespace vcenter_connector::cesql
