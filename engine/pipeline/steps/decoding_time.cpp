#include "pipeline/steps/decoding_time.h"

#include "base/error.h"
#include "network/run.h"
#include "pipeline/steps/quick_copy.h"
#include "profiling/latency_measurement.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace fracbit::pipeline {

namespace {

using Clock = std::chrono::steady_clock;
using network::TokenId;
using quantizer::Scheme;

constexpr int kPrompt = 8;
constexpr int kWarmUp = 3;
constexpr int kSteps = 41;

// Encoded in seconds a billion weights; nothing else matters here.
Scheme quickScheme() {
    return quantizer::schemeFromName("nuq-2");
}

// The layers that the run-time multiplies in one call, by block and input.
std::map<std::string, profiling::KernelCall> groupsOf(const checkpoint::ModelSpec& spec) {
    std::map<std::string, profiling::KernelCall> groups;
    for (const auto& layer : spec.layers) {
        auto& call = groups[spec.inputOf(layer).name];
        call.in = layer.in;
        call.outs.push_back(layer.out);
        call.roles.push_back(layer.role);
    }
    return groups;
}

double callSeconds(const checkpoint::ModelSpec& spec, profiling::LatencySource& latencies) {
    double sum = 0;
    for (const auto& [name, call] : groupsOf(spec)) {
        const auto& layers = spec.findInput(name)->layers;
        const double share = checkpoint::shareOfSteps(spec.config, spec.layers[layers.front()]);
        const auto times = latencies.latency(call, quickScheme());
        if (times.empty())
            throw Error(ErrorCode::InvalidArgument, name, "its call has not been measured");
        using Times = profiling::LatencyByVariant;
        sum += share * std::ranges::min_element(times, {}, &Times::value_type::second)->second;
    }
    return sum;
}

} // namespace

DecodingTime measureDecoding(const packed::PackedCheckpoint& packed, int batch,
                             const RunContext& context) {
    const auto network =
        network::openForRunning(packed, {.executor = network::Executor::Packed}, context);
    const auto cache = network->makeCache(batch);
    const std::vector<TokenId> prompt(static_cast<std::size_t>(kPrompt * batch), 1);
    const std::vector<TokenId> next(static_cast<std::size_t>(batch), 1);
    (void)network->extend(*cache, prompt, context);
    std::vector<double> times;
    for (int step = -kWarmUp; step < kSteps; ++step) {
        context.throwIfCancelled();
        context.report(
            {"decode", {}, static_cast<std::uint64_t>(std::max(step, 0)), kSteps, "steps"});
        const auto begin = Clock::now();
        (void)network->extend(*cache, next, context);
        const std::chrono::duration<double> seconds = Clock::now() - begin;
        if (step >= 0)
            times.push_back(seconds.count());
    }
    context.report({"decode", {}, kSteps, kSteps, "steps"});
    std::ranges::sort(times);
    return {times[kSteps / 2], (times[kSteps * 3 / 4] - times[kSteps / 4]) / 2};
}

double measureConstant(const checkpoint::WeightSource& source, const profiling::Profile& profile,
                       const profiling::MeasurementKey& key, const std::filesystem::path& folder,
                       const RunContext& context) {
    const auto latencies = profiling::measuredLatencies(profile, key);
    const double calls = callSeconds(source.spec(), *latencies);
    const QuickCopy copy(source, quickScheme(), folder, context);
    const double step = measureDecoding(copy.model(), key.batch, context).seconds;
    return std::max(0.0, step - calls);
}

} // namespace fracbit::pipeline
