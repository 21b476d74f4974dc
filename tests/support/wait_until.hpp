// Waiting for another thread without guessing how long it takes.
#pragma once

#include <chrono>
#include <thread>

namespace vcenter_connector::test {

/// Long enough that only a hang reaches it, on the slowest machine, under any sanitizer.
inline constexpr std::chrono::seconds patience{60};

/// Whether `condition` became true in time. It is asked every few milliseconds, on the calling thread.
template <class Condition>
bool wait_until(Condition condition, std::chrono::steady_clock::duration limit = patience)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace vcenter_connector::test
