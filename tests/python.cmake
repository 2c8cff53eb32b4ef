# Tests written in Python: of the command (tests/app/*_test.py, which get its path as an argument and
# in VERDET_COMMAND) and of the Python package (tests/python/*_test.py).
file(GLOB app_tests CONFIGURE_DEPENDS app/*_test.py)
foreach(file IN LISTS app_tests)
  get_filename_component(name ${file} NAME_WE)
  add_test(NAME app.${name} COMMAND ${VERDET_PYTHON_COMMAND} ${file} $<TARGET_FILE:verdet>)
  # COST: what takes long starts first, or one processor waits for the other at the end.
  set_tests_properties(app.${name} PROPERTIES TIMEOUT 300 COST 20
    ENVIRONMENT_MODIFICATION "${VERDET_TEST_ENVIRONMENT};VERDET_COMMAND=set:$<TARGET_FILE:verdet>")
  if(name MATCHES "[Ll]ong")
    set_tests_properties(app.${name} PROPERTIES TIMEOUT 7200 LABELS long)
  elseif(name MATCHES "cluster")  # needs daemons or launchers of its own: see .ci/run
    set_tests_properties(app.${name} PROPERTIES TIMEOUT 1800 LABELS cluster
      SKIP_REGULAR_EXPRESSION "OK .skipped=")
  endif()
endforeach()

if(VERDET_PYTHON)
  file(GLOB package_tests CONFIGURE_DEPENDS python/*_test.py)
  foreach(file IN LISTS package_tests)
    get_filename_component(name ${file} NAME_WE)
    add_test(NAME python.${name} COMMAND ${VERDET_PYTHON_COMMAND} ${file})
    set_tests_properties(python.${name} PROPERTIES TIMEOUT 300 COST 20 ENVIRONMENT_MODIFICATION
      "${VERDET_TEST_ENVIRONMENT};PYTHONPATH=set:${PROJECT_BINARY_DIR}/python;VERDET_COMMAND=set:$<TARGET_FILE:verdet>")
  endforeach()
endif()
