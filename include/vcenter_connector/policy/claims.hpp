// Which waiting deliveries to read into memory next.
#pragma once

#include "vcenter_connector/base/ordering.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vcenter_connector::policy {

struct claim_limits {
    std::size_t window = 4096;         ///< deliveries in memory
    std::size_t max_bytes = 8U << 20;  ///< of their bodies, about
    std::size_t most_per_function = 1024;
    std::size_t floor_per_function =
        16;  ///< room that no other function takes away, as far as the window goes
    std::size_t per_lane = 16;
    std::size_t per_strict_function = 64;
    std::size_t read_size = 256;        ///< deliveries in one read
    std::size_t read_bytes = 1U << 20;  ///< of bodies in one read
};

/// Decides what is read from a journal that may hold any number of deliveries, so that memory stays bounded
/// and nothing starves:
/// - Functions take turns and have equal shares of the window; one that is slow or broken keeps its own share
///   and no more. The total may go over the window by what the floors need: never more than double.
/// - Within a function an object has at most `per_lane` deliveries in memory. An object with more is parked:
///   the reading of the function goes on without it, and it is read by itself when it has room again.
/// - The order of each object is kept, whatever is parked, dropped and read again.
///
/// A pure structure. At most one read per function is under way. A function with nothing in memory and
/// nothing to be read takes no room here.
class claims {
public:
    using id = std::int64_t;
    using object_set = std::set<std::string, std::less<>>;

    /// One read to be made: deliveries of `function` with ids in (after, up_to].
    struct request {
        std::string function;
        id after = 0;
        id up_to = 0;
        std::optional<std::string> object;         ///< set: only those of this object
        std::shared_ptr<const object_set> except;  ///< not null: none of these
        std::size_t limit = 0;
        std::size_t max_bytes = 0;
        base::ordering order = base::ordering::object;  ///< that holds for what this read gives
    };

    /// A delivery that was read.
    struct piece {
        id delivery = 0;
        std::string_view object;
        std::size_t bytes = 0;
    };

    /// `order` is asked with the function's name whenever something is to be read.
    claims(claim_limits limits, std::function<base::ordering(std::string_view)> order);
    claims(const claims&) = delete;
    claims& operator=(const claims&) = delete;
    ~claims();

    /// The function has deliveries up to the id `newest`.
    void news(std::string_view function, id newest);

    /// The next read. Empty when there is nothing to be read, or no room.
    std::optional<request> next();

    /// The answer to a request: what was read, by id, and how far. Says for each piece whether it is to be
    /// kept in memory; one that is not will be read again later.
    std::vector<bool> answered(const request& what, std::span<const piece> pieces, id reached);

    /// The request could not be answered; `next` may give it again.
    void failed(const request& what);

    /// A delivery that was kept has been settled. `order`: that of the request which it was read with.
    void ended(std::string_view function, std::string_view object, std::size_t bytes, base::ordering order);

    /// Whether others of this function wait for room: then it is worth giving back what stands behind a
    /// delivery of the object that failed. Only deliveries that were read with `ordering::object` can be, and
    /// not while others of the same object were read with another order: reading again would give those, too.
    bool crowded(std::string_view function, std::string_view object) const;

    /// All `count` kept deliveries of the object behind `head` were dropped from memory. They are read again
    /// once `head` has been settled.
    void given_back(std::string_view function, std::string_view object, id head, std::size_t count,
                    std::size_t bytes);

    /// Whether the function has deliveries in memory or to be read.
    bool knows(std::string_view function) const;

    /// In memory.
    std::size_t size() const noexcept;
    std::size_t bytes() const noexcept;
    /// Functions that are known: with deliveries in memory or to be read.
    std::size_t functions() const noexcept;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace vcenter_connector::policy
