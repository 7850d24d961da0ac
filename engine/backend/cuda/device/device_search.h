// The search of one symbol code on the device. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "backend/cuda/device/symbol_code.h"
#include "fracbit_cuda/resources.h"

namespace fracbit::backend::cuda {

class DeviceSearch {
public:
    // Memory for searching `tiles` tiles is taken at once.
    DeviceSearch(const SymbolCode& code, std::size_t tiles, const fracbit_cuda::DeviceInfo& device,
                 const fracbit_cuda::Stream& stream);

    std::size_t tiles() const { return tiles_; }
    // Enqueues the search of the first `count` tiles of targets() into symbols().
    void enqueue(std::size_t count, const fracbit_cuda::Stream& stream);

    fracbit_cuda::DeviceArray<float>& targets() { return targets_; }
    const fracbit_cuda::DeviceArray<std::uint16_t>& symbols() const { return symbols_; }

private:
    const SymbolCode& code_; // borrowed
    std::size_t tiles_;
    fracbit_cuda::TrellisLaunch launch_;
    fracbit_cuda::DeviceArray<float> targets_;
    fracbit_cuda::DeviceArray<std::uint16_t> symbols_;
    fracbit_cuda::DeviceArray<std::uint32_t> table_;
    fracbit_cuda::DeviceArray<float> codebook_; // thresholds or points
    fracbit_cuda::DeviceBytes trace_;
};

} // namespace fracbit::backend::cuda
