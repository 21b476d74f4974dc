# One target per group of layers; docs/architecture.md has the table. Sources are found by folder: a new
# file in a layer needs no change here.
function(vc_library name)
  cmake_parse_arguments(arg "" "" "FOLDERS;LINK" ${ARGN})
  list(TRANSFORM arg_FOLDERS REPLACE "(.+)" "src/\\1/*.cpp" OUTPUT_VARIABLE globs)
  file(GLOB sources CONFIGURE_DEPENDS ${globs})
  if(NOT sources)
    message(FATAL_ERROR "no sources in: ${arg_FOLDERS}")
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC include ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(${name} PUBLIC vc_boost ${arg_LINK} PRIVATE vc_options)
endfunction()

vc_library(vc_core FOLDERS base config vsphere cesql events routing policy stack)
target_link_libraries(vc_core PRIVATE pugixml::pugixml vc_rapidjson vc_yaml)

vc_library(vc_net FOLDERS net LINK vc_core OpenSSL::SSL ZLIB::ZLIB)
vc_library(vc_store FOLDERS store LINK vc_core)
target_link_libraries(vc_store PRIVATE SQLite::SQLite3)
vc_library(vc_service FOLDERS source gateway dispatch ops app commands LINK vc_core vc_net vc_store)
target_link_libraries(vc_service PRIVATE spdlog::spdlog vc_rapidjson)

add_executable(vcenter-connector src/main.cpp)
target_link_libraries(vcenter-connector PRIVATE vc_service vc_options)

vc_library(vc_local_gateway FOLDERS local_gateway LINK vc_service)
target_link_libraries(vc_local_gateway PRIVATE vc_rapidjson vc_yaml)
add_executable(local-gateway src/local_gateway_main.cpp)
target_link_libraries(local-gateway PRIVATE vc_local_gateway vc_options)

install(TARGETS vcenter-connector local-gateway RUNTIME)
