# One language level and one set of warnings for everything; no -march and no -ffast-math here:
# only the lanes library is built per instruction set (docs/design.md, section 9).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)

find_program(VERDET_CCACHE ccache)
if(VERDET_CCACHE)
  # Without this sloppiness ccache passes by every source that has a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${VERDET_CCACHE})
endif()

add_library(verdet_options INTERFACE)
# g++ 12 reports std::string code of its own headers under these (GCC bugs 105329, 105562): the last three
# behind a precompiled header, where it no longer knows its own headers from ours.
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  target_compile_options(verdet_options INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow
    -Wno-stringop-overread)
endif()
target_compile_options(verdet_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -fno-math-errno
  $<IF:$<BOOL:$<TARGET_PROPERTY:VERDET_CONTRACTED>>,-ffp-contract=fast,-ffp-contract=off>)
if(VERDET_SANITIZE)
  target_compile_options(verdet_options INTERFACE
    -fsanitize=${VERDET_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(verdet_options INTERFACE -fsanitize=${VERDET_SANITIZE})
  target_compile_definitions(verdet_options INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(VERDET_FUZZ)
  target_compile_options(verdet_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
