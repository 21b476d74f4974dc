// Random numbers that are the same on every machine. Each party draws from a generator of its own: what one
// does more or less of changes nothing for the others.
#pragma once

#include "vcenter_connector/base/clock.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace vcenter_connector::simulation {

class generator {
public:
    generator(std::uint64_t seed, std::string_view party) noexcept : state_(seed)
    {
        for (const char c : party)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
        next();
    }

    // splitmix64
    std::uint64_t next() noexcept
    {
        state_ += 0x9E3779B97F4A7C15U;
        auto z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// From 0 up to but not including 1.
    double unit() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    bool chance(double probability) noexcept { return unit() < probability; }
    /// `count` is not 0.
    std::size_t below(std::size_t count) noexcept { return static_cast<std::size_t>(next() % count); }
    std::size_t from_to(std::size_t least, std::size_t most) noexcept
    {
        return least + below(most - least + 1);
    }
    base::duration between(base::duration least, base::duration most) noexcept
    {
        const auto span = static_cast<std::uint64_t>((most - least).count()) + 1;
        return least + base::duration(static_cast<base::duration::rep>(next() % span));
    }
    /// Exponentially distributed.
    base::duration about(base::duration mean) noexcept
    {
        const auto factor = -std::log(1.0 - unit());
        return base::duration(static_cast<base::duration::rep>(static_cast<double>(mean.count()) * factor) +
                              1);
    }
    template <class Container>
    auto& pick(Container& from) noexcept
    {
        return from[below(std::size(from))];
    }

private:
    std::uint64_t state_;
};

}  // namespace vcenter_connector::simulation
