// A roofline model of devices that are not at hand: what a kernel call should take. A model, not a
// measurement, and marked as one in every profile that it goes into.
#pragma once

#include "profiling/latency.h"

#include <optional>
#include <string>
#include <vector>

namespace fracbit::profiling {

// One kernel variant.
struct KernelModel {
    std::string variant;      // "tensor", "simt", "cpu"
    double launchSeconds = 0; // what a call takes beside moving and decoding weights
    double flops = 0;         // multiplications and additions a second
    // Weights decoded a second, by family; families that are missing have no such kernel.
    std::map<quantizer::Family, double> decodeRate;
};

struct DeviceModel {
    std::string name;        // "rtx-4090"
    std::string description; // "NVIDIA GeForce RTX 4090"
    std::string origin;      // where the numbers come from
    double bandwidth = 0;    // bytes a second that a kernel reaches when it reads weights
    double blockSeconds = 0; // of a decoding step, for what is not a linear layer
    std::vector<KernelModel> kernels;
};

// What a user knows better; the rest stays as the table has it.
struct DeviceOverrides {
    std::optional<double> bandwidth;     // bytes a second, reached
    std::optional<double> launchSeconds; // of every variant
    std::optional<double> decodeRate;    // weights a second, of every family and variant
};

const std::vector<DeviceModel>& deviceModels();
// Throws Error(InvalidArgument) that lists the names there are.
DeviceModel deviceModel(const std::string& name, const DeviceOverrides& overrides = {});

// Seconds of a call at a batch size:
//     launch + max(bytes / bandwidth, weights / decode rate, 2 weights batch / flops)
// with bytes those of codes and table (per layer), the 16-bit inputs and outputs of the batch, and
// the 16-bit row scales (roofline: Williams, Waterman and Patterson, CACM 52(4), 2009). The
// constant part of a step is the reading of the 16-bit head, and blockSeconds a block; attention
// over a long context is not in it.
std::unique_ptr<LatencySource> modelLatencies(const DeviceModel& device, int batch = 1);

} // namespace fracbit::profiling
