// Which devices the compiled kernels serve: pure functions of what was compiled.
#pragma once

#include "fracbit_cuda/device_query.h"

#include <string_view>

namespace fracbit_cuda {

// Whether a device of this compute capability runs kernels that were compiled for `architectures`,
// a list in CMake's spelling with commas: "80-real,90-virtual,120" is machine code for 8.0, PTX for
// 9.0 and both for 12.0. Machine code runs on its own capability and on later ones of the same
// major number, PTX on all later ones; with the suffix `a` both run on their own alone, with `f` on
// later ones of the same major number (CUDA C++ Programming Guide, "Application Compatibility").
bool canRun(std::string_view architectures, int major, int minor);

// What can be used of the devices found, and why the others cannot.
DeviceQuery usableDevices(std::vector<DeviceInfo> found, std::string_view architectures);

} // namespace fracbit_cuda
