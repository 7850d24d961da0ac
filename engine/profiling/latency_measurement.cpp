#include "profiling/latency_measurement.h"

#include "base/random.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace fracbit::profiling {

namespace {

using quantizer::Scheme;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kSaveInterval{5};

// A call and how it is carried out. The order of the layers does not matter to what it takes.
struct CallKey {
    std::int64_t in = 0;
    std::vector<std::int64_t> outs; // ascending
    Scheme scheme;
    std::string variant;
    auto operator<=>(const CallKey&) const = default;
};

std::vector<std::int64_t> ascending(std::vector<std::int64_t> outs) {
    std::ranges::sort(outs);
    return outs;
}

DeviceMeasurements& measurementsOf(Profile& profile, const MeasurementKey& key) {
    const auto found = std::ranges::find(profile.measurements, key, &DeviceMeasurements::key);
    if (found != profile.measurements.end())
        return *found;
    profile.measurements.push_back({key, {}, {}});
    return profile.measurements.back();
}

std::set<CallKey> measuredCalls(const DeviceMeasurements& measurements) {
    std::set<CallKey> known;
    for (const CallMeasurement& call : measurements.calls)
        known.insert({call.in, call.outs, call.scheme, call.variant});
    return known;
}

// In no particular order, but always the same: so that the time that remains can be told from any
// part, and a slow spell of the machine does not fall on one shape.
std::vector<CallKey> wantedCalls(const Profile& profile, const CallTimer& timer) {
    std::set<Scheme> schemes;
    for (const LayerShapeOptions& shape : profile.shapes)
        for (const ShapeOption& option : shape.options)
            schemes.insert(option.scheme);
    std::set<CallKey> wanted;
    for (const KernelCall& call : kernelCalls(profile))
        for (const Scheme scheme : schemes)
            for (const std::string& variant : timer.variants(scheme))
                wanted.insert({call.in, ascending(call.outs), scheme, variant});
    std::vector<CallKey> shuffled(wanted.begin(), wanted.end());
    Random random(shuffled.size());
    for (std::size_t i = shuffled.size(); i > 1; --i)
        std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    return shuffled;
}

std::string callName(const CallKey& key) {
    std::string text = std::to_string(key.in) + " to ";
    for (std::size_t i = 0; i < key.outs.size(); ++i)
        text += (i > 0 ? " + " : "") + std::to_string(key.outs[i]);
    return text + ", " + schemeName(key.scheme);
}

class MeasuredLatencies final : public LatencySource {
public:
    explicit MeasuredLatencies(DeviceMeasurements measurements)
        : measurements_(std::move(measurements)) {
        for (const CallMeasurement& call : measurements_.calls) {
            seconds_[{call.in, call.outs, call.scheme, call.variant}] = call.seconds;
            variants_.insert(call.variant);
        }
    }

    std::vector<std::string> variants() const override {
        return {variants_.begin(), variants_.end()};
    }

    LatencyByVariant latency(const KernelCall& call, Scheme scheme) override {
        LatencyByVariant result;
        CallKey key{call.in, ascending(call.outs), scheme, {}};
        for (const std::string& variant : variants_) {
            key.variant = variant;
            if (const auto found = seconds_.find(key); found != seconds_.end())
                result[variant] = found->second;
        }
        return result;
    }

    std::optional<double> constant(const Profile&) override {
        return measurements_.constantSeconds;
    }

    std::map<std::string, std::string> provenance() const override {
        const MeasurementKey& key = measurements_.key;
        const std::string threads = std::to_string(key.threads);
        const std::string batch = std::to_string(key.batch);
        return {
            {"latency", "measured on " + key.device + ", " + threads + " threads, batch " + batch},
            {"latency_kind", "measured"},
            {"latency_device", key.device},
            {"latency_threads", threads},
            {"latency_batch", batch}};
    }

private:
    DeviceMeasurements measurements_;
    std::map<CallKey, double> seconds_;
    std::set<std::string> variants_;
};

} // namespace

void measureLatencies(Profile& profile, CallTimer& timer, const RunContext& context,
                      const std::function<void()>& save) {
    DeviceMeasurements& measurements = measurementsOf(profile, timer.key());
    const std::set<CallKey> known = measuredCalls(measurements);
    const std::vector<CallKey> wanted = wantedCalls(profile, timer);
    auto saved = Clock::now();
    std::uint64_t done = 0;
    for (const CallKey& key : wanted) {
        context.throwIfCancelled();
        context.report({"latency", callName(key), done++, wanted.size(), "calls"});
        if (known.contains(key))
            continue;
        const auto timing = timer.time(key.in, key.outs, key.scheme, key.variant, context);
        measurements.calls.push_back(
            {key.in, key.outs, key.scheme, key.variant, timing.seconds, timing.spread});
        if (save && Clock::now() - saved > kSaveInterval) {
            save();
            saved = Clock::now();
        }
    }
    context.report({"latency", {}, done, wanted.size(), "calls"});
}

std::unique_ptr<LatencySource> measuredLatencies(const Profile& profile,
                                                 const MeasurementKey& key) {
    const auto found = std::ranges::find(profile.measurements, key, &DeviceMeasurements::key);
    return std::make_unique<MeasuredLatencies>(
        found == profile.measurements.end() ? DeviceMeasurements{key, {}, {}} : *found);
}

} // namespace fracbit::profiling
