// Which CUDA devices there are. Plain C++: callers need no CUDA headers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace fracbit_cuda {

struct DeviceInfo {
    int index = 0;
    std::string name;
    int computeMajor = 0; // compute capability
    int computeMinor = 0;
    int multiprocessors = 0;
    std::size_t memoryBytes = 0;
    std::size_t sharedBytesPerMultiprocessor = 0;
    std::size_t sharedBytesPerBlock = 0; // the most that a block can opt in to
    std::size_t cacheBytes = 0;          // second level
};

struct DeviceQuery {
    std::vector<DeviceInfo> devices;
    std::vector<std::string> unusable; // a sentence for each device that cannot be used
    std::string reason; // why there are no devices: CUDA's own words; empty when there are some
};

// Never throws and never creates a context. A missing or old driver is a reason, not an error; a
// device that no architecture serves for which the kernels are compiled is unusable.
DeviceQuery queryDevices();

} // namespace fracbit_cuda
