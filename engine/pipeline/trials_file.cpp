#include "base/atomic_file.h"
#include "base/json_file.h"
#include "pipeline/trial.h"

#include <cmath>

namespace fracbit::pipeline {

namespace {

constexpr const char* kFormat = "fracbit-trials";
constexpr std::int64_t kVersion = 1;

double positive(const JsonObject& object, const char* key) {
    const double value = object.number(key);
    if (!std::isfinite(value) || value <= 0)
        object.fail(key, "is not a number above zero");
    return value;
}

CheckpointTrial readTrial(const JsonObject& object) {
    const JsonObject predicted = object.object("predicted");
    const JsonObject measured = object.object("measured");
    CheckpointTrial trial;
    trial.name = object.string("name");
    trial.predicted = {.kl = positive(predicted, "kl"),
                       .bytes = predicted.integer("bytes"),
                       .bitsPerWeight = positive(predicted, "bits_per_weight"),
                       .latencySeconds = {}};
    if (predicted.has("latency_seconds"))
        trial.predicted.latencySeconds = positive(predicted, "latency_seconds");
    trial.measured = {.kl = positive(measured, "kl"),
                      .klStandardError = measured.numberOr("kl_standard_error", 0),
                      .perplexity = positive(measured, "perplexity"),
                      .sameTop = measured.number("same_top"),
                      .predictions = measured.integer("predictions"),
                      .bytes = measured.integer("bytes"),
                      .latencySeconds = measured.numberOr("latency_seconds", 0)};
    return trial;
}

} // namespace

nlohmann::json trialJson(const CheckpointTrial& trial) {
    nlohmann::json predicted{{"kl", trial.predicted.kl},
                             {"bytes", trial.predicted.bytes},
                             {"bits_per_weight", trial.predicted.bitsPerWeight},
                             {"latency_seconds", nullptr}};
    if (trial.predicted.latencySeconds)
        predicted["latency_seconds"] = *trial.predicted.latencySeconds;
    return {{"name", trial.name},
            {"predicted", predicted},
            {"measured",
             {{"kl", trial.measured.kl},
              {"kl_standard_error", trial.measured.klStandardError},
              {"perplexity", trial.measured.perplexity},
              {"same_top", trial.measured.sameTop},
              {"predictions", trial.measured.predictions},
              {"bytes", trial.measured.bytes},
              {"latency_seconds", trial.measured.latencySeconds}}}};
}

std::vector<CheckpointTrial> readTrials(const std::filesystem::path& path) {
    std::vector<CheckpointTrial> trials;
    if (!std::filesystem::exists(path))
        return trials;
    const nlohmann::json document = readJsonFile(path);
    const JsonObject root(document, path);
    if (root.stringOr("format", "") != kFormat || root.integer("version") != kVersion)
        root.fail("format", "is not that of a file of trials, version 1");
    for (std::size_t i = 0; i < root.array("trials").size(); ++i)
        trials.push_back(readTrial(root.element("trials", i)));
    return trials;
}

void writeTrials(const std::filesystem::path& path, const std::vector<CheckpointTrial>& trials) {
    nlohmann::json list = nlohmann::json::array();
    for (const CheckpointTrial& trial : trials)
        list.push_back(trialJson(trial));
    const nlohmann::json document{{"format", kFormat}, {"version", kVersion}, {"trials", list}};
    writeFileAtomically(path, jsonText(document));
}

} // namespace fracbit::pipeline
