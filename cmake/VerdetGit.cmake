# VERDET_GIT_SHA: the commit being built, or "unknown" (no git, or not a checkout).
find_program(VERDET_GIT git)
set(VERDET_GIT_SHA unknown)
if(VERDET_GIT)
  # A checkout owned by another user (containers) is still described.
  execute_process(
    COMMAND ${VERDET_GIT} -c safe.directory=* describe --always --dirty --abbrev=12
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE VERDET_GIT_SHA
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT VERDET_GIT_SHA)
    set(VERDET_GIT_SHA unknown)
  endif()
endif()
