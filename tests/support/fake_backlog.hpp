// A journal as `policy::claims` sees one, with what it let into memory.
#pragma once

#include "vcenter_connector/policy/claims.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vcenter_connector::test {

class fake_backlog {
public:
    using id = policy::claims::id;

    explicit fake_backlog(policy::claim_limits limits) : c(limits, [this](std::string_view) { return order; })
    {
    }

    /// `count` deliveries of one object, announced at once.
    void add(const std::string& function, const std::string& object, std::size_t count);
    /// Makes reads and answers them until there is none left.
    void read_all();
    /// Begins a read, or answers one that has begun.
    void begin_or_end_read(bool begin);
    /// Settles the first kept delivery of an object; false when there is none.
    bool settle_one(const std::string& function, const std::string& object);
    /// Settles the first kept delivery of a function.
    bool settle_one(const std::string& function);
    /// Drops what is kept behind the head of an object, if claims says that it is worth it.
    void give_back(const std::string& function, const std::string& object);

    std::vector<id> kept(const std::string& function) const;
    std::vector<id> kept(const std::string& function, const std::string& object) const;
    std::size_t kept_count() const;
    std::size_t settled() const noexcept { return settled_count_; }
    /// Whether the deliveries of each object were settled in the order of their ids.
    bool settled_in_order() const noexcept { return in_order_; }
    /// Whether a delivery was let into memory that was there already.
    bool kept_twice() const noexcept { return twice_; }

    base::ordering order = base::ordering::object;
    std::size_t body = 100;                ///< bytes of each
    std::size_t early_stop = 100'000'000;  ///< deliveries that one read looks at
    policy::claims c;

private:
    struct waiting {
        std::string object;
        std::size_t bytes = 0;
    };

    void answer(const policy::claims::request& what);
    void keep(const policy::claims::request& what, const policy::claims::piece& piece);

    id last_ = 0;
    std::map<std::string, std::map<id, waiting>> queues_;
    std::map<std::string, std::map<std::string, std::deque<id>>> kept_;
    std::map<id, base::ordering> read_with_;  // of what is kept
    std::map<std::pair<std::string, std::string>, id> last_settled_;
    std::vector<policy::claims::request> reads_;
    std::size_t settled_count_ = 0;
    bool in_order_ = true;
    bool twice_ = false;
};

}  // namespace vcenter_connector::test
