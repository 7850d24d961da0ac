#include "backend/cpu/kernel_timing.h"
#include "backend/devices.h"
#include "profiling/latency_measurement.h"

#include <algorithm>

namespace fracbit::profiling {

namespace {

class CpuTimer final : public CallTimer {
public:
    explicit CpuTimer(const CpuTimerOptions& options) : options_(options) {}

    MeasurementKey key() const override {
        return {backend::listDevices().devices.front().name, options_.threads, options_.batch};
    }

    std::vector<std::string> variants(quantizer::Scheme scheme) const override {
        return backend::productVariants(scheme);
    }

    CallTiming time(std::int64_t in, const std::vector<std::int64_t>& outs,
                    quantizer::Scheme scheme, const std::string&,
                    const RunContext& context) override {
        std::vector<quantizer::LayerShape> shapes;
        for (const std::int64_t out : outs)
            shapes.push_back({out, in});
        backend::ProductTimer timer(scheme, shapes, context, coldBytes(scheme));
        const auto timing =
            timer.measure(options_.batch, options_.threads, context, options_.secondsEach);
        return {timing.seconds, timing.spread * timing.seconds / 2};
    }

private:
    std::size_t coldBytes(quantizer::Scheme scheme) const {
        const std::size_t cold = options_.coldBytes > 0 ? options_.coldBytes : backend::coldBytes();
        if (options_.modelWeights == 0)
            return cold;
        const double layers = scheme.rate() / 8 * static_cast<double>(options_.modelWeights);
        return std::min(cold, static_cast<std::size_t>(layers) +
                                  static_cast<std::size_t>(options_.otherBytes));
    }

    CpuTimerOptions options_;
};

} // namespace

std::unique_ptr<CallTimer> cpuTimer(const CpuTimerOptions& options) {
    return std::make_unique<CpuTimer>(options);
}

} // namespace fracbit::profiling
