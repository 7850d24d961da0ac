#include "fracbit_cuda/device_query.h"

#include <cuda_runtime_api.h>

namespace fracbit_cuda {

namespace {

// The tensor-core instruction and the asynchronous copies of the kernels came with Ampere.
constexpr int kOldestMajor = 8;

DeviceInfo describe(int index, const cudaDeviceProp& properties) {
    return {index,
            properties.name,
            properties.major,
            properties.minor,
            properties.multiProcessorCount,
            properties.totalGlobalMem,
            properties.sharedMemPerMultiprocessor,
            properties.sharedMemPerBlockOptin,
            static_cast<std::size_t>(properties.l2CacheSize)};
}

std::string tooOld(const cudaDeviceProp& properties) {
    return std::string(properties.name) + " has compute capability " +
           std::to_string(properties.major) + "." + std::to_string(properties.minor) +
           ", the kernels need 8.0";
}

} // namespace

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
            error != cudaSuccess)
            query.reason = cudaGetErrorString(error);
        else if (properties.major < kOldestMajor)
            query.reason = tooOld(properties);
        else
            query.devices.push_back(describe(index, properties));
    }
    if (!query.devices.empty())
        query.reason.clear();
    else if (query.reason.empty())
        query.reason = "no CUDA device";
    return query;
}

} // namespace fracbit_cuda
