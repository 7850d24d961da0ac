// What a device keeps for itself. Internal to cuda/.
#pragma once

#include <cstddef>

namespace fracbit_cuda {

// Shared memory that the runtime takes from every block (CUDA C++ Programming Guide, "Compute
// Capability 8.x").
inline constexpr std::size_t kReservedShared = 1024;

} // namespace fracbit_cuda
