#include "fracbit_cuda/device_query.h"

#include <cuda_runtime_api.h>

namespace fracbit_cuda {

DeviceQuery queryDevices() {
    DeviceQuery query;
    int count = 0;
    if (const cudaError_t error = cudaGetDeviceCount(&count); error != cudaSuccess) {
        query.reason = cudaGetErrorString(error);
        return query;
    }
    for (int index = 0; index < count; ++index) {
        cudaDeviceProp properties{};
        if (const cudaError_t error = cudaGetDeviceProperties(&properties, index);
            error != cudaSuccess) {
            query.reason = cudaGetErrorString(error);
            continue;
        }
        query.devices.push_back({index, properties.name, properties.major, properties.minor,
                                 properties.multiProcessorCount, properties.totalGlobalMem});
    }
    if (query.devices.empty() && query.reason.empty())
        query.reason = "no CUDA device";
    return query;
}

} // namespace fracbit_cuda
