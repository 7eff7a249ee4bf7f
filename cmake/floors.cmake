# What nearly every file includes is parsed once. A program compiled with the same flags borrows the result: the
# first floor that is built with given flags makes it, the others reuse it.
set(zw_common_headers <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
    <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)
function(zw_precompile target kind)
  if(TARGET zw_precompiled_${kind})
    target_precompile_headers(${target} REUSE_FROM zw_precompiled_${kind})
    return()
  endif()
  set(headers ${zw_common_headers})
  if(kind STREQUAL "test")
    list(APPEND headers <gtest/gtest.h>)
  endif()
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/precompiled/${kind}.cpp CONTENT "")
  add_library(zw_precompiled_${kind} OBJECT ${CMAKE_BINARY_DIR}/precompiled/${kind}.cpp)
  target_link_libraries(zw_precompiled_${kind} PRIVATE fmt::fmt Threads::Threads)
  if(kind STREQUAL "test")
    target_link_libraries(zw_precompiled_${kind} PRIVATE GTest::gtest)
  elseif(kind STREQUAL "optimised")
    target_compile_options(zw_precompiled_${kind} PRIVATE -O1)
  endif()
  target_precompile_headers(zw_precompiled_${kind} PRIVATE ${headers})
  target_precompile_headers(${target} REUSE_FROM zw_precompiled_${kind})
endfunction()

# zw_floor(name SOURCES dir LINK libs… PRIVATE_LINK libs…)
# One static library a floor, made of every source below its folder except the tests, and one test program
# made of its *_test.cpp files. What a floor may see is what it links.
function(zw_floor name)
  cmake_parse_arguments(FLOOR "" "SOURCES" "LINK;PRIVATE_LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${FLOOR_SOURCES}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    add_library(zw_${name} INTERFACE)
    target_include_directories(zw_${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(zw_${name} INTERFACE ${FLOOR_LINK})
  else()
    add_library(zw_${name} STATIC ${sources})
    target_include_directories(zw_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(zw_${name} PUBLIC ${FLOOR_LINK} Threads::Threads PRIVATE ${FLOOR_PRIVATE_LINK})
    # Where the work is done, a slow debug build would make slow tests; everywhere else it makes fast builds.
    if(ZW_SANITIZE AND name MATCHES "^(base|engines|record)$")
      target_compile_options(zw_${name} PRIVATE -O1)
      zw_precompile(zw_${name} optimised)
    else()
      zw_precompile(zw_${name} plain)
    endif()
  endif()
  if(ZW_TESTS AND tests)
    add_executable(${name}_test ${tests})
    find_package(GTest REQUIRED)
    target_link_libraries(${name}_test PRIVATE zw_${name} ${FLOOR_PRIVATE_LINK} GTest::gtest GTest::gmock GTest::gtest_main rapidcheck)
    target_compile_definitions(${name}_test PRIVATE ZW_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    zw_precompile(${name}_test test)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()

# zw_embed_files(floor dir): every file of the folder becomes bytes in the binary, found by name
# through `zw::embedded::<floor>()` (src/base/embedded.h).
function(zw_embed_files floor dir)
  file(GLOB files CONFIGURE_DEPENDS ${dir}/*)
  set(out ${CMAKE_BINARY_DIR}/embedded/${floor})
  add_custom_command(
    OUTPUT ${out}.S ${out}.cpp
    COMMAND ${CMAKE_SOURCE_DIR}/scripts/embed.sh ${floor} ${out} ${CMAKE_SOURCE_DIR}/${dir}
    DEPENDS ${CMAKE_SOURCE_DIR}/scripts/embed.sh ${files}
    VERBATIM)
  zw_attach_embedded(${floor} ${out} "${files}")
endfunction()

function(zw_attach_embedded floor out inputs)
  set_source_files_properties(${out}.S PROPERTIES OBJECT_DEPENDS "${inputs}")
  add_library(zw_embedded_${floor} STATIC ${out}.S ${out}.cpp)
  target_include_directories(zw_embedded_${floor} PRIVATE ${CMAKE_SOURCE_DIR}/src)
  get_target_property(type zw_${floor} TYPE)
  if(type STREQUAL INTERFACE_LIBRARY)
    target_link_libraries(zw_${floor} INTERFACE zw_embedded_${floor})
  else()
    target_link_libraries(zw_${floor} PRIVATE zw_embedded_${floor})
  endif()
endfunction()

# The screens: `npm run build` writes ui/dist, brotli and gzip variants are made once, all of it is embedded.
function(zw_embed_ui floor)
  set(out ${CMAKE_BINARY_DIR}/embedded/ui)
  set(stage ${CMAKE_BINARY_DIR}/ui-files)
  if(ZW_UI)
    file(GLOB_RECURSE ui_sources CONFIGURE_DEPENDS ui/src/* ui/public/*)
    list(APPEND ui_sources ${CMAKE_SOURCE_DIR}/ui/index.html ${CMAKE_SOURCE_DIR}/ui/package-lock.json ${CMAKE_SOURCE_DIR}/ui/vite.config.ts)
  endif()
  add_custom_command(
    OUTPUT ${out}.S ${out}.cpp
    COMMAND ${CMAKE_SOURCE_DIR}/scripts/build_ui.sh ${ZW_UI} ${stage}
    COMMAND ${CMAKE_SOURCE_DIR}/scripts/embed.sh ui ${out} ${stage}
    DEPENDS ${CMAKE_SOURCE_DIR}/scripts/embed.sh ${CMAKE_SOURCE_DIR}/scripts/build_ui.sh ${ui_sources}
    VERBATIM)
  set_source_files_properties(${out}.S PROPERTIES OBJECT_DEPENDS ${out}.cpp)
  add_library(zw_embedded_ui STATIC ${out}.S ${out}.cpp)
  target_include_directories(zw_embedded_ui PRIVATE ${CMAKE_SOURCE_DIR}/src)
  get_target_property(type zw_${floor} TYPE)
  if(type STREQUAL INTERFACE_LIBRARY)
    target_link_libraries(zw_${floor} INTERFACE zw_embedded_ui)
  else()
    target_link_libraries(zw_${floor} PRIVATE zw_embedded_ui)
  endif()
endfunction()
