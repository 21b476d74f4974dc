// How a claim is filled, wherever the deliveries come from.
#pragma once

#include "vcenter_connector/store/journal.hpp"

#include <string_view>
#include <utility>

namespace vcenter_connector::store {

class claim_filling {
public:
    /// `what` must outlive this.
    explicit claim_filling(const claim& what) noexcept : what_(what) {}

    bool wants(std::string_view object) const
    {
        if (what_.object && *what_.object != object)
            return false;
        return !what_.except || what_.except->find(object) == what_.except->end();
    }

    void add(delivery d)
    {
        bytes_ += d.event->size();
        result_.deliveries.push_back(std::move(d));
    }

    bool full() const noexcept
    {
        const auto count = result_.deliveries.size();
        return count >= what_.limit || (count > 0 && bytes_ >= what_.max_bytes);
    }

    /// `examined`: the last id that was looked at, when not all of them were.
    claimed finish(std::optional<std::int64_t> examined)
    {
        result_.reached = examined.value_or(what_.up_to);
        return std::move(result_);
    }

private:
    const claim& what_;
    claimed result_;
    std::size_t bytes_ = 0;
};

}  // namespace vcenter_connector::store
