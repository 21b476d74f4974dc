// Expressions evaluated against attributes that a test lays down.
#pragma once

#include "vcenter_connector/cesql/expression.hpp"

#include "support/catch.hpp"

#include <map>
#include <string>
#include <string_view>

namespace vcenter_connector::test {

class map_attributes final : public cesql::attributes {
public:
    explicit map_attributes(std::map<std::string, cesql::value, std::less<>> of = {}) : of_(std::move(of)) {}

    std::optional<cesql::value> find(std::string_view name) const override
    {
        const auto found = of_.find(name);
        return found == of_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::map<std::string, cesql::value, std::less<>> of_;
};

/// What the tables of cases mean by their names.
inline const map_attributes& usual_attributes()
{
    static const map_attributes of({{"vm", std::string("web-1")},
                                    {"user", std::string("VSPHERE.LOCAL\\Administrator")},
                                    {"hop", std::string("5")},
                                    {"ttl", std::string("10")},
                                    {"key", std::int32_t{42}},
                                    {"yes", true},
                                    {"word", std::string("TRUE")},
                                    {"empty", std::string()},
                                    {"1st", std::string("first")}});
    return of;
}

inline std::string shown(const cesql::value& v)
{
    if (const auto* const text = std::get_if<std::string>(&v))
        return "'" + *text + "'";
    return std::get<std::string>(cesql::cast(v, cesql::type::string).result);
}

/// `true`, `5` or `'text'`, and behind it the errors' names.
inline std::string shown(const cesql::evaluation& e)
{
    std::string out = shown(e.value);
    for (const auto& error : e.errors)
        out += " " + std::string(cesql::name_of(error.kind));
    return out;
}

/// The same, or `column N: message` for what cannot be parsed.
inline std::string evaluated(std::string_view expression, const cesql::attributes& of = usual_attributes())
{
    const auto parsed = cesql::parse(expression);
    if (const auto* const failure = std::get_if<cesql::parse_failure>(&parsed))
        return "column " + std::to_string(failure->column) + ": " + failure->text;
    return shown(std::get<cesql::expression>(parsed).evaluate(of));
}

struct case_row {
    std::string_view expression;
    std::string_view result;
};

template <class Rows>
void check_all(const Rows& rows)
{
    for (const auto& row : rows) {
        INFO(row.expression);
        CHECK(evaluated(row.expression) == row.result);
    }
}

}  // namespace vcenter_connector::test
