// What kernel calls take on this machine, measured as in decoding.
#pragma once

#include "base/progress.h"
#include "profiling/latency.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace fracbit::profiling {

struct CallTiming {
    double seconds = 0; // median
    double spread = 0;  // half the distance of the quartiles
};

// A device that calls can be timed on. Not thread-safe.
class CallTimer {
public:
    virtual ~CallTimer() = default;
    virtual MeasurementKey key() const = 0;
    // The kernels there are for a scheme.
    virtual std::vector<std::string> variants(quantizer::Scheme scheme) const = 0;
    // Of one call for layers of these shapes (d_out ascending), which read the same input; with
    // weights that are in no cache.
    virtual CallTiming time(std::int64_t in, const std::vector<std::int64_t>& outs,
                            quantizer::Scheme scheme, const std::string& variant,
                            const RunContext& context) = 0;
};

struct CpuTimerOptions {
    int threads = 1;
    int batch = 1;             // input vectors a call
    double secondsEach = 0.03; // of timed calls, a measurement
    std::size_t coldBytes = 0; // 0: twice the last-level cache, see backend::coldBytes()
    // What a decoding step reads of the model that is measured for: weights of its layers, and
    // bytes of the rest. A step goes once through these, so that of a model that fits into the
    // cache no more copies are gone through than it is large. 0: a model larger than any cache.
    std::int64_t modelWeights = 0;
    std::int64_t otherBytes = 0;
};

// This machine's processor, by backend::ProductTimer: layers of random codes, in so many copies
// that they are as cold when their turn comes as they are in a step; medians over rounds. A call
// includes the rotation of its input.
std::unique_ptr<CallTimer> cpuTimer(const CpuTimerOptions& options);

// The first CUDA device, by backend::CudaProfiler: calls in a graph, as a decoding step launches
// them, with weights that are in no cache. A call does not include the rotation of its input.
// Variants "tensor" and, for a single vector, "simt". `batch` is at most 8. Throws Error(Device),
// with the reason, where there is no such device.
std::unique_ptr<CallTimer> cudaTimer(int batch);

// Times every call and scheme of the profile that has no measurement with the timer's key, and
// appends to Profile::measurements, so that an interrupted run goes on. `save` (may be empty) is
// called every few seconds. Progress stage "latency", in calls. Throws Error(Cancelled).
void measureLatencies(Profile& profile, CallTimer& timer, const RunContext& context,
                      const std::function<void()>& save = {});

// What Profile::measurements hold for a key, as a source for setLatencies().
std::unique_ptr<LatencySource> measuredLatencies(const Profile& profile, const MeasurementKey& key);

} // namespace fracbit::profiling
