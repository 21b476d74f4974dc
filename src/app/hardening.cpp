#include "vcenter_connector/app/hardening.hpp"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

#include <stdlib.h>

namespace vcenter_connector::app {
namespace {

// LeakSanitizer looks at its own process through ptrace, which PR_SET_DUMPABLE forbids.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer);
#else
constexpr bool sanitized = false;
#endif

}  // namespace

void keep_secrets_out_of_core_dumps() noexcept
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (!sanitized)
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void survive_file_limits() noexcept
{
    std::signal(SIGXFSZ, SIG_IGN);
}

void bound_name_lookups() noexcept
{
    setenv("RES_OPTIONS", "timeout:2 attempts:2", 0);  // NOLINT(concurrency-mt-unsafe): see the header
}

void bound_heap() noexcept
{
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024);
    mallopt(M_ARENA_MAX, 2);
}

}  // namespace vcenter_connector::app
