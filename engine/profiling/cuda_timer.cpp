#include "backend/cuda/backend.h"
#include "profiling/latency_measurement.h"
#include "quantizer/quantizer.h"

namespace fracbit::profiling {

namespace {

using backend::CudaVariant;
using quantizer::kTile;

constexpr const char* kTensor = "tensor";
constexpr const char* kSimt = "simt";

class CudaTimer final : public CallTimer {
public:
    explicit CudaTimer(int batch)
        : batch_(batch), device_(backend::openCuda()), profiler_(device_->profiler()) {}

    MeasurementKey key() const override { return {device_->deviceName(), 1, batch_}; }

    std::vector<std::string> variants(quantizer::Scheme scheme) const override {
        std::vector<std::string> names;
        if (profiler_->hasProduct(scheme, batch_, CudaVariant::TensorCore))
            names.push_back(kTensor);
        if (profiler_->hasProduct(scheme, batch_, CudaVariant::Simt))
            names.push_back(kSimt);
        return names;
    }

    // Fused layers are one launch, each padded to whole tiles of rows.
    CallTiming time(std::int64_t in, const std::vector<std::int64_t>& outs,
                    quantizer::Scheme scheme, const std::string& variant,
                    const RunContext&) override {
        quantizer::LayerShape shape{0, in};
        for (const std::int64_t out : outs)
            shape.rows += (out + kTile - 1) / kTile * kTile;
        const auto timing = profiler_->product(
            scheme, shape, batch_, variant == kSimt ? CudaVariant::Simt : CudaVariant::TensorCore);
        return {timing.seconds, timing.spread * timing.seconds / 2};
    }

private:
    int batch_;
    std::unique_ptr<backend::CudaBackend> device_;
    std::unique_ptr<backend::CudaProfiler> profiler_;
};

} // namespace

std::unique_ptr<CallTimer> cudaTimer(int batch) {
    return std::make_unique<CudaTimer>(batch);
}

} // namespace fracbit::profiling
