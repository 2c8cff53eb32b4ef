# Third-party libraries by the names the layers use; all from Debian 12 (docs/dependencies.md).
# Installed too: the package's configuration reads the same list.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(Boost 1.74 REQUIRED)  # headers only
find_package(Ceres 2.1 REQUIRED)
# Plain `hdf5` means the MPI flavour where both are installed.
pkg_check_modules(hdf5_serial REQUIRED IMPORTED_TARGET hdf5-serial)

# verdet_find(NAME LIBRARIES... HEADER file FOLDER name): an imported target for a library that
# brings no package file of its own.
function(verdet_find name)
  cmake_parse_arguments(ARG "" "HEADER;FOLDER" "" ${ARGN})
  if(TARGET verdet_third_party_${name})
    return()
  endif()
  string(TOUPPER VERDET_${name} variable)
  find_library(${variable}_LIBRARY NAMES ${ARG_UNPARSED_ARGUMENTS} REQUIRED)
  find_path(${variable}_INCLUDE ${ARG_HEADER} PATH_SUFFIXES ${ARG_FOLDER} REQUIRED)
  mark_as_advanced(${variable}_LIBRARY ${variable}_INCLUDE)
  add_library(verdet_third_party_${name} INTERFACE IMPORTED)
  target_link_libraries(verdet_third_party_${name} INTERFACE ${${variable}_LIBRARY})
  target_include_directories(verdet_third_party_${name} SYSTEM INTERFACE ${${variable}_INCLUDE})
endfunction()

verdet_find(udunits udunits2 HEADER udunits2.h FOLDER udunits2)
verdet_find(klu klu HEADER klu.h FOLDER suitesparse)
verdet_find(xxhash xxhash HEADER xxhash.h FOLDER xxhash)
verdet_find(libdeflate deflate HEADER libdeflate.h)
verdet_find(hdf5_hl hdf5_serial_hl hdf5_hl HEADER hdf5_hl.h FOLDER hdf5/serial)

# SUNDIALS: one library per solver and per kind of vector, matrix and linear solver.
set(VERDET_LIB_sundials "")
foreach(part IN ITEMS cvodes ida arkode nvecserial sunlinsoldense sunmatrixdense)
  verdet_find(sundials_${part} sundials_${part} HEADER sundials/sundials_config.h)
  list(APPEND VERDET_LIB_sundials verdet_third_party_sundials_${part})
endforeach()

set(VERDET_LIB_klu verdet_third_party_klu)
set(VERDET_LIB_fmt fmt::fmt)
set(VERDET_LIB_yaml-cpp yaml-cpp)
set(VERDET_LIB_udunits verdet_third_party_udunits)
set(VERDET_LIB_Eigen Eigen3::Eigen)
set(VERDET_LIB_Boost Boost::headers)
set(VERDET_LIB_Ceres Ceres::ceres)
set(VERDET_LIB_hdf5 PkgConfig::hdf5_serial verdet_third_party_hdf5_hl)
set(VERDET_LIB_libdeflate verdet_third_party_libdeflate)
set(VERDET_LIB_xxhash verdet_third_party_xxhash)
