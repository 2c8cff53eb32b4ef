# Lanes tests (tests/lanes/** and *lanes*_test.cpp anywhere) run once per instruction set that this
# machine has: each run sees only one build of the lanes library, through LD_LIBRARY_PATH.
file(GLOB_RECURSE lanes_tests CONFIGURE_DEPENDS lanes/*_test.cpp *lanes*_test.cpp)
list(REMOVE_DUPLICATES lanes_tests)
if(NOT lanes_tests)
  return()
endif()
verdet_test_program(verdet_lanes_tests verdet_studies ${lanes_tests})

# The folder of the baseline build also holds glibc-hwcaps/, so it is reached through a link.
set(baseline ${PROJECT_BINARY_DIR}/lanes-baseline)
file(MAKE_DIRECTORY ${baseline})
file(CREATE_LINK ${PROJECT_BINARY_DIR}/lib/libverdet_lanes.so ${baseline}/libverdet_lanes.so SYMBOLIC)

# The loader knows which levels the processor has; without an answer only the baseline is tested.
file(GLOB loader /lib64/ld-linux-x86-64.so.2)
set(supported "")
if(loader)
  execute_process(COMMAND ${loader} --help OUTPUT_VARIABLE supported ERROR_QUIET)
endif()

verdet_discover(verdet_lanes_tests PREFIX baseline. LABEL lanes
  ENVIRONMENT "LD_LIBRARY_PATH=set:${baseline}" "VERDET_LANES_LEVEL=set:baseline")
foreach(level IN LISTS VERDET_ISA_LEVELS)
  if(supported MATCHES "${level} \\(supported")
    verdet_discover(verdet_lanes_tests PREFIX ${level}. LABEL lanes
      ENVIRONMENT "LD_LIBRARY_PATH=set:${PROJECT_BINARY_DIR}/lib/glibc-hwcaps/${level}"
      "VERDET_LANES_LEVEL=set:${level}")
  else()
    message(STATUS "Lanes tests for ${level} left out: this processor does not have it")
  endif()
endforeach()
