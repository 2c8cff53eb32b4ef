# Lanes tests (tests/lanes/** and *lanes*_test.cpp anywhere) run once per instruction set that this
# machine has: each run sees only one build of the lanes library, through LD_LIBRARY_PATH.
file(GLOB_RECURSE lanes_tests CONFIGURE_DEPENDS lanes/*_test.cpp *lanes*_test.cpp)
list(REMOVE_DUPLICATES lanes_tests)
if(NOT lanes_tests)
  return()
endif()
verdet_test_program(verdet_lanes_tests verdet_studies ${lanes_tests})

# Models that only the tests integrate, for each instruction set as the library itself.
file(GLOB test_models CONFIGURE_DEPENDS lanes/*_lanes.cpp)
if(test_models)
  verdet_lanes_library(verdet_test_lanes ${test_models})
  foreach(level IN ITEMS "" LISTS VERDET_ISA_LEVELS)
    string(REPLACE "-" "_" target "verdet_test_lanes_${level}")
    string(REGEX REPLACE "_$" "" target ${target})
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  endforeach()
  target_link_libraries(verdet_lanes_tests PRIVATE verdet_test_lanes)
endif()

# The folder of the baseline build also holds glibc-hwcaps/, so it is reached through a link.
set(baseline ${PROJECT_BINARY_DIR}/lanes-baseline)
file(MAKE_DIRECTORY ${baseline})
foreach(library IN ITEMS libverdet_lanes.so libverdet_test_lanes.so)
  file(CREATE_LINK ${PROJECT_BINARY_DIR}/lib/${library} ${baseline}/${library} SYMBOLIC)
endforeach()

# The loader knows which levels the processor has; without an answer only the baseline is tested.
file(GLOB loader /lib64/ld-linux-x86-64.so.2)
set(supported "")
if(loader)
  execute_process(COMMAND ${loader} --help OUTPUT_VARIABLE supported ERROR_QUIET)
endif()

# One ctest test per instruction set and length: gtest_discover_tests loses all but the first of several
# changes of the environment.
function(verdet_lanes_level level folder)
  foreach(length IN ITEMS short long)
    set(name lanes.${level}.${length})
    set(filter "-*Long*")
    set(labels lanes)
    if(length STREQUAL long)
      set(filter "*Long*")
      list(APPEND labels long)
    endif()
    add_test(NAME ${name} COMMAND verdet_lanes_tests --gtest_filter=${filter})
    set_tests_properties(${name} PROPERTIES TIMEOUT 1200 COST 10 LABELS "${labels}" ENVIRONMENT_MODIFICATION
      "${VERDET_TEST_ENVIRONMENT};LD_LIBRARY_PATH=set:${folder};VERDET_LANES_LEVEL=set:${level}")
  endforeach()
endfunction()

verdet_lanes_level(baseline ${baseline})
foreach(level IN LISTS VERDET_ISA_LEVELS)
  if(supported MATCHES "${level} \\(supported")
    verdet_lanes_level(${level} ${PROJECT_BINARY_DIR}/lib/glibc-hwcaps/${level})
  else()
    message(STATUS "Lanes tests for ${level} left out: this processor does not have it")
  endif()
endforeach()
