// `verify --profile`: predicted against measured.
#pragma once

#include "cli/command.h"
#include "pipeline/trial.h"

namespace fracbit::cli {

class TrialOptions {
public:
    void declare(const Options& options, const Option& folders);
    bool wanted() const { return !profile_.empty() || !file_.empty(); }
    // Throws Error(InvalidArgument) when the options do not fit together.
    void check(const std::vector<std::filesystem::path>& folders,
               const std::filesystem::path& original) const;

    // Measures one folder; its part of the document: "predicted" and "measured".
    nlohmann::json measure(Console& console, const packed::PackedCheckpoint& packed,
                           const checkpoint::WeightSource& original, const CommonOptions& options,
                           const RunContext& context);
    // Over all trials, those of the file included: "trials", "agreement" and where it ends.
    nlohmann::json summary(Console& console);

private:
    void readTokens(const checkpoint::WeightSource& original,
                    const std::filesystem::path& workFolder, const CommonOptions& options,
                    const RunContext& context);
    std::vector<pipeline::CheckpointTrial>& trials();

    std::filesystem::path profile_;
    std::filesystem::path text_;
    std::filesystem::path file_;
    network::EvaluationOptions evaluation_{.context = 512, .windows = 8};
    std::vector<network::TokenId> tokens_;
    std::optional<std::vector<pipeline::CheckpointTrial>> trials_;
};

} // namespace fracbit::cli
