#include "cli/trial_options.h"

#include "base/text.h"
#include "pipeline/own_text.h"
#include "tokenizer/tokenizer.h"

#include <algorithm>
#include <iomanip>

namespace fracbit::cli {

namespace {

using pipeline::CheckpointTrial;

template <typename Value>
nlohmann::json orNull(const std::optional<Value>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

void printTrial(std::ostream& out, const CheckpointTrial& trial) {
    const double ratio = trial.measured.kl / trial.predicted.kl;
    out << std::left << std::setw(24) << trial.name << std::right << std::fixed
        << std::setprecision(3) << std::setw(7) << trial.predicted.bitsPerWeight
        << " bits  KL predicted " << std::setprecision(4) << trial.predicted.kl << ", measured "
        << trial.measured.kl << " +- " << trial.measured.klStandardError << " (x "
        << std::setprecision(2) << ratio << "), perplexity " << trial.measured.perplexity << '\n'
        << std::defaultfloat << std::setprecision(6);
}

} // namespace

void TrialOptions::declare(const Options& options, const Option& folders) {
    options
        .value("--profile", profile_, "A profile: report what it predicts against what is measured")
        .needs(folders);
    options.value("--text", text_, "Text to measure on (default: what the original itself writes)");
    options.value("--context", evaluation_.context, "Tokens a window (default 512)")
        .between(2, 1 << 20);
    options.value("--windows", evaluation_.windows, "Windows to measure on (default 8)")
        .between(1, 1 << 30);
    options.value("--trials", file_,
                  "Join the trials of this file (made if need be) and add these to it");
}

void TrialOptions::check(const std::vector<std::filesystem::path>& folders,
                         const std::filesystem::path& original) const {
    if (folders.empty() && file_.empty())
        throw Error(ErrorCode::InvalidArgument, "verify needs a folder, or --trials");
    if (!folders.empty() && profile_.empty() && !file_.empty())
        throw Error(ErrorCode::InvalidArgument, "to add to --trials give --profile");
    if (!profile_.empty() && original.empty())
        throw Error(ErrorCode::InvalidArgument, "--profile needs --against, the original model");
}

void TrialOptions::readTokens(const checkpoint::WeightSource& original,
                              const std::filesystem::path& workFolder, const CommonOptions& options,
                              const RunContext& context) {
    if (!tokens_.empty())
        return;
    if (!text_.empty()) {
        tokens_ = tokenizer::Tokenizer::open(original.tokenizerSource())->encode(readText(text_));
        return;
    }
    const auto sample = pipeline::ownText(
        original, {evaluation_.windows, evaluation_.context, options.seed}, workFolder, context);
    for (const auto& sequence : sample.sequences)
        tokens_.insert(tokens_.end(), sequence.begin(), sequence.end());
}

std::vector<CheckpointTrial>& TrialOptions::trials() {
    if (!trials_)
        trials_ = file_.empty() ? std::vector<CheckpointTrial>{} : pipeline::readTrials(file_);
    return *trials_;
}

nlohmann::json TrialOptions::measure(Console& console, const packed::PackedCheckpoint& packed,
                                     const checkpoint::WeightSource& original,
                                     const CommonOptions& options, const RunContext& context) {
    readTokens(original, packed.path().string() + ".text.work", options, context);
    auto& all = trials();
    const CheckpointTrial trial = pipeline::measureTrial(
        packed, original, profiling::readProfile(profile_), tokens_, evaluation_, context);
    std::erase_if(all, [&](const CheckpointTrial& other) { return other.name == trial.name; });
    all.push_back(trial);
    if (!file_.empty())
        pipeline::writeTrials(file_, all);
    printTrial(console.out(), trial);
    console.out() << "bytes of the linear layers: predicted " << trial.predicted.bytes
                  << ", stored " << trial.measured.bytes << '\n';
    return pipeline::trialJson(trial);
}

nlohmann::json TrialOptions::summary(Console& console) {
    const pipeline::TrialSummary summary = pipeline::summarizeTrials(trials());
    nlohmann::json document{{"trials", nlohmann::json::array()},
                            {"agreement", nullptr},
                            {"linear_from_bits", orNull(summary.linearFromBits)},
                            {"linear_to_kl", orNull(summary.linearToDivergence)}};
    for (const CheckpointTrial& trial : trials())
        document["trials"].push_back(pipeline::trialJson(trial));
    if (!summary.agreement)
        return document;
    const auto& agreement = *summary.agreement;
    document["agreement"] = {{"slope", agreement.slope},
                             {"intercept", agreement.intercept},
                             {"correlation", agreement.correlation},
                             {"residual", agreement.residual}};
    auto sorted = trials();
    std::ranges::sort(sorted, {}, [](const auto& trial) { return trial.predicted.kl; });
    console.out() << '\n';
    for (const CheckpointTrial& trial : sorted)
        printTrial(console.out(), trial);
    console.out() << "log measured = " << agreement.intercept << " + " << agreement.slope
                  << " log predicted; correlation " << agreement.correlation << ", residual "
                  << agreement.residual << " (" << sorted.size() << " trials)\n";
    if (summary.linearToDivergence)
        console.out() << "within a quarter of the prediction up to a predicted KL of "
                      << *summary.linearToDivergence << ", from " << *summary.linearFromBits
                      << " bits per weight on\n";
    return document;
}

} // namespace fracbit::cli
