# Libraries, all from the distribution. scripts/bootstrap installs them.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(pugixml REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(spdlog REQUIRED)
find_package(RapidJSON REQUIRED)

# RapidJSON's and yaml-cpp's own CMake files differ between releases: one name for each here.
add_library(vc_rapidjson INTERFACE)
target_include_directories(vc_rapidjson SYSTEM INTERFACE ${RapidJSON_INCLUDE_DIRS} ${RAPIDJSON_INCLUDE_DIRS})
target_compile_definitions(vc_rapidjson INTERFACE RAPIDJSON_HAS_STDSTRING=1)
add_library(vc_yaml INTERFACE)
if(TARGET yaml-cpp::yaml-cpp)
  target_link_libraries(vc_yaml INTERFACE yaml-cpp::yaml-cpp)
else()
  target_link_libraries(vc_yaml INTERFACE yaml-cpp)
endif()
add_library(vc_boost INTERFACE)
target_link_libraries(vc_boost INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(vc_boost INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
