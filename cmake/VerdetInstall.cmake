# `cmake --install`: a relocatable tree of headers, libraries, the command, the data and a CMake
# package. The data are found through the place of the program, so the tree may be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder lib/cmake/verdet)
get_property(layers GLOBAL PROPERTY VERDET_LAYERS)

install(TARGETS ${layers} verdet_lanes EXPORT verdet ARCHIVE DESTINATION lib LIBRARY DESTINATION lib)
foreach(target IN LISTS layers ITEMS verdet_lanes)
  string(REPLACE verdet_ "" name ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
endforeach()

# The loader looks below glibc-hwcaps/ of every folder that it searches.
foreach(level IN LISTS VERDET_ISA_LEVELS)
  string(REPLACE "-" "_" target verdet_lanes_${level})
  if(TARGET ${target})
    install(TARGETS ${target} LIBRARY DESTINATION lib/glibc-hwcaps/${level})
  endif()
endforeach()

set_target_properties(verdet PROPERTIES INSTALL_RPATH "$ORIGIN/../lib")
install(TARGETS verdet RUNTIME DESTINATION bin)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/verdet DESTINATION include
  FILES_MATCHING PATTERN "*.hpp" PATTERN app EXCLUDE
  # Internal: wrappers of C handles (scripts/checks/layers.py lists them).
  PATTERN tables/hdf5/handle.hpp EXCLUDE
  PATTERN tables/hdf5/read_parts.hpp EXCLUDE PATTERN tables/hdf5/direct_driver.hpp EXCLUDE
  PATTERN tables/hdf5/write_parts.hpp EXCLUDE PATTERN solvers/ode/sundials_handles.hpp EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION share/verdet)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CITATION.cff
  DESTINATION share/doc/verdet)

install(EXPORT verdet NAMESPACE verdet:: FILE verdetTargets.cmake DESTINATION ${package_folder})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/verdetConfig.cmake.in
  ${PROJECT_BINARY_DIR}/generated/verdetConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/verdetConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/generated/verdetConfig.cmake
  ${PROJECT_BINARY_DIR}/generated/verdetConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/VerdetDependencies.cmake
  DESTINATION ${package_folder})
