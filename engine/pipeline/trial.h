// What a profile predicts of a quantized checkpoint, and what it turns out to be.
#pragma once

#include "network/evaluation.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/quantization_plan.h"
#include "profiling/prediction.h"
#include "profiling/profile_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::pipeline {

struct Prediction {
    double kl = 0; // mean KL(original || quantized), nats, see profiling::predictedDivergence()
    std::int64_t bytes = 0; // codes and tables of the linear layers
    double bitsPerWeight = 0;
    std::optional<double> latencySeconds; // of a decoding step; empty: the profile has no times
};

// Of an allocation. Layers without a kernel variant in the plan get the fastest one; fused layers
// take the time of their common call. Throws Error(InvalidArgument) naming a layer that the plan
// lacks, or a scheme, variant or merge that the profile does not know.
Prediction predict(const profiling::Profile& profile, const QuantizationPlan& plan);

struct Outcome {
    double kl = 0;
    double klStandardError = 0;
    double perplexity = 0;
    double sameTop = 0; // share of predictions whose most probable token stays
    std::int64_t predictions = 0;
    std::int64_t bytes = 0;    // codes and tables of the linear layers, as stored
    double latencySeconds = 0; // of a decoding step of one sequence on this processor
};

struct CheckpointTrial {
    std::string name;
    Prediction predicted;
    Outcome measured;
};

// Bytes of codes and tables that the checkpoint stores.
std::int64_t storedLinearBytes(const packed::PackedCheckpoint& packed);

// Opens both models for running and evaluates the quantized one on the tokens, as `fracbit eval`
// does. The plan is that beside the checkpoint, for variants and merges.
CheckpointTrial measureTrial(const packed::PackedCheckpoint& packed,
                             const checkpoint::WeightSource& original,
                             const profiling::Profile& profile,
                             std::span<const network::TokenId> tokens,
                             const network::EvaluationOptions& options, const RunContext& context);

// How the predicted divergences agree with the measured ones; empty for fewer than three trials or
// equal predictions, for which there is nothing to fit.
struct TrialSummary {
    std::optional<profiling::Agreement> agreement;
    // Where the linear model begins to break: the fewest bits per weight, and the largest predicted
    // divergence, up to which every trial is within a quarter of its prediction. Empty when even
    // the best trial is not.
    std::optional<double> linearFromBits;
    std::optional<double> linearToDivergence;
};
TrialSummary summarizeTrials(const std::vector<CheckpointTrial>& trials);

// A file of trials, so that a study can grow: {"format": "fracbit-trials", "version": 1, "trials":
// [{"name", "predicted": {"kl", "bytes", "bits_per_weight", "latency_seconds"}, "measured": {"kl",
// "kl_standard_error", "perplexity", "same_top", "predictions", "bytes", "latency_seconds"}}]}.
// Throws Error(InvalidFile) naming the file and the field; no file: no trials.
std::vector<CheckpointTrial> readTrials(const std::filesystem::path& path);
void writeTrials(const std::filesystem::path& path, const std::vector<CheckpointTrial>& trials);
nlohmann::json trialJson(const CheckpointTrial& trial);

} // namespace fracbit::pipeline
