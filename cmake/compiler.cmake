# What every target of the project is compiled with.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(vc_options INTERFACE)
target_compile_options(vc_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Woverloaded-virtual -Wold-style-cast -Wcast-qual -Wformat=2 -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Asio's coroutine frames have an allocator of their own, which g++ does not see through once it inlines.
  target_compile_options(vc_options INTERFACE -Wno-mismatched-new-delete)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms of g++ 12 on std::string once it inlines (GCC bugs 105651 and 105562).
  target_compile_options(vc_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(VC_WERROR)
  target_compile_options(vc_options INTERFACE -Werror)
endif()

if(VC_SANITIZE)
  add_compile_options(-fsanitize=${VC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${VC_SANITIZE})
  # Boost.Asio uses fences that g++ cannot instrument for ThreadSanitizer.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
else()
  add_compile_options(-fstack-protector-strong $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
  add_link_options(-Wl,-z,relro,-z,now)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-ffunction-sections -fdata-sections)
  add_link_options(-Wl,--gc-sections)
endif()

configure_file(${CMAKE_CURRENT_SOURCE_DIR}/cmake/version.hpp.in
               ${CMAKE_BINARY_DIR}/generated/vcenter_connector/version.hpp @ONLY)
