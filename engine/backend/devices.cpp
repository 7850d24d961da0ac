#include "backend/devices.h"

#include "base/parallel.h"
#include "quantizer/trellis/viterbi.h"

#ifdef FRACBIT_WITH_CUDA
#include "fracbit_cuda/device_query.h"
#endif

#include <fstream>
#include <unistd.h>

namespace fracbit::backend {

namespace {

std::string processorName() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name"))
            if (const auto colon = line.find(": "); colon != std::string::npos)
                return line.substr(colon + 2);
    return {};
}

Device processor() {
    Device device;
    device.kind = Device::Kind::Cpu;
    device.name = processorName();
    device.instructionSet = quantizer::viterbiInstructionSet();
    device.threads = hardwareThreads();
    device.memoryBytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                         static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return device;
}

#ifdef FRACBIT_WITH_CUDA
void addCudaDevices(DeviceList& list) {
    const fracbit_cuda::DeviceQuery query = fracbit_cuda::queryDevices();
    list.unusable = query.unusable;
    list.cudaAbsent = query.devices.empty() ? query.reason : std::string();
    for (const auto& device : query.devices)
        list.devices.push_back(
            {Device::Kind::Cuda, device.name,
             "sm_" + std::to_string(device.computeMajor) + std::to_string(device.computeMinor),
             device.multiprocessors, device.memoryBytes});
}
#else
void addCudaDevices(DeviceList& list) {
    list.cudaAbsent = "this program was built without the CUDA toolkit";
}
#endif

} // namespace

DeviceList listDevices() {
    DeviceList list{{processor()}, {}, {}};
    addCudaDevices(list);
    return list;
}

} // namespace fracbit::backend
