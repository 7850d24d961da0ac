// The devices that this program can work on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fracbit::backend {

struct Device {
    enum class Kind { Cpu, Cuda };
    Kind kind = Kind::Cpu;
    std::string name;           // "AMD EPYC", "NVIDIA H100 80GB HBM3"
    std::string instructionSet; // of the encoders: "AVX3", or "sm_90"
    int threads = 0;            // processors, or multiprocessors
    std::uint64_t memoryBytes = 0;
};

struct DeviceList {
    std::vector<Device> devices;       // the processor first
    std::vector<std::string> unusable; // GPUs that this program cannot use, each with the reason
    std::string cudaAbsent;            // why there is no CUDA device; empty when there is one
};

// Never throws: what cannot be found out is left empty.
DeviceList listDevices();

} // namespace fracbit::backend
