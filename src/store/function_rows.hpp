// The table of functions: a number for each name.
#pragma once

#include "database.hpp"

#include "vcenter_connector/store/delivery.hpp"

#include <map>
#include <unordered_map>
#include <vector>

namespace vcenter_connector::store {

class function_rows {
public:
    explicit function_rows(database& db);

    /// Its number; it gets one when it has none.
    std::int64_t number_of(const function_name& name);
    std::optional<std::int64_t> find(const function_name& name);
    /// Throws `journal_corrupt` when nothing has that number.
    const function_name& name_of(std::int64_t number);
    std::vector<std::int64_t> all();

    /// Forgets what a transaction may have taken back.
    void forget() noexcept;

private:
    const function_name& remember(std::int64_t number, function_name name);

    statement find_;
    statement add_;
    statement name_;
    statement all_;
    std::map<function_name, std::int64_t> numbers_;
    std::unordered_map<std::int64_t, function_name> names_;
};

}  // namespace vcenter_connector::store
