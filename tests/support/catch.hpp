// One include for Catch2, whose header is named differently in Debian 12 (v2) and Debian 13 (v3).
#pragma once

#if VC_CATCH_MAJOR >= 3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
