#include "pipeline/trial.h"

#include "base/error.h"
#include "base/text.h"
#include "network/run.h"
#include "pipeline/steps/decoding_time.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace fracbit::pipeline {

namespace {

using profiling::LatencyByVariant;
using profiling::Profile;
using profiling::ProfileLayer;

// Predicted and measured are the same to within this, where the linear model holds: a few times
// the standard errors of both.
constexpr double kTolerance = 0.25;

class Predictor {
public:
    Predictor(const Profile& profile, const QuantizationPlan& plan)
        : profile_(profile), plan_(plan), index_(plan) {}

    Prediction run() const {
        Prediction prediction;
        prediction.kl = profiling::predictedDivergence(profile_, schemes(),
                                                       plan_.feedback.value_or(Feedback::Off));
        for (const ProfileLayer& layer : profile_.layers) {
            const auto& chosen = option(layer);
            prediction.bytes += chosen.codesBytes + chosen.tableBytes;
        }
        prediction.bitsPerWeight =
            8 * static_cast<double>(prediction.bytes) / static_cast<double>(profile_.weights());
        prediction.latencySeconds = latency();
        return prediction;
    }

private:
    const LayerPlan& planned(const ProfileLayer& layer) const {
        const LayerPlan* found = index_.find(layer.name);
        if (!found)
            throw Error(ErrorCode::InvalidArgument, layer.name, "is not in the plan");
        if (!found->isUniform())
            throw Error(ErrorCode::Unsupported, layer.name,
                        "is planned in segments or another basis, of which nothing is predicted");
        return *found;
    }

    std::map<std::string, quantizer::Scheme> schemes() const {
        std::map<std::string, quantizer::Scheme> result;
        for (const ProfileLayer& layer : profile_.layers)
            result[layer.name] = planned(layer).scheme;
        return result;
    }

    const profiling::ShapeOption& option(const ProfileLayer& layer) const {
        // predictedDivergence() has refused schemes that are missing.
        return *profile_.shapes.at(static_cast<std::size_t>(layer.shape))
                    .find(planned(layer).scheme);
    }

    std::optional<double> latency() const {
        if (profile_.variants.empty())
            return std::nullopt;
        double seconds = profile_.constants.latencySeconds.value_or(0);
        std::set<std::string> counted; // layers whose call is in the sum
        for (const ProfileLayer& layer : profile_.layers) {
            if (!counted.insert(layer.name).second)
                continue;
            const LayerPlan& plan = planned(layer);
            counted.insert(plan.fusedWith.begin(), plan.fusedWith.end());
            const LatencyByVariant& times = timesOf(layer, plan);
            if (times.empty())
                return std::nullopt; // no kernel was timed for this scheme
            seconds += pick(times, plan);
        }
        return seconds;
    }

    const LatencyByVariant& timesOf(const ProfileLayer& layer, const LayerPlan& plan) const {
        if (plan.fusedWith.empty())
            return option(layer).latency;
        std::set<std::string> call(plan.fusedWith.begin(), plan.fusedWith.end());
        call.insert(layer.name);
        for (const auto& group : profile_.fusionGroups)
            for (const auto& merge : group.merges)
                if (std::set(merge.layers.begin(), merge.layers.end()) == call)
                    return kernelTimes(merge.kernel, plan);
        throw Error(ErrorCode::InvalidArgument, layer.name,
                    "the profile knows no kernel for the layers it is fused with");
    }

    const LatencyByVariant& kernelTimes(int kernel, const LayerPlan& plan) const {
        static const LatencyByVariant none;
        const auto& rows = profile_.fusedKernels.at(static_cast<std::size_t>(kernel));
        const auto row =
            std::ranges::find(rows, plan.scheme, &profiling::FusedKernelLatency::scheme);
        return row == rows.end() ? none : row->latency;
    }

    static double pick(const LatencyByVariant& times, const LayerPlan& plan) {
        if (plan.variant.empty())
            return std::ranges::min_element(times, {}, &LatencyByVariant::value_type::second)
                ->second;
        const auto found = times.find(plan.variant);
        if (found == times.end())
            throw Error(ErrorCode::InvalidArgument, plan.name,
                        "the profile knows no kernel variant '" + plan.variant + "'");
        return found->second;
    }

    const Profile& profile_;
    const QuantizationPlan& plan_;
    PlanIndex index_;
};

bool isLinear(const CheckpointTrial& trial) {
    return std::abs(trial.measured.kl / trial.predicted.kl - 1) <= kTolerance;
}

} // namespace

Prediction predict(const Profile& profile, const QuantizationPlan& plan) {
    return Predictor(profile, plan).run();
}

std::int64_t storedLinearBytes(const packed::PackedCheckpoint& packed) {
    std::uint64_t bytes = 0;
    for (const auto& layer : packed.spec().layers)
        bytes += packed.codedBytes(layer.name);
    return static_cast<std::int64_t>(bytes);
}

CheckpointTrial measureTrial(const packed::PackedCheckpoint& packed,
                             const checkpoint::WeightSource& original, const Profile& profile,
                             std::span<const network::TokenId> tokens,
                             const network::EvaluationOptions& options, const RunContext& context) {
    CheckpointTrial trial;
    trial.name = pathText(packed.path().filename());
    trial.predicted = predict(profile, readPlan(packed.path() / packed::kPlanFile));
    const auto model = network::openForRunning(packed, {}, context);
    const auto reference = network::openForRunning(original, {}, context);
    const auto result = network::evaluate(*model, reference.get(), tokens, options, context);
    trial.measured = {.kl = result.kl.value(),
                      .klStandardError = result.klStandardError.value_or(0),
                      .perplexity = result.perplexity,
                      .sameTop = result.sameTop.value(),
                      .predictions = result.tokens,
                      .bytes = storedLinearBytes(packed),
                      .latencySeconds = measureDecoding(packed, 1, context).seconds};
    return trial;
}

TrialSummary summarizeTrials(const std::vector<CheckpointTrial>& trials) {
    TrialSummary summary;
    std::vector<profiling::Trial> points;
    std::set<double> predictions;
    for (const CheckpointTrial& trial : trials) {
        points.push_back(
            {trial.name, trial.predicted.kl, trial.measured.kl, trial.measured.klStandardError});
        predictions.insert(trial.predicted.kl);
    }
    if (points.size() >= 3 && predictions.size() > 1)
        summary.agreement = profiling::compare(points);
    std::vector<CheckpointTrial> sorted = trials;
    std::ranges::sort(sorted, {}, [](const CheckpointTrial& t) { return t.predicted.kl; });
    for (const CheckpointTrial& trial : sorted) {
        if (!isLinear(trial))
            break;
        summary.linearToDivergence = trial.predicted.kl;
        summary.linearFromBits =
            std::min(trial.predicted.bitsPerWeight, summary.linearFromBits.value_or(1e9));
    }
    return summary;
}

} // namespace fracbit::pipeline
