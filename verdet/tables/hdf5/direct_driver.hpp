// HDF5 files whose large transfers pass the kernel's page cache; internal to tables.
#pragma once

#include "verdet/tables/hdf5/handle.hpp"

namespace verdet::hdf5 {

/// File access properties with a driver that hands large transfers to a DirectFile and leaves all
/// others to HDF5's own driver. The files are the same.
Handle direct_access();

}  // namespace verdet::hdf5
