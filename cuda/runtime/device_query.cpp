#include "fracbit_cuda/architectures.h"

#include <cuda_runtime_api.h>

namespace fracbit_cuda {

namespace {

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

} // namespace

DeviceQuery queryDevices() {
    int count = 0;
    if (const cudaError_t error = cudaGetDeviceCount(&count); error != cudaSuccess)
        return {{}, {}, cudaGetErrorString(error)};
    std::vector<DeviceInfo> found;
    std::vector<std::string> silent; // devices that do not answer
    for (int index = 0; index < count; ++index) {
        cudaDeviceProp properties{};
        if (const cudaError_t error = cudaGetDeviceProperties(&properties, index);
            error == cudaSuccess)
            found.push_back(describe(index, properties));
        else
            silent.push_back("device " + std::to_string(index) + ": " + cudaGetErrorString(error));
    }
    DeviceQuery query = usableDevices(std::move(found), FRACBIT_CUDA_ARCHITECTURES);
    if (query.devices.empty() && query.unusable.empty() && !silent.empty())
        query.reason = silent.front();
    query.unusable.insert(query.unusable.end(), silent.begin(), silent.end());
    return query;
}

} // namespace fracbit_cuda
