// Events as no vCenter should send them: made from a seed, each one different.
#pragma once

#include "support/vcenter_history.hpp"

#include <cstdint>
#include <random>
#include <string>

namespace vcenter_connector::test {

/// Control characters, ill-formed UTF-8, huge names, members of the wrong type, missing, repeated and unknown
/// ones, deep nesting. Every event has its key and a time, so that each one is an event of its own.
class hostile_events {
public:
    explicit hostile_events(std::uint32_t seed) : random_(seed) {}

    posted_event next();

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    bool one_in(std::size_t n) { return below(n) == 0; }
    std::string text();
    std::string attributes();
    std::string any_name();
    std::string value(std::size_t depth);
    std::string member();
    std::string declared_member(const std::string& class_name);
    std::string nest(std::size_t levels);

    std::mt19937 random_;
    std::int32_t key_ = 1000;
};

}  // namespace vcenter_connector::test
