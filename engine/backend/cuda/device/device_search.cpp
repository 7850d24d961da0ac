#include "backend/cuda/device/device_search.h"

#include "fracbit_cuda/encode.h"

namespace fracbit::backend::cuda {

namespace {

using fracbit_cuda::check;
using fracbit_cuda::DeviceArray;
using fracbit_cuda::Stream;

// Traces may take this part of the device's memory; more blocks than it gives room for would not
// all be resident anyway.
constexpr std::size_t kTraceShare = 4;

const std::vector<float>& codebookOf(const SymbolCode& code) {
    return code.thresholds.empty() ? code.points : code.thresholds;
}

} // namespace

DeviceSearch::DeviceSearch(const SymbolCode& code, std::size_t tiles,
                           const fracbit_cuda::DeviceInfo& device, const Stream& stream)
    : code_(code), tiles_(tiles), targets_(tiles * fracbit_cuda::kTileWeights),
      symbols_(tiles * code.symbols()), table_(code.table.size()),
      codebook_(codebookOf(code).size()) {
    if (!code.table.empty())
        table_.upload(code.table.data(), code.table.size(), stream);
    if (!code.trellis)
        codebook_.upload(codebookOf(code).data(), codebookOf(code).size(), stream);
    else
        launch_ = planTrellis(*code.trellis, static_cast<int>(tiles),
                              device.memoryBytes / kTraceShare, device);
    trace_ = fracbit_cuda::DeviceBytes(launch_.traceBytes);
    stream.synchronize();
}

void DeviceSearch::enqueue(std::size_t count, const Stream& stream) {
    const std::size_t symbols = count * code_.symbols();
    if (!code_.thresholds.empty()) {
        check(fracbit_cuda::searchLevels(targets_.data(), symbols, codebook_.data(),
                                         static_cast<int>(codebook_.size()), symbols_.data(),
                                         stream.get()),
              "searching levels");
        return;
    }
    if (!code_.points.empty()) {
        check(fracbit_cuda::searchPoints(targets_.data(), symbols, codebook_.data(),
                                         static_cast<int>(codebook_.size() / 2), symbols_.data(),
                                         stream.get()),
              "searching points");
        return;
    }
    fracbit_cuda::TrellisBuffers buffers;
    buffers.targets = targets_.data();
    buffers.states = symbols_.data();
    buffers.tiles = static_cast<int>(count);
    buffers.table = table_.data();
    buffers.trace = trace_.data();
    buffers.units = trellisUnits(*code_.trellis, code_.largestPoint);
    check(searchTrellis(*code_.trellis, launch_, buffers, stream.get()), "searching a trellis");
}

} // namespace fracbit::backend::cuda
